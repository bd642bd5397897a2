// The parameters and texts are those of https://modern.ircdocs.horse/#numerics, or of the
// specification or server named beside a row.
#include "core/protocol/numerics.h"

namespace irc {

// Registration.
constexpr Numeric<Text> kRplWelcome{1};
constexpr Numeric<Text> kRplYourHost{2};
constexpr Numeric<Text> kRplCreated{3};
constexpr Numeric<Word, Word, Word, Word, Word> kRplMyInfo{4};
constexpr Numeric<> kRplIsupport{5};  // tokens and the text are added by isupport.cc

// Queries about the server.
constexpr Numeric<Word> kRplSnomask{8, "Server notice mask"};
constexpr Numeric<Text> kRplMap{15};
constexpr Numeric<> kRplMapEnd{17, "End of /MAP"};
constexpr Numeric<Word, Word, Word, Text> kRplTraceUnknown{203};
constexpr Numeric<Word, Word, Nick, Text> kRplTraceOperator{204};
constexpr Numeric<Word, Word, Nick, Text> kRplTraceUser{205};
constexpr Numeric<Word, Word, Number> kRplTraceClass{209};
constexpr Numeric<Word, Number, Number, Number, Number, Number, Number> kRplStatsLinkInfo{211};
constexpr Numeric<Word, Number> kRplStatsCommands{212};
constexpr Numeric<Word, Word, Word, Word, Number, Text> kRplStatsKLine{216};
constexpr Numeric<SafeParam> kRplEndOfStats{219, "End of /STATS report"};
constexpr Numeric<Word> kRplUmodeIs{221};
constexpr Numeric<Text> kRplRules{232};
constexpr Numeric<Text> kRplStatsUptime{242};
constexpr Numeric<Word, Word, Word, Word> kRplStatsOLine{243};
constexpr Numeric<Text> kRplStatsDebug{249};
constexpr Numeric<Text> kRplStatsConn{250};
constexpr Numeric<Text> kRplLuserClient{251};
constexpr Numeric<Number> kRplLuserOp{252, "operator(s) online"};
constexpr Numeric<Number> kRplLuserUnknown{253, "unknown connection(s)"};
constexpr Numeric<Number> kRplLuserChannels{254, "channels formed"};
constexpr Numeric<Text> kRplLuserMe{255};
constexpr Numeric<Word> kRplAdminMe{256, "Administrative info"};
constexpr Numeric<Text> kRplAdminLoc1{257};
constexpr Numeric<Text> kRplAdminLoc2{258};
constexpr Numeric<Text> kRplAdminEmail{259};
constexpr Numeric<Word, Word> kRplTraceEnd{262, "End of TRACE"};
constexpr Numeric<Number, Number, Text> kRplLocalUsers{265};
constexpr Numeric<Number, Number, Text> kRplGlobalUsers{266};
constexpr Numeric<Word> kErrNoAdminInfo{423, "No administrative info available"};
constexpr Numeric<Text> kRplRulesStart{308};  // UnrealIRCd
constexpr Numeric<> kRplEndOfRules{309, "End of /RULES command."};
constexpr Numeric<> kErrNoRules{434, "RULES File is missing"};
constexpr Numeric<Word, Word, Text> kRplVersion{351};
constexpr Numeric<Word, Word, Text> kRplLinks{364};
constexpr Numeric<SafeParam> kRplEndOfLinks{365, "End of /LINKS list"};
constexpr Numeric<Text> kRplInfo{371};
constexpr Numeric<Text> kRplMotd{372};
constexpr Numeric<> kRplEndOfInfo{374, "End of INFO list"};
constexpr Numeric<Text> kRplMotdStart{375};
constexpr Numeric<> kRplEndOfMotd{376, "End of /MOTD command."};
constexpr Numeric<Word, Number, Number, Text> kRplTime{391};
constexpr Numeric<SafeParam, Text> kRplHelpStart{704};
constexpr Numeric<SafeParam, Text> kRplHelpText{705};
constexpr Numeric<SafeParam, Text> kRplEndOfHelp{706};

// Queries about users.
constexpr Numeric<Nick, Text> kRplWhoisCertFp{276};
constexpr Numeric<Nick> kRplAcceptList{281};  // Solanum
constexpr Numeric<> kRplEndOfAccept{282, "End of /ACCEPT list"};
constexpr Numeric<Nick, Text> kRplAway{301};
constexpr Numeric<Text> kRplUserhost{302};
constexpr Numeric<Text> kRplIson{303};
constexpr Numeric<> kRplUnaway{305, "You are no longer marked as being away"};
constexpr Numeric<> kRplNowAway{306, "You have been marked as being away"};
constexpr Numeric<Nick, Word, Word, Word, Text> kRplWhoisUser{311};
constexpr Numeric<Nick, Word, Text> kRplWhoisServer{312};
constexpr Numeric<Nick, Word> kRplWhoisAccount{330, "is logged in as"};
constexpr Numeric<Nick> kRplWhoisOperator{313, "is an IRC operator"};
constexpr Numeric<Nick, Word, Word, Word, Text> kRplWhowasUser{314};
constexpr Numeric<SafeParam> kRplEndOfWho{315, "End of WHO list"};
constexpr Numeric<Nick, Number, Number> kRplWhoisIdle{317, "seconds idle, signon time"};
constexpr Numeric<SafeParam> kRplEndOfWhois{318, "End of /WHOIS list"};
constexpr Numeric<Nick, Text> kRplWhoisChannels{319};
constexpr Numeric<Nick, Text> kRplWhoisBot{335};  // IRCv3 bot-mode
constexpr Numeric<Nick, Word, Word> kRplWhoisActually{338, "Is actually using host"};
constexpr Numeric<Text> kRplUserIp{340};
constexpr Numeric<Word, Word, Word, Word, Nick, Word, Text> kRplWhoReply{352};
constexpr Numeric<> kRplWhoxReply{354};  // its fields are added by whox.cc
constexpr Numeric<SafeParam> kRplEndOfWhowas{369, "End of WHOWAS"};
constexpr Numeric<Nick, Text> kRplWhoisModes{379};
constexpr Numeric<Word> kRplVisibleHost{396, "is now your visible host"};
constexpr Numeric<Nick, Text> kRplWhowasIp{652};  // InspIRCd
constexpr Numeric<Nick> kRplWhoisSecure{671, "is using a secure connection"};

// Metadata; the visibility is always "*". https://ircv3.net/specs/extensions/metadata
constexpr Numeric<Nick, Word, Word, Text> kRplWhoisKeyValue{760};
constexpr Numeric<Word, Word, Word, Text> kRplKeyValue{761};
constexpr Numeric<Word, Word> kRplKeyNotSet{766, "key not set"};
constexpr Numeric<> kRplMetadataSubOk{770};  // the keys are added by metadata.cc
constexpr Numeric<> kRplMetadataUnsubOk{771};
constexpr Numeric<> kRplMetadataSubs{772};
constexpr Numeric<Word> kRplMetadataSyncLater{774};  // and how many seconds later

// Channels.
constexpr Numeric<Word> kRplListStart{321, "Users  Name"};
constexpr Numeric<ChannelName, Number, Text> kRplList{322};
constexpr Numeric<> kRplListEnd{323, "End of /LIST"};
constexpr Numeric<ChannelName> kRplChannelModeIs{324};  // mode.cc adds the modes
constexpr Numeric<ChannelName, Number> kRplCreationTime{329};
constexpr Numeric<ChannelName> kRplNoTopic{331, "No topic is set"};
constexpr Numeric<ChannelName, Text> kRplTopic{332};
constexpr Numeric<ChannelName, Word, Number> kRplTopicWhoTime{333};
constexpr Numeric<ChannelName> kRplInviteList{336};
constexpr Numeric<> kRplEndOfInviteList{337, "End of /INVITE list"};
constexpr Numeric<Nick, ChannelName> kRplInviting{341};
constexpr Numeric<ChannelName, Word, Word, Number> kRplInvexList{346};
constexpr Numeric<ChannelName> kRplEndOfInvexList{347, "End of Channel Invite Exception List"};
constexpr Numeric<ChannelName, Word, Word, Number> kRplExceptList{348};
constexpr Numeric<ChannelName> kRplEndOfExceptList{349, "End of channel exception list"};
constexpr Numeric<Word, ChannelName, Text> kRplNamReply{353};
constexpr Numeric<SafeParam> kRplEndOfNames{366, "End of /NAMES list"};
constexpr Numeric<ChannelName, Word, Word, Number> kRplBanList{367};
constexpr Numeric<ChannelName> kRplEndOfBanList{368, "End of channel ban list"};
constexpr Numeric<Text> kRplUninvited{653};  // InspIRCd
constexpr Numeric<ChannelName, Word> kRplKnock{710, "has asked for an invite."};
constexpr Numeric<ChannelName> kRplKnockDelivered{711, "Your KNOCK has been delivered."};
constexpr Numeric<ChannelName> kErrTooManyKnock{712, "Too many KNOCKs (user)."};
constexpr Numeric<ChannelName> kErrChanOpen{713, "Channel is open."};
constexpr Numeric<ChannelName> kErrKnockOnChan{714, "You are already on that channel."};
constexpr Numeric<> kErrKnockDisabled{715, "KNOCKs are disabled."};
constexpr Numeric<ChannelName, Word, Word, Word, Number> kRplQuietList{728};  // Solanum
constexpr Numeric<ChannelName, Word> kRplEndOfQuietList{729, "End of channel quiet list"};

// Operators.
constexpr Numeric<> kRplYoureOper{381, "You are now an IRC operator"};
constexpr Numeric<Word> kRplRehashing{382, "Rehashing"};
constexpr Numeric<> kErrNoPrivileges{481, "Permission Denied- You're not an IRC operator"};
constexpr Numeric<Word> kErrNoPrivs{723, "Insufficient oper privileges."};
constexpr Numeric<> kErrCantKillServer{483, "You cant kill a server!"};
constexpr Numeric<> kErrNoOperHost{491, "No O-lines for your host"};
constexpr Numeric<Word, Number, Word, Text> kRplTestLine{725};  // ratbox
constexpr Numeric<SafeParam> kRplNoTestLine{726, "No matches"};

// Errors of all kinds.
constexpr Numeric<SafeParam, Text> kErrUnknownError{400};
constexpr Numeric<> kRplMonOnline{730};   // the caller adds the nicks
constexpr Numeric<> kRplMonOffline{731};  // "
constexpr Numeric<> kRplMonList{732};     // "
constexpr Numeric<> kRplEndOfMonList{733, "End of MONITOR list"};
constexpr Numeric<Number, Word> kErrMonListFull{734, "Monitor list is full."};
constexpr Numeric<SafeParam> kErrNoSuchNick{401, "No such nick/channel"};
constexpr Numeric<SafeParam> kErrNoSuchServer{402, "No such server"};
constexpr Numeric<SafeParam> kErrNoSuchChannel{403, "No such channel"};
constexpr Numeric<ChannelName, Text> kErrCannotSendToChan{404};
constexpr Numeric<SafeParam> kErrTooManyChannels{405, "You have joined too many channels"};
constexpr Numeric<SafeParam> kErrWasNoSuchNick{406, "There was no such nickname"};
constexpr Numeric<SafeParam> kErrTooManyTargets{407, "Too many recipients"};
constexpr Numeric<> kErrNoOrigin{409, "No origin specified"};
constexpr Numeric<SafeParam> kErrInvalidCapCmd{410, "Invalid CAP command"};
constexpr Numeric<Text> kErrNoRecipient{411};
constexpr Numeric<> kErrNoTextToSend{412, "No text to send"};
constexpr Numeric<SafeParam> kErrNoTopLevel{413, "No toplevel domain specified"};
constexpr Numeric<SafeParam> kErrWildTopLevel{414, "Wildcard in toplevel domain"};
constexpr Numeric<Word, SafeParam> kErrTooManyMatches{416, "output too large, truncated"};
constexpr Numeric<> kErrInputTooLong{417, "Input line was too long"};
constexpr Numeric<SafeParam> kErrUnknownCommand{421, "Unknown command"};
constexpr Numeric<> kErrNoMotd{422, "MOTD File is missing"};
constexpr Numeric<> kErrNoNicknameGiven{431, "No nickname given"};
constexpr Numeric<SafeParam> kErrErroneusNickname{432, "Erroneus nickname"};
constexpr Numeric<SafeParam, Text> kErrForbiddenNickname{432};
constexpr Numeric<Nick> kErrNicknameInUse{433, "Nickname is already in use"};
constexpr Numeric<Nick> kErrNickOfAnother{433,
                                          "Nickname belongs to an account; log in to it first"};
constexpr Numeric<Nick, ChannelName> kErrBannickChange{
    437, "Cannot change nickname while banned on channel"};
constexpr Numeric<Nick, ChannelName> kErrUserNotInChannel{441, "They aren't on that channel"};
constexpr Numeric<ChannelName> kErrNotOnChannel{442, "You're not on that channel"};
constexpr Numeric<Nick, ChannelName> kErrUserOnChannel{443, "is already on channel"};
constexpr Numeric<> kErrSummonDisabled{445, "SUMMON has been disabled"};
constexpr Numeric<> kErrUsersDisabled{446, "USERS has been disabled"};
constexpr Numeric<Text> kErrNoNickChange{447};
constexpr Numeric<> kErrNotRegistered{451, "You have not registered"};
constexpr Numeric<> kErrAcceptFull{456, "Accept list is full"};
constexpr Numeric<Nick> kErrAcceptExist{457, "is already on your accept list"};
constexpr Numeric<Nick> kErrAcceptNot{458, "is not on your accept list"};
constexpr Numeric<Word> kErrNeedMoreParams{461, "Not enough parameters"};
constexpr Numeric<> kErrAlreadyRegistered{462, "You may not reregister"};
constexpr Numeric<> kErrPasswdMismatch{464, "Password incorrect"};
constexpr Numeric<Text> kErrYoureBannedCreep{465};
constexpr Numeric<> kErrInvalidUsername{468, "Malformed username"};
constexpr Numeric<ChannelName, ChannelName> kErrLinkChannel{470, "Forwarding to another channel"};
constexpr Numeric<ChannelName> kErrChannelIsFull{471, "Cannot join channel (+l)"};
constexpr Numeric<SafeParam> kErrUnknownMode{472, "is unknown mode char to me"};
constexpr Numeric<ChannelName> kErrInviteOnlyChan{473, "Cannot join channel (+i)"};
constexpr Numeric<ChannelName> kErrBannedFromChan{474, "Cannot join channel (+b)"};
constexpr Numeric<ChannelName, Text> kErrKeptOutOfChan{474};
constexpr Numeric<ChannelName, Text> kErrRestrictedChan{473};
constexpr Numeric<ChannelName, Word, Word> kErrModeIsLocked{
    742, "MODE cannot be set: the channel keeps the mode locked"};
constexpr Numeric<ChannelName> kErrBadChannelKey{475, "Cannot join channel (+k)"};
constexpr Numeric<SafeParam> kErrBadChanMask{476, "Bad Channel Mask"};
constexpr Numeric<ChannelName> kErrNeedReggedNick{
    477, "Cannot join channel (+R) - you need to be logged in"};
constexpr Numeric<ChannelName, Word> kErrBanListFull{478, "Channel list is full"};
constexpr Numeric<SafeParam, Text> kErrBadChanName{479};
constexpr Numeric<ChannelName> kErrThrottle{
    480, "Cannot join channel (+j) - throttle exceeded, try again later"};
constexpr Numeric<ChannelName, Text> kErrChanopPrivsNeeded{482};
constexpr Numeric<ChannelName> kErrSecureOnlyChan{489, "Cannot join channel (SSL/TLS only)"};
constexpr Numeric<> kErrUmodeUnknownFlag{501, "Unknown MODE flag"};
constexpr Numeric<> kErrUsersDontMatch{502, "Cant change mode for other users"};
constexpr Numeric<SafeParam> kErrHelpNotFound{524, "No help available on this topic"};
constexpr Numeric<Nick, Text> kErrNeedReggedToSend{477};
constexpr Numeric<Nick, Word> kRplSileList{271};                                  // ircu
constexpr Numeric<Nick> kRplEndOfSileList{272, "End of Silence List"};            // "
constexpr Numeric<SafeParam> kErrSileListFull{511, "Your silence list is full"};  // "
constexpr Numeric<Nick, Text> kErrCantSendToUser{531};                            // InspIRCd
constexpr Numeric<ChannelName, Text> kErrCannotSendRp{573};                       // Ergo
constexpr Numeric<ChannelName, Word, SafeParam, Text> kErrInvalidModeParam{696};
// IRCv3 sasl; 900 and 901 begin with the mask of the client.
constexpr Numeric<Word, Word, Text> kRplLoggedIn{900, ""};
constexpr Numeric<Word> kRplLoggedOut{901, "You are now logged out"};
constexpr Numeric<> kRplSaslSuccess{903, "SASL authentication successful"};
constexpr Numeric<> kErrSaslTooLong{905, "SASL message too long"};
constexpr Numeric<> kErrSaslAborted{906, "SASL authentication aborted"};
constexpr Numeric<Word> kRplSaslMechs{908, "are available SASL mechanisms"};
constexpr Numeric<Text> kErrSaslRefused{904, ""};
constexpr Numeric<> kErrSaslFail{904, "SASL authentication failed"};  // IRCv3 sasl
constexpr Numeric<ChannelName, Word, SafeParam> kErrInvalidBan{743, "Invalid ban mask"};  // Unreal
constexpr Numeric<Nick> kRplTargUmodeG{
    716, "is in +g mode and must manually allow you to message them."};  // Solanum
constexpr Numeric<Nick> kRplTargNotify{717, "has been informed that you messaged them."};
constexpr Numeric<Nick, Word> kRplUmodeGMsg{718, "is messaging you, and you have umode +g."};

}  // namespace irc

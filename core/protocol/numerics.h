// Every numeric that the server sends, once. The parameters and texts are those of
// https://modern.ircdocs.horse/#numerics, or of the specification or server named beside a row.
#ifndef IRCSERV_CORE_PROTOCOL_NUMERICS_H_
#define IRCSERV_CORE_PROTOCOL_NUMERICS_H_

#include "core/protocol/numeric.h"

namespace irc {

// Registration.
inline constexpr Numeric<Text> kRplWelcome{1};
inline constexpr Numeric<Text> kRplYourHost{2};
inline constexpr Numeric<Text> kRplCreated{3};
inline constexpr Numeric<Word, Word, Word, Word, Word> kRplMyInfo{4};
inline constexpr Numeric<> kRplIsupport{5};  // tokens and the text are added by isupport.cc

// Queries about the server.
inline constexpr Numeric<Word> kRplSnomask{8, "Server notice mask"};
inline constexpr Numeric<Text> kRplMap{15};
inline constexpr Numeric<> kRplMapEnd{17, "End of /MAP"};
inline constexpr Numeric<Word, Word, Word, Text> kRplTraceUnknown{203};
inline constexpr Numeric<Word, Word, Nick, Text> kRplTraceOperator{204};
inline constexpr Numeric<Word, Word, Nick, Text> kRplTraceUser{205};
inline constexpr Numeric<Word, Word, Number> kRplTraceClass{209};
inline constexpr Numeric<Word, Number, Number, Number, Number, Number, Number> kRplStatsLinkInfo{
    211};
inline constexpr Numeric<Word, Number> kRplStatsCommands{212};
inline constexpr Numeric<Word, Word, Word, Word, Number, Text> kRplStatsKLine{216};
inline constexpr Numeric<SafeParam> kRplEndOfStats{219, "End of /STATS report"};
inline constexpr Numeric<Word> kRplUmodeIs{221};
inline constexpr Numeric<Text> kRplRules{232};
inline constexpr Numeric<Text> kRplStatsUptime{242};
inline constexpr Numeric<Word, Word, Word, Word> kRplStatsOLine{243};
inline constexpr Numeric<Text> kRplStatsDebug{249};
inline constexpr Numeric<Text> kRplStatsConn{250};
inline constexpr Numeric<Text> kRplLuserClient{251};
inline constexpr Numeric<Number> kRplLuserOp{252, "operator(s) online"};
inline constexpr Numeric<Number> kRplLuserUnknown{253, "unknown connection(s)"};
inline constexpr Numeric<Number> kRplLuserChannels{254, "channels formed"};
inline constexpr Numeric<Text> kRplLuserMe{255};
inline constexpr Numeric<Word> kRplAdminMe{256, "Administrative info"};
inline constexpr Numeric<Text> kRplAdminLoc1{257};
inline constexpr Numeric<Text> kRplAdminLoc2{258};
inline constexpr Numeric<Text> kRplAdminEmail{259};
inline constexpr Numeric<Word, Word> kRplTraceEnd{262, "End of TRACE"};
inline constexpr Numeric<Number, Number, Text> kRplLocalUsers{265};
inline constexpr Numeric<Number, Number, Text> kRplGlobalUsers{266};
inline constexpr Numeric<Word> kErrNoAdminInfo{423, "No administrative info available"};
inline constexpr Numeric<Text> kRplRulesStart{308};  // UnrealIRCd
inline constexpr Numeric<> kRplEndOfRules{309, "End of /RULES command."};
inline constexpr Numeric<> kErrNoRules{434, "RULES File is missing"};
inline constexpr Numeric<Word, Word, Text> kRplVersion{351};
inline constexpr Numeric<Word, Word, Text> kRplLinks{364};
inline constexpr Numeric<SafeParam> kRplEndOfLinks{365, "End of /LINKS list"};
inline constexpr Numeric<Text> kRplInfo{371};
inline constexpr Numeric<Text> kRplMotd{372};
inline constexpr Numeric<> kRplEndOfInfo{374, "End of INFO list"};
inline constexpr Numeric<Text> kRplMotdStart{375};
inline constexpr Numeric<> kRplEndOfMotd{376, "End of /MOTD command."};
inline constexpr Numeric<Word, Number, Number, Text> kRplTime{391};
inline constexpr Numeric<SafeParam, Text> kRplHelpStart{704};
inline constexpr Numeric<SafeParam, Text> kRplHelpText{705};
inline constexpr Numeric<SafeParam, Text> kRplEndOfHelp{706};

// Queries about users.
inline constexpr Numeric<Nick, Text> kRplWhoisCertFp{276};
inline constexpr Numeric<Nick> kRplAcceptList{281};  // Solanum
inline constexpr Numeric<> kRplEndOfAccept{282, "End of /ACCEPT list"};
inline constexpr Numeric<Nick, Text> kRplAway{301};
inline constexpr Numeric<Text> kRplUserhost{302};
inline constexpr Numeric<Text> kRplIson{303};
inline constexpr Numeric<> kRplUnaway{305, "You are no longer marked as being away"};
inline constexpr Numeric<> kRplNowAway{306, "You have been marked as being away"};
inline constexpr Numeric<Nick, Word, Word, Word, Text> kRplWhoisUser{311};
inline constexpr Numeric<Nick, Word, Text> kRplWhoisServer{312};
inline constexpr Numeric<Nick, Word> kRplWhoisAccount{330, "is logged in as"};
inline constexpr Numeric<Nick> kRplWhoisOperator{313, "is an IRC operator"};
inline constexpr Numeric<Nick, Word, Word, Word, Text> kRplWhowasUser{314};
inline constexpr Numeric<SafeParam> kRplEndOfWho{315, "End of WHO list"};
inline constexpr Numeric<Nick, Number, Number> kRplWhoisIdle{317, "seconds idle, signon time"};
inline constexpr Numeric<SafeParam> kRplEndOfWhois{318, "End of /WHOIS list"};
inline constexpr Numeric<Nick, Text> kRplWhoisChannels{319};
inline constexpr Numeric<Nick, Text> kRplWhoisBot{335};  // IRCv3 bot-mode
inline constexpr Numeric<Nick, Word, Word> kRplWhoisActually{338, "Is actually using host"};
inline constexpr Numeric<Text> kRplUserIp{340};
inline constexpr Numeric<Word, Word, Word, Word, Nick, Word, Text> kRplWhoReply{352};
inline constexpr Numeric<> kRplWhoxReply{354};  // its fields are added by whox.cc
inline constexpr Numeric<SafeParam> kRplEndOfWhowas{369, "End of WHOWAS"};
inline constexpr Numeric<Nick, Text> kRplWhoisModes{379};
inline constexpr Numeric<Word> kRplVisibleHost{396, "is now your visible host"};
inline constexpr Numeric<Nick, Text> kRplWhowasIp{652};  // InspIRCd
inline constexpr Numeric<Nick> kRplWhoisSecure{671, "is using a secure connection"};

// Metadata; the visibility is always "*". https://ircv3.net/specs/extensions/metadata
inline constexpr Numeric<Nick, Word, Word, Text> kRplWhoisKeyValue{760};
inline constexpr Numeric<Word, Word, Word, Text> kRplKeyValue{761};
inline constexpr Numeric<Word, Word> kRplKeyNotSet{766, "key not set"};
inline constexpr Numeric<> kRplMetadataSubOk{770};  // the keys are added by metadata.cc
inline constexpr Numeric<> kRplMetadataUnsubOk{771};
inline constexpr Numeric<> kRplMetadataSubs{772};
inline constexpr Numeric<Word> kRplMetadataSyncLater{774};  // and how many seconds later

// Channels.
inline constexpr Numeric<Word> kRplListStart{321, "Users  Name"};
inline constexpr Numeric<ChannelName, Number, Text> kRplList{322};
inline constexpr Numeric<> kRplListEnd{323, "End of /LIST"};
inline constexpr Numeric<ChannelName> kRplChannelModeIs{324};  // mode.cc adds the modes
inline constexpr Numeric<ChannelName, Number> kRplCreationTime{329};
inline constexpr Numeric<ChannelName> kRplNoTopic{331, "No topic is set"};
inline constexpr Numeric<ChannelName, Text> kRplTopic{332};
inline constexpr Numeric<ChannelName, Word, Number> kRplTopicWhoTime{333};
inline constexpr Numeric<ChannelName> kRplInviteList{336};
inline constexpr Numeric<> kRplEndOfInviteList{337, "End of /INVITE list"};
inline constexpr Numeric<Nick, ChannelName> kRplInviting{341};
inline constexpr Numeric<ChannelName, Word, Word, Number> kRplInvexList{346};
inline constexpr Numeric<ChannelName> kRplEndOfInvexList{347,
                                                         "End of Channel Invite Exception List"};
inline constexpr Numeric<ChannelName, Word, Word, Number> kRplExceptList{348};
inline constexpr Numeric<ChannelName> kRplEndOfExceptList{349, "End of channel exception list"};
inline constexpr Numeric<Word, ChannelName, Text> kRplNamReply{353};
inline constexpr Numeric<SafeParam> kRplEndOfNames{366, "End of /NAMES list"};
inline constexpr Numeric<ChannelName, Word, Word, Number> kRplBanList{367};
inline constexpr Numeric<ChannelName> kRplEndOfBanList{368, "End of channel ban list"};
inline constexpr Numeric<Text> kRplUninvited{653};  // InspIRCd
inline constexpr Numeric<ChannelName, Word> kRplKnock{710, "has asked for an invite."};
inline constexpr Numeric<ChannelName> kRplKnockDelivered{711, "Your KNOCK has been delivered."};
inline constexpr Numeric<ChannelName> kErrTooManyKnock{712, "Too many KNOCKs (user)."};
inline constexpr Numeric<ChannelName> kErrChanOpen{713, "Channel is open."};
inline constexpr Numeric<ChannelName> kErrKnockOnChan{714, "You are already on that channel."};
inline constexpr Numeric<> kErrKnockDisabled{715, "KNOCKs are disabled."};
inline constexpr Numeric<ChannelName, Word, Word, Word, Number> kRplQuietList{728};  // Solanum
inline constexpr Numeric<ChannelName, Word> kRplEndOfQuietList{729, "End of channel quiet list"};

// Operators.
inline constexpr Numeric<> kRplYoureOper{381, "You are now an IRC operator"};
inline constexpr Numeric<Word> kRplRehashing{382, "Rehashing"};
inline constexpr Numeric<> kErrNoPrivileges{481, "Permission Denied- You're not an IRC operator"};
inline constexpr Numeric<> kErrCantKillServer{483, "You cant kill a server!"};
inline constexpr Numeric<> kErrNoOperHost{491, "No O-lines for your host"};
inline constexpr Numeric<Word, Number, Word, Text> kRplTestLine{725};  // ratbox
inline constexpr Numeric<SafeParam> kRplNoTestLine{726, "No matches"};

// Errors of all kinds.
inline constexpr Numeric<SafeParam, Text> kErrUnknownError{400};
inline constexpr Numeric<> kRplMonOnline{730};   // the caller adds the nicks
inline constexpr Numeric<> kRplMonOffline{731};  // "
inline constexpr Numeric<> kRplMonList{732};     // "
inline constexpr Numeric<> kRplEndOfMonList{733, "End of MONITOR list"};
inline constexpr Numeric<Number, Word> kErrMonListFull{734, "Monitor list is full."};
inline constexpr Numeric<SafeParam> kErrNoSuchNick{401, "No such nick/channel"};
inline constexpr Numeric<SafeParam> kErrNoSuchServer{402, "No such server"};
inline constexpr Numeric<SafeParam> kErrNoSuchChannel{403, "No such channel"};
inline constexpr Numeric<ChannelName, Text> kErrCannotSendToChan{404};
inline constexpr Numeric<SafeParam> kErrTooManyChannels{405, "You have joined too many channels"};
inline constexpr Numeric<SafeParam> kErrWasNoSuchNick{406, "There was no such nickname"};
inline constexpr Numeric<SafeParam> kErrTooManyTargets{407, "Too many recipients"};
inline constexpr Numeric<> kErrNoOrigin{409, "No origin specified"};
inline constexpr Numeric<SafeParam> kErrInvalidCapCmd{410, "Invalid CAP command"};
inline constexpr Numeric<Text> kErrNoRecipient{411};
inline constexpr Numeric<> kErrNoTextToSend{412, "No text to send"};
inline constexpr Numeric<SafeParam> kErrNoTopLevel{413, "No toplevel domain specified"};
inline constexpr Numeric<SafeParam> kErrWildTopLevel{414, "Wildcard in toplevel domain"};
inline constexpr Numeric<Word, SafeParam> kErrTooManyMatches{416, "output too large, truncated"};
inline constexpr Numeric<> kErrInputTooLong{417, "Input line was too long"};
inline constexpr Numeric<SafeParam> kErrUnknownCommand{421, "Unknown command"};
inline constexpr Numeric<> kErrNoMotd{422, "MOTD File is missing"};
inline constexpr Numeric<> kErrNoNicknameGiven{431, "No nickname given"};
inline constexpr Numeric<SafeParam> kErrErroneusNickname{432, "Erroneus nickname"};
inline constexpr Numeric<Nick> kErrNicknameInUse{433, "Nickname is already in use"};
inline constexpr Numeric<Nick, ChannelName> kErrBannickChange{
    437, "Cannot change nickname while banned on channel"};
inline constexpr Numeric<Nick, ChannelName> kErrUserNotInChannel{441,
                                                                 "They aren't on that channel"};
inline constexpr Numeric<ChannelName> kErrNotOnChannel{442, "You're not on that channel"};
inline constexpr Numeric<Nick, ChannelName> kErrUserOnChannel{443, "is already on channel"};
inline constexpr Numeric<> kErrSummonDisabled{445, "SUMMON has been disabled"};
inline constexpr Numeric<> kErrUsersDisabled{446, "USERS has been disabled"};
inline constexpr Numeric<Text> kErrNoNickChange{447};
inline constexpr Numeric<> kErrNotRegistered{451, "You have not registered"};
inline constexpr Numeric<> kErrAcceptFull{456, "Accept list is full"};
inline constexpr Numeric<Nick> kErrAcceptExist{457, "is already on your accept list"};
inline constexpr Numeric<Nick> kErrAcceptNot{458, "is not on your accept list"};
inline constexpr Numeric<Word> kErrNeedMoreParams{461, "Not enough parameters"};
inline constexpr Numeric<> kErrAlreadyRegistered{462, "You may not reregister"};
inline constexpr Numeric<> kErrPasswdMismatch{464, "Password incorrect"};
inline constexpr Numeric<Text> kErrYoureBannedCreep{465};
inline constexpr Numeric<> kErrInvalidUsername{468, "Malformed username"};
inline constexpr Numeric<ChannelName, ChannelName> kErrLinkChannel{470,
                                                                   "Forwarding to another channel"};
inline constexpr Numeric<ChannelName> kErrChannelIsFull{471, "Cannot join channel (+l)"};
inline constexpr Numeric<SafeParam> kErrUnknownMode{472, "is unknown mode char to me"};
inline constexpr Numeric<ChannelName> kErrInviteOnlyChan{473, "Cannot join channel (+i)"};
inline constexpr Numeric<ChannelName> kErrBannedFromChan{474, "Cannot join channel (+b)"};
inline constexpr Numeric<ChannelName> kErrBadChannelKey{475, "Cannot join channel (+k)"};
inline constexpr Numeric<SafeParam> kErrBadChanMask{476, "Bad Channel Mask"};
inline constexpr Numeric<ChannelName> kErrNeedReggedNick{
    477, "Cannot join channel (+R) - you need to be logged in"};
inline constexpr Numeric<ChannelName, Word> kErrBanListFull{478, "Channel list is full"};
inline constexpr Numeric<SafeParam, Text> kErrBadChanName{479};
inline constexpr Numeric<ChannelName> kErrThrottle{
    480, "Cannot join channel (+j) - throttle exceeded, try again later"};
inline constexpr Numeric<ChannelName, Text> kErrChanopPrivsNeeded{482};
inline constexpr Numeric<ChannelName> kErrSecureOnlyChan{489, "Cannot join channel (SSL/TLS only)"};
inline constexpr Numeric<> kErrUmodeUnknownFlag{501, "Unknown MODE flag"};
inline constexpr Numeric<> kErrUsersDontMatch{502, "Cant change mode for other users"};
inline constexpr Numeric<SafeParam> kErrHelpNotFound{524, "No help available on this topic"};
inline constexpr Numeric<Nick, Text> kErrNeedReggedToSend{477};
inline constexpr Numeric<Nick, Word> kRplSileList{271};                                  // ircu
inline constexpr Numeric<Nick> kRplEndOfSileList{272, "End of Silence List"};            // "
inline constexpr Numeric<SafeParam> kErrSileListFull{511, "Your silence list is full"};  // "
inline constexpr Numeric<Nick, Text> kErrCantSendToUser{531};                            // InspIRCd
inline constexpr Numeric<ChannelName, Text> kErrCannotSendRp{573};                       // Ergo
inline constexpr Numeric<ChannelName, Word, SafeParam, Text> kErrInvalidModeParam{696};
// IRCv3 sasl; 900 and 901 begin with the mask of the client.
inline constexpr Numeric<Word, Word, Text> kRplLoggedIn{900, ""};
inline constexpr Numeric<Word> kRplLoggedOut{901, "You are now logged out"};
inline constexpr Numeric<> kRplSaslSuccess{903, "SASL authentication successful"};
inline constexpr Numeric<> kErrSaslTooLong{905, "SASL message too long"};
inline constexpr Numeric<> kErrSaslAborted{906, "SASL authentication aborted"};
inline constexpr Numeric<Word> kRplSaslMechs{908, "are available SASL mechanisms"};
inline constexpr Numeric<> kErrSaslFail{904, "SASL authentication failed"};  // IRCv3 sasl
inline constexpr Numeric<ChannelName, Word, SafeParam> kErrInvalidBan{
    743, "Invalid ban mask"};  // Unreal
inline constexpr Numeric<Nick> kRplTargUmodeG{
    716, "is in +g mode and must manually allow you to message them."};  // Solanum
inline constexpr Numeric<Nick> kRplTargNotify{717, "has been informed that you messaged them."};
inline constexpr Numeric<Nick, Word> kRplUmodeGMsg{718, "is messaging you, and you have umode +g."};

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_NUMERICS_H_

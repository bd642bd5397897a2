// Every numeric that the server sends, with the types of its parameters. numerics.cc has the rows
// with the codes and texts, so that a new word in a text compiles only that file.
#ifndef IRCSERV_CORE_PROTOCOL_NUMERICS_H_
#define IRCSERV_CORE_PROTOCOL_NUMERICS_H_

#include "core/protocol/numeric.h"

namespace irc {

// Registration.
extern const Numeric<Text> kRplWelcome;
extern const Numeric<Text> kRplYourHost;
extern const Numeric<Text> kRplCreated;
extern const Numeric<Word, Word, Word, Word, Word> kRplMyInfo;
extern const Numeric<> kRplIsupport;

// Queries about the server.
extern const Numeric<Word> kRplSnomask;
extern const Numeric<Text> kRplMap;
extern const Numeric<> kRplMapEnd;
extern const Numeric<Word, Word, Word, Text> kRplTraceUnknown;
extern const Numeric<Word, Word, Nick, Text> kRplTraceOperator;
extern const Numeric<Word, Word, Nick, Text> kRplTraceUser;
extern const Numeric<Word, Word, Number> kRplTraceClass;
extern const Numeric<Word, Number, Number, Number, Number, Number, Number> kRplStatsLinkInfo;
extern const Numeric<Word, Number> kRplStatsCommands;
extern const Numeric<Word, Word, Word, Word, Number, Text> kRplStatsKLine;
extern const Numeric<SafeParam> kRplEndOfStats;
extern const Numeric<Word> kRplUmodeIs;
extern const Numeric<Text> kRplRules;
extern const Numeric<Text> kRplStatsUptime;
extern const Numeric<Word, Word, Word, Word> kRplStatsOLine;
extern const Numeric<Text> kRplStatsDebug;
extern const Numeric<Text> kRplStatsConn;
extern const Numeric<Text> kRplLuserClient;
extern const Numeric<Number> kRplLuserOp;
extern const Numeric<Number> kRplLuserUnknown;
extern const Numeric<Number> kRplLuserChannels;
extern const Numeric<Text> kRplLuserMe;
extern const Numeric<Word> kRplAdminMe;
extern const Numeric<Text> kRplAdminLoc1;
extern const Numeric<Text> kRplAdminLoc2;
extern const Numeric<Text> kRplAdminEmail;
extern const Numeric<Word, Word> kRplTraceEnd;
extern const Numeric<Number, Number, Text> kRplLocalUsers;
extern const Numeric<Number, Number, Text> kRplGlobalUsers;
extern const Numeric<Word> kErrNoAdminInfo;
extern const Numeric<Text> kRplRulesStart;
extern const Numeric<> kRplEndOfRules;
extern const Numeric<> kErrNoRules;
extern const Numeric<Word, Word, Text> kRplVersion;
extern const Numeric<Word, Word, Text> kRplLinks;
extern const Numeric<SafeParam> kRplEndOfLinks;
extern const Numeric<Text> kRplInfo;
extern const Numeric<Text> kRplMotd;
extern const Numeric<> kRplEndOfInfo;
extern const Numeric<Text> kRplMotdStart;
extern const Numeric<> kRplEndOfMotd;
extern const Numeric<Word, Number, Number, Text> kRplTime;
extern const Numeric<SafeParam, Text> kRplHelpStart;
extern const Numeric<SafeParam, Text> kRplHelpText;
extern const Numeric<SafeParam, Text> kRplEndOfHelp;

// Queries about users.
extern const Numeric<Nick, Text> kRplWhoisCertFp;
extern const Numeric<Nick> kRplAcceptList;
extern const Numeric<> kRplEndOfAccept;
extern const Numeric<Nick, Text> kRplAway;
extern const Numeric<Text> kRplUserhost;
extern const Numeric<Text> kRplIson;
extern const Numeric<> kRplUnaway;
extern const Numeric<> kRplNowAway;
extern const Numeric<Nick, Word, Word, Word, Text> kRplWhoisUser;
extern const Numeric<Nick, Word, Text> kRplWhoisServer;
extern const Numeric<Nick, Word> kRplWhoisAccount;
extern const Numeric<Nick> kRplWhoisOperator;
extern const Numeric<Nick, Word, Word, Word, Text> kRplWhowasUser;
extern const Numeric<SafeParam> kRplEndOfWho;
extern const Numeric<Nick, Number, Number> kRplWhoisIdle;
extern const Numeric<SafeParam> kRplEndOfWhois;
extern const Numeric<Nick, Text> kRplWhoisChannels;
extern const Numeric<Nick, Text> kRplWhoisBot;
extern const Numeric<Nick, Word, Word> kRplWhoisActually;
extern const Numeric<Text> kRplUserIp;
extern const Numeric<Word, Word, Word, Word, Nick, Word, Text> kRplWhoReply;
extern const Numeric<> kRplWhoxReply;
extern const Numeric<SafeParam> kRplEndOfWhowas;
extern const Numeric<Nick, Text> kRplWhoisModes;
extern const Numeric<Word> kRplVisibleHost;
extern const Numeric<Nick, Text> kRplWhowasIp;
extern const Numeric<Nick> kRplWhoisSecure;

// Metadata; the visibility is always "*". https://ircv3.net/specs/extensions/metadata
extern const Numeric<Nick, Word, Word, Text> kRplWhoisKeyValue;
extern const Numeric<Word, Word, Word, Text> kRplKeyValue;
extern const Numeric<Word, Word> kRplKeyNotSet;
extern const Numeric<> kRplMetadataSubOk;
extern const Numeric<> kRplMetadataUnsubOk;
extern const Numeric<> kRplMetadataSubs;
extern const Numeric<Word> kRplMetadataSyncLater;

// Channels.
extern const Numeric<Word> kRplListStart;
extern const Numeric<ChannelName, Number, Text> kRplList;
extern const Numeric<> kRplListEnd;
extern const Numeric<ChannelName> kRplChannelModeIs;
extern const Numeric<ChannelName, Number> kRplCreationTime;
extern const Numeric<ChannelName> kRplNoTopic;
extern const Numeric<ChannelName, Text> kRplTopic;
extern const Numeric<ChannelName, Word, Number> kRplTopicWhoTime;
extern const Numeric<ChannelName> kRplInviteList;
extern const Numeric<> kRplEndOfInviteList;
extern const Numeric<Nick, ChannelName> kRplInviting;
extern const Numeric<ChannelName, Word, Word, Number> kRplInvexList;
extern const Numeric<ChannelName> kRplEndOfInvexList;
extern const Numeric<ChannelName, Word, Word, Number> kRplExceptList;
extern const Numeric<ChannelName> kRplEndOfExceptList;
extern const Numeric<Word, ChannelName, Text> kRplNamReply;
extern const Numeric<SafeParam> kRplEndOfNames;
extern const Numeric<ChannelName, Word, Word, Number> kRplBanList;
extern const Numeric<ChannelName> kRplEndOfBanList;
extern const Numeric<Text> kRplUninvited;
extern const Numeric<ChannelName, Word> kRplKnock;
extern const Numeric<ChannelName> kRplKnockDelivered;
extern const Numeric<ChannelName> kErrTooManyKnock;
extern const Numeric<ChannelName> kErrChanOpen;
extern const Numeric<ChannelName> kErrKnockOnChan;
extern const Numeric<> kErrKnockDisabled;
extern const Numeric<ChannelName, Word, Word, Word, Number> kRplQuietList;
extern const Numeric<ChannelName, Word> kRplEndOfQuietList;

// Operators.
extern const Numeric<> kRplYoureOper;
extern const Numeric<Word> kRplRehashing;
extern const Numeric<> kErrNoPrivileges;
extern const Numeric<Word> kErrNoPrivs;
extern const Numeric<> kErrCantKillServer;
extern const Numeric<> kErrNoOperHost;
extern const Numeric<Word, Number, Word, Text> kRplTestLine;
extern const Numeric<SafeParam> kRplNoTestLine;

// Errors of all kinds.
extern const Numeric<SafeParam, Text> kErrUnknownError;
extern const Numeric<> kRplMonOnline;
extern const Numeric<> kRplMonOffline;
extern const Numeric<> kRplMonList;
extern const Numeric<> kRplEndOfMonList;
extern const Numeric<Number, Word> kErrMonListFull;
extern const Numeric<SafeParam> kErrNoSuchNick;
extern const Numeric<SafeParam> kErrNoSuchServer;
extern const Numeric<SafeParam> kErrNoSuchChannel;
extern const Numeric<ChannelName, Text> kErrCannotSendToChan;
extern const Numeric<SafeParam> kErrTooManyChannels;
extern const Numeric<SafeParam> kErrWasNoSuchNick;
extern const Numeric<SafeParam> kErrTooManyTargets;
extern const Numeric<> kErrNoOrigin;
extern const Numeric<SafeParam> kErrInvalidCapCmd;
extern const Numeric<Text> kErrNoRecipient;
extern const Numeric<> kErrNoTextToSend;
extern const Numeric<SafeParam> kErrNoTopLevel;
extern const Numeric<SafeParam> kErrWildTopLevel;
extern const Numeric<Word, SafeParam> kErrTooManyMatches;
extern const Numeric<> kErrInputTooLong;
extern const Numeric<SafeParam> kErrUnknownCommand;
extern const Numeric<> kErrNoMotd;
extern const Numeric<> kErrNoNicknameGiven;
extern const Numeric<SafeParam> kErrErroneusNickname;
extern const Numeric<SafeParam, Text> kErrForbiddenNickname;
extern const Numeric<Nick> kErrNicknameInUse;
extern const Numeric<Nick> kErrNickOfAnother;
extern const Numeric<Nick, ChannelName> kErrBannickChange;
extern const Numeric<Nick, ChannelName> kErrUserNotInChannel;
extern const Numeric<ChannelName> kErrNotOnChannel;
extern const Numeric<Nick, ChannelName> kErrUserOnChannel;
extern const Numeric<> kErrSummonDisabled;
extern const Numeric<> kErrUsersDisabled;
extern const Numeric<Text> kErrNoNickChange;
extern const Numeric<> kErrNotRegistered;
extern const Numeric<> kErrAcceptFull;
extern const Numeric<Nick> kErrAcceptExist;
extern const Numeric<Nick> kErrAcceptNot;
extern const Numeric<Word> kErrNeedMoreParams;
extern const Numeric<> kErrAlreadyRegistered;
extern const Numeric<> kErrPasswdMismatch;
extern const Numeric<Text> kErrYoureBannedCreep;
extern const Numeric<> kErrInvalidUsername;
extern const Numeric<ChannelName, ChannelName> kErrLinkChannel;
extern const Numeric<ChannelName> kErrChannelIsFull;
extern const Numeric<SafeParam> kErrUnknownMode;
extern const Numeric<ChannelName> kErrInviteOnlyChan;
extern const Numeric<ChannelName> kErrBannedFromChan;
extern const Numeric<ChannelName, Text> kErrKeptOutOfChan;
extern const Numeric<ChannelName, Text> kErrRestrictedChan;
extern const Numeric<ChannelName, Word, Word> kErrModeIsLocked;
extern const Numeric<ChannelName> kErrBadChannelKey;
extern const Numeric<SafeParam> kErrBadChanMask;
extern const Numeric<ChannelName> kErrNeedReggedNick;
extern const Numeric<ChannelName, Word> kErrBanListFull;
extern const Numeric<SafeParam, Text> kErrBadChanName;
extern const Numeric<ChannelName> kErrThrottle;
extern const Numeric<ChannelName, Text> kErrChanopPrivsNeeded;
extern const Numeric<ChannelName> kErrSecureOnlyChan;
extern const Numeric<> kErrUmodeUnknownFlag;
extern const Numeric<> kErrUsersDontMatch;
extern const Numeric<SafeParam> kErrHelpNotFound;
extern const Numeric<Nick, Text> kErrNeedReggedToSend;
extern const Numeric<Nick, Word> kRplSileList;
extern const Numeric<Nick> kRplEndOfSileList;
extern const Numeric<SafeParam> kErrSileListFull;
extern const Numeric<Nick, Text> kErrCantSendToUser;
extern const Numeric<ChannelName, Text> kErrCannotSendRp;
extern const Numeric<ChannelName, Word, SafeParam, Text> kErrInvalidModeParam;
// IRCv3 sasl; 900 and 901 begin with the mask of the client.
extern const Numeric<Word, Word, Text> kRplLoggedIn;
extern const Numeric<Word> kRplLoggedOut;
extern const Numeric<> kRplSaslSuccess;
extern const Numeric<> kErrSaslTooLong;
extern const Numeric<> kErrSaslAborted;
extern const Numeric<Word> kRplSaslMechs;
extern const Numeric<Text> kErrSaslRefused;
extern const Numeric<> kErrSaslFail;
extern const Numeric<ChannelName, Word, SafeParam> kErrInvalidBan;
extern const Numeric<Nick> kRplTargUmodeG;
extern const Numeric<Nick> kRplTargNotify;
extern const Numeric<Nick, Word> kRplUmodeGMsg;

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_NUMERICS_H_

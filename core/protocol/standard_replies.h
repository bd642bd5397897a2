// FAIL, WARN and NOTE: https://ircv3.net/specs/extensions/standard-replies. As with numerics.h,
// standard_replies.cc has the rows: the command it is about, the code, and the text; contexts are
// the row's parameters. A text that services say, too, is a row of core/texts/pages/refusals.inc.
#ifndef IRCSERV_CORE_PROTOCOL_STANDARD_REPLIES_H_
#define IRCSERV_CORE_PROTOCOL_STANDARD_REPLIES_H_

#include "core/protocol/numeric.h"

namespace irc {

template <typename... Params>
struct Fail {
  absl::string_view command;
  absl::string_view code;
  absl::string_view text;  // empty: the last parameter is the text

  Message operator()(typename Params::Arg... args) const {
    Message message("FAIL");
    message.Param(command).Param(code);
    (Params::Put(message, args), ...);
    if (!text.empty()) message.Trailing(text);
    return message;
  }
};

// https://ircv3.net/specs/extensions/client-batch and multiline
extern const Fail<SafeParam> kFailBatchReftag;
extern const Fail<SafeParam> kFailBatchUnknown;
extern const Fail<SafeParam> kFailBatchTimeout;
extern const Fail<SafeParam, SafeParam> kFailBatchType;
extern const Fail<Number> kFailMultilineBytes;
extern const Fail<Number> kFailMultilineLines;
extern const Fail<SafeParam, SafeParam> kFailMultilineTarget;
extern const Fail<Text> kFailMultiline;

// https://ircv3.net/specs/extensions/setname
extern const Fail<> kFailInvalidRealname;
extern const Fail<> kFailCannotChangeRealname;

// https://ircv3.net/specs/extensions/channel-rename
extern const Fail<ChannelName, SafeParam> kFailChannelNameInUse;
extern const Fail<ChannelName, SafeParam, Text> kFailCannotRename;
extern const Fail<SafeParam, ChannelName> kFailChannelRenamed;

// https://ircv3.net/specs/extensions/chathistory
extern const Fail<SafeParam, Text> kFailChathistoryParams;
extern const Fail<Word, SafeParam> kFailChathistoryTarget;
extern const Fail<Word, SafeParam, SafeParam> kFailChathistoryReference;
extern const Fail<Word, SafeParam, SafeParam> kFailChathistoryMessage;

// https://ircv3.net/specs/extensions/message-redaction
extern const Fail<SafeParam> kFailRedactTarget;
extern const Fail<SafeParam, SafeParam> kFailRedactForbidden;
extern const Fail<SafeParam, SafeParam, Number> kFailRedactWindow;
extern const Fail<SafeParam, SafeParam> kFailRedactMsgid;

// https://ircv3.net/specs/extensions/read-marker
extern const Fail<> kFailMarkreadMissing;
extern const Fail<SafeParam, Text> kFailMarkreadParams;
extern const Fail<SafeParam> kFailMarkreadFull;
// https://ircv3.net/specs/extensions/metadata. Where the drafts differ, the second's comes first.
extern const Fail<SafeParam> kFailMetadataInvalidTarget;
extern const Fail<Word, SafeParam> kFailMetadataNoPermission;
extern const Fail<Word> kFailMetadataForbidden;
extern const Fail<Word, SafeParam, Number> kFailMetadataRateLimited;
extern const Fail<SafeParam> kFailMetadataKeyInvalid;
extern const Fail<SafeParam> kFailMetadataInvalidKey;
extern const Fail<SafeParam> kFailMetadataSubcommandInvalid;
extern const Fail<SafeParam> kFailMetadataInvalidParams;
extern const Fail<> kFailMetadataValueInvalid;
extern const Fail<Word> kFailMetadataInvalidValue;
extern const Fail<Word> kFailMetadataKeys;
extern const Fail<Word, Number> kFailMetadataLimit;
extern const Fail<Word> kFailMetadataTooManySubs;
extern const Fail<Word, Word> kFailMetadataKeyNotSet;

// RELAYMSG, as Ergo has it.
extern const Fail<> kFailRelaymsgOff;
extern const Fail<Text> kFailRelaymsgNick;
extern const Fail<> kFailRelaymsgPrivs;
extern const Fail<> kFailRelaymsgBlank;
extern const Fail<> kFailRelaymsgBanned;

// https://ircv3.net/specs/extensions/account-registration
extern const Fail<SafeParam> kFailRegisterName;
extern const Fail<SafeParam> kFailRegisterOperator;
extern const Fail<SafeParam> kFailRegisterHeld;
extern const Fail<SafeParam> kFailRegisterNick;
extern const Fail<SafeParam> kFailRegisterEmail;
extern const Fail<SafeParam> kFailRegisterLongEmail;
extern const Fail<SafeParam> kFailRegisterWeak;
extern const Fail<SafeParam> kFailRegisterPassword;
extern const Fail<SafeParam> kFailRegisterLoggedIn;
extern const Fail<Word> kFailRegisterNoNick;
extern const Fail<SafeParam> kFailRegisterUnavailable;
extern const Fail<SafeParam> kFailRegisterUnusable;
extern const Fail<SafeParam> kFailRegisterOff;
extern const Fail<SafeParam> kFailRegisterBarred;
extern const Fail<SafeParam> kFailRegisterExists;
extern const Fail<SafeParam> kFailRegisterEarly;
extern const Fail<SafeParam> kFailVerifyLoggedIn;
extern const Fail<SafeParam> kFailVerifyCode;
extern const Fail<SafeParam> kFailVerifyEarly;
extern const Fail<SafeParam> kFailVerifyRefused;
extern const Fail<SafeParam> kFailRegisterBlockedEmail;
extern const Fail<SafeParam> kFailRegisterUsedEmail;
extern const Fail<SafeParam> kFailRegisterAddress;

// RECOVER and SETPASS, as ObbyIRCd has them.
extern const Fail<SafeParam> kFailRecoverCommand;
extern const Fail<SafeParam> kFailRecoverOften;
extern const Fail<SafeParam> kFailRecoverOff;
extern const Fail<SafeParam> kFailRecoverCode;
extern const Fail<> kFailSetpassPassword;
extern const Fail<> kFailSetpassUnauthorized;
extern const Fail<> kFailSetpassUnavailable;

// The second factor of accounts: https://github.com/ircv3/ircv3-specifications/pull/610
extern const Fail<> kFail2faNotLoggedIn;
extern const Fail<> kFail2faForbidden;
extern const Fail<> kFail2faConfigured;
extern const Fail<> kFail2faUnavailable;
extern const Fail<> kFail2faFull;
extern const Fail<SafeParam> kFail2faCommand;
extern const Fail<SafeParam> kFail2faType;
extern const Fail<SafeParam> kFail2faCredential;
extern const Fail<> kFail2faNone;
extern const Fail<> kFail2faWrong;
extern const Fail<> kFail2faData;
extern const Fail<SafeParam> kFail2faName;
extern const Fail<> kFail2faNoChallenge;
extern const Fail<SafeParam> kFail2faLast;
extern const Fail<> kFail2faEnabled;
extern const Fail<> kFail2faDisabled;
extern const Fail<> kFail2faOften;

// Client certificates: https://github.com/ircv3/ircv3-specifications/pull/584
extern const Fail<SafeParam> kFailCertCommand;
extern const Fail<SafeParam> kFailCertLogin;
extern const Fail<Word> kFailCertNone;
extern const Fail<Word> kFailCertForbidden;
extern const Fail<Word> kFailCertInternal;
extern const Fail<Word> kFailCertInUse;
extern const Fail<Word> kFailCertFull;

// A session that logged in with an app password for reading: FAIL <command> READ_ONLY.
Message FailReadOnly(SafeParam command);

// UTF8ONLY names the command that was refused, so it is not a constant.
Message FailInvalidUtf8(SafeParam command);

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_STANDARD_REPLIES_H_

#include "core/protocol/standard_replies.h"

namespace irc {

// https://ircv3.net/specs/extensions/client-batch and multiline
constexpr Fail<SafeParam> kFailBatchReftag{"BATCH", "INVALID_REFTAG", "Invalid reference tag"};
constexpr Fail<SafeParam> kFailBatchUnknown{"BATCH", "UNKNOWN_REFTAG",
                                            "No batch of this reference tag is open"};
constexpr Fail<SafeParam> kFailBatchTimeout{"BATCH", "TIMEOUT",
                                            "The batch was left open for too long"};
constexpr Fail<SafeParam, SafeParam> kFailBatchType{"BATCH", "UNKNOWN_TYPE",
                                                    "Unknown type of batch"};
constexpr Fail<Number> kFailMultilineBytes{"BATCH", "MULTILINE_MAX_BYTES",
                                           "Multiline batch max-bytes exceeded"};
constexpr Fail<Number> kFailMultilineLines{"BATCH", "MULTILINE_MAX_LINES",
                                           "Multiline batch max-lines exceeded"};
constexpr Fail<SafeParam, SafeParam> kFailMultilineTarget{"BATCH", "MULTILINE_INVALID_TARGET",
                                                          "Invalid multiline target"};
constexpr Fail<Text> kFailMultiline{"BATCH", "MULTILINE_INVALID", ""};

// https://ircv3.net/specs/extensions/setname
constexpr Fail<> kFailInvalidRealname{"SETNAME", "INVALID_REALNAME", "Realname is not valid"};
constexpr Fail<> kFailCannotChangeRealname{"SETNAME", "CANNOT_CHANGE_REALNAME",
                                           "Real names cannot be changed here"};

// https://ircv3.net/specs/extensions/channel-rename
constexpr Fail<ChannelName, SafeParam> kFailChannelNameInUse{"RENAME", "CHANNEL_NAME_IN_USE",
                                                             "The channel name is already taken"};
constexpr Fail<ChannelName, SafeParam, Text> kFailCannotRename{"RENAME", "CANNOT_RENAME", ""};
constexpr Fail<SafeParam, ChannelName> kFailChannelRenamed{"JOIN", "CHANNEL_RENAMED",
                                                           "The channel has another name now"};

// https://ircv3.net/specs/extensions/chathistory
constexpr Fail<SafeParam, Text> kFailChathistoryParams{"CHATHISTORY", "INVALID_PARAMS", ""};
constexpr Fail<Word, SafeParam> kFailChathistoryTarget{
    "CHATHISTORY", "INVALID_TARGET", "There is no history of it that you may read"};
constexpr Fail<Word, SafeParam, SafeParam> kFailChathistoryReference{
    "CHATHISTORY", "INVALID_MSGREFTYPE", "A message is named by msgid=<id> or timestamp=<time>"};
constexpr Fail<Word, SafeParam, SafeParam> kFailChathistoryMessage{
    "CHATHISTORY", "MESSAGE_ERROR", "This server has given no message that id"};

// https://ircv3.net/specs/extensions/message-redaction
constexpr Fail<SafeParam> kFailRedactTarget{"REDACT", "INVALID_TARGET",
                                            "You cannot redact messages there"};
constexpr Fail<SafeParam, SafeParam> kFailRedactForbidden{
    "REDACT", "REDACT_FORBIDDEN", "You are not allowed to redact this message"};
constexpr Fail<SafeParam, SafeParam, Number> kFailRedactWindow{
    "REDACT", "REDACT_WINDOW_EXPIRED", "It is too late to redact this message"};
constexpr Fail<SafeParam, SafeParam> kFailRedactMsgid{"REDACT", "UNKNOWN_MSGID",
                                                      "There is no such message any more"};

// https://ircv3.net/specs/extensions/read-marker
constexpr Fail<> kFailMarkreadMissing{"MARKREAD", "NEED_MORE_PARAMS", "Not enough parameters"};
constexpr Fail<SafeParam, Text> kFailMarkreadParams{"MARKREAD", "INVALID_PARAMS", ""};
constexpr Fail<SafeParam> kFailMarkreadFull{"MARKREAD", "INTERNAL_ERROR",
                                            "You have too many read markers"};
// https://ircv3.net/specs/extensions/metadata. Where the drafts differ, the second's comes first.
constexpr Fail<SafeParam> kFailMetadataInvalidTarget{"METADATA", "INVALID_TARGET",
                                                     "Invalid target"};
constexpr Fail<Word, SafeParam> kFailMetadataNoPermission{"METADATA", "KEY_NO_PERMISSION",
                                                          "You do not have permission to do that"};
constexpr Fail<Word> kFailMetadataForbidden{"METADATA", "FORBIDDEN",
                                            "This is only for those in the channel"};
constexpr Fail<Word, SafeParam, Number> kFailMetadataRateLimited{
    "METADATA", "RATE_LIMITED", "You have changed too much lately, try again later"};
constexpr Fail<SafeParam> kFailMetadataKeyInvalid{"METADATA", "KEY_INVALID", "Invalid key"};
constexpr Fail<SafeParam> kFailMetadataInvalidKey{"METADATA", "INVALID_KEY", "Invalid key"};
constexpr Fail<SafeParam> kFailMetadataSubcommandInvalid{"METADATA", "SUBCOMMAND_INVALID",
                                                         "Invalid subcommand"};
constexpr Fail<SafeParam> kFailMetadataInvalidParams{"METADATA", "INVALID_PARAMS",
                                                     "Invalid subcommand or parameters"};
constexpr Fail<> kFailMetadataValueInvalid{"METADATA", "VALUE_INVALID",
                                           "The value is too long or not UTF-8"};
constexpr Fail<Word> kFailMetadataInvalidValue{"METADATA", "INVALID_VALUE",
                                               "The value is too long or not UTF-8"};
constexpr Fail<Word> kFailMetadataKeys{"METADATA", "LIMIT_REACHED", "There are too many keys"};
constexpr Fail<Word, Number> kFailMetadataLimit{"METADATA", "LIMIT_REACHED",
                                                "There are too many keys"};
constexpr Fail<Word> kFailMetadataTooManySubs{"METADATA", "TOO_MANY_SUBS",
                                              "There are too many subscriptions"};
constexpr Fail<Word, Word> kFailMetadataKeyNotSet{"METADATA", "KEY_NOT_SET", "The key is not set"};

// RELAYMSG, as Ergo has it.
constexpr Fail<> kFailRelaymsgOff{"RELAYMSG", "NOT_ENABLED",
                                  "Relayed messages are not enabled on this server"};
constexpr Fail<Text> kFailRelaymsgNick{"RELAYMSG", "INVALID_NICK", ""};
constexpr Fail<> kFailRelaymsgPrivs{"RELAYMSG", "PRIVS_NEEDED",
                                    "Only channel operators can relay messages"};
constexpr Fail<> kFailRelaymsgBlank{"RELAYMSG", "BLANK_MSG", "The message is blank"};
constexpr Fail<> kFailRelaymsgBanned{"RELAYMSG", "BANNED",
                                     "This nickname is banned from the channel"};

// https://ircv3.net/specs/extensions/account-registration
constexpr Fail<SafeParam> kFailRegisterName{"REGISTER", "BAD_ACCOUNT_NAME",
                                            "This cannot be the name of an account"};
constexpr Fail<SafeParam> kFailRegisterOperator{"REGISTER", "BAD_ACCOUNT_NAME",
                                                "This name is for an operator"};
constexpr Fail<SafeParam> kFailRegisterHeld{
    "REGISTER", "BAD_ACCOUNT_NAME", "The staff holds this name, so that nobody registers it"};
constexpr Fail<SafeParam> kFailRegisterNick{"REGISTER", "ACCOUNT_NAME_MUST_BE_NICK",
                                            "The name of the account must be your nick"};
constexpr Fail<SafeParam> kFailRegisterEmail{"REGISTER", "INVALID_EMAIL",
                                             "This is not an email address"};
constexpr Fail<SafeParam> kFailRegisterLongEmail{"REGISTER", "UNACCEPTABLE_EMAIL",
                                                 "This email address is too long"};
constexpr Fail<SafeParam> kFailRegisterWeak{"REGISTER", "WEAK_PASSWORD",
                                            "The password is too short"};
constexpr Fail<SafeParam> kFailRegisterPassword{"REGISTER", "UNACCEPTABLE_PASSWORD",
                                                "The password is too long"};
constexpr Fail<SafeParam> kFailRegisterLoggedIn{"REGISTER", "ALREADY_AUTHENTICATED",
                                                "You are logged in to an account already"};
constexpr Fail<Word> kFailRegisterNoNick{"REGISTER", "NEED_NICK", "Say first which nick you want"};
constexpr Fail<SafeParam> kFailRegisterUnavailable{"REGISTER", "TEMPORARILY_UNAVAILABLE",
                                                   "This cannot be saved now, try again later"};
constexpr Fail<SafeParam> kFailRegisterUnusable{"REGISTER", "UNACCEPTABLE_PASSWORD",
                                                "This password cannot be used"};
constexpr Fail<SafeParam> kFailRegisterBarred{
    "REGISTER", "TEMPORARILY_UNAVAILABLE",
    "The staff of the server has closed this for a while; try again later"};
constexpr Fail<SafeParam> kFailRegisterOff{"REGISTER", "TEMPORARILY_UNAVAILABLE",
                                           "Accounts cannot be registered here"};
constexpr Fail<SafeParam> kFailRegisterExists{"REGISTER", "ACCOUNT_EXISTS",
                                              "There is an account of that name already"};
constexpr Fail<SafeParam> kFailRegisterEarly{"REGISTER", "COMPLETE_CONNECTION_REQUIRED",
                                             "Register an account when you are connected"};
constexpr Fail<SafeParam> kFailVerifyLoggedIn{"VERIFY", "ALREADY_AUTHENTICATED",
                                              "You are logged in to an account already"};
constexpr Fail<SafeParam> kFailVerifyCode{"VERIFY", "INVALID_CODE",
                                          "The account or the code is wrong"};
constexpr Fail<SafeParam> kFailVerifyEarly{"VERIFY", "COMPLETE_CONNECTION_REQUIRED",
                                           "Verify an account when you are connected"};
constexpr Fail<SafeParam> kFailVerifyRefused{"VERIFY", "TEMPORARILY_UNAVAILABLE",
                                             "The account cannot be verified now"};
constexpr Fail<SafeParam> kFailRegisterBlockedEmail{"REGISTER", "UNACCEPTABLE_EMAIL",
                                                    "Addresses of that domain are not taken here"};
constexpr Fail<SafeParam> kFailRegisterUsedEmail{
    "REGISTER", "UNACCEPTABLE_EMAIL", "That address has as many accounts as it may have"};
constexpr Fail<SafeParam> kFailRegisterAddress{
    "REGISTER", "TEMPORARILY_UNAVAILABLE", "Too many accounts were registered from where you are"};

// RECOVER and SETPASS, as ObbyIRCd has them.
constexpr Fail<SafeParam> kFailRecoverCommand{
    "RECOVER", "INVALID_PARAMS", "Write RECOVER REQUEST <account>, or CONFIRM <account> <code>"};
constexpr Fail<SafeParam> kFailRecoverOften{"RECOVER", "RATE_LIMITED",
                                            "Too many codes were asked for; try again later"};
constexpr Fail<SafeParam> kFailRecoverOff{"RECOVER", "TEMPORARILY_UNAVAILABLE",
                                          "This server sends no mail"};
constexpr Fail<SafeParam> kFailRecoverCode{"RECOVER", "INVALID_CODE",
                                           "The code is wrong, or too old"};
constexpr Fail<> kFailSetpassPassword{"SETPASS", "INVALID_PASSWORD",
                                      "The password is too short or too long"};
constexpr Fail<> kFailSetpassUnauthorized{"SETPASS", "UNAUTHORIZED",
                                          "Log in first, or prove with RECOVER who you are"};
constexpr Fail<> kFailSetpassUnavailable{"SETPASS", "TEMPORARILY_UNAVAILABLE",
                                         "The password cannot be changed now"};

// https://github.com/ircv3/ircv3-specifications/pull/610
constexpr Fail<> kFail2faForbidden{
    "2FA", "NOT_AUTHENTICATED",
    "Neither an app password nor the owner of a frozen account can do this"};
constexpr Fail<> kFail2faNotLoggedIn{"2FA", "NOT_AUTHENTICATED",
                                     "You are not logged in to an account"};
constexpr Fail<> kFail2faConfigured{"2FA", "TEMPORARILY_UNAVAILABLE",
                                    "Your account is one of the server's configuration"};
constexpr Fail<> kFail2faUnavailable{"2FA", "TEMPORARILY_UNAVAILABLE",
                                     "This cannot be done now, try again in a moment"};
constexpr Fail<> kFail2faFull{"2FA", "TEMPORARILY_UNAVAILABLE",
                              "Your account has as many authenticator apps as it may have"};
constexpr Fail<SafeParam> kFail2faCommand{"2FA", "UNKNOWN_COMMAND", "There is no such subcommand"};
constexpr Fail<SafeParam> kFail2faType{"2FA", "INVALID_TYPE", "The only type here is totp"};
constexpr Fail<SafeParam> kFail2faCredential{"2FA", "UNKNOWN_CREDENTIAL",
                                             "Your account has no such authenticator app"};
constexpr Fail<> kFail2faNone{"2FA", "NO_CREDENTIALS", "The account has no authenticator app"};
constexpr Fail<> kFail2faWrong{"2FA", "INVALID_CHALLENGE_RESPONSE",
                               "The code is wrong, or was used already"};
constexpr Fail<> kFail2faData{"2FA", "INVALID_CREDENTIAL_DATA", "A code has six digits"};
constexpr Fail<SafeParam> kFail2faName{"2FA", "INVALID_NAME",
                                       "A name is a word of at most 32 bytes"};
constexpr Fail<> kFail2faNoChallenge{"2FA", "NO_CHALLENGE", "Nothing waits for a code"};
constexpr Fail<SafeParam> kFail2faLast{"2FA", "REMOVE_LAST_CREDENTIAL",
                                       "Turn the second factor off first"};
constexpr Fail<> kFail2faEnabled{"2FA", "ALREADY_ENABLED", "The second factor is on already"};
constexpr Fail<> kFail2faDisabled{"2FA", "ALREADY_DISABLED", "The second factor is off"};
constexpr Fail<> kFail2faOften{"2FA", "RATE_LIMITED",
                               "There were too many wrong codes, try again in ten minutes"};

// https://github.com/ircv3/ircv3-specifications/pull/584
constexpr Fail<SafeParam> kFailCertCommand{"CLIENTCERT", "UNKNOWN_COMMAND",
                                           "There is no such subcommand"};
constexpr Fail<SafeParam> kFailCertLogin{"CLIENTCERT", "ACCOUNT_REQUIRED",
                                         "Log in to an account that is kept here"};
constexpr Fail<Word> kFailCertNone{"CLIENTCERT", "NOCERT", "There is no such certificate"};
constexpr Fail<Word> kFailCertForbidden{
    "CLIENTCERT", "FORBIDDEN",
    "Neither an app password nor the owner of a frozen account can do this"};
constexpr Fail<Word> kFailCertInternal{"CLIENTCERT", "INTERNAL_ERROR",
                                       "This cannot be saved now, try again later"};
constexpr Fail<Word> kFailCertInUse{"CLIENTCERT", "INTERNAL_ERROR",
                                    "The certificate is that of another account"};
constexpr Fail<Word> kFailCertFull{"CLIENTCERT", "INTERNAL_ERROR",
                                   "Your account has as many certificates as it may have"};

Message FailReadOnly(SafeParam command) {
  Message message("FAIL");
  message.Param(command).Param("READ_ONLY").Trailing("Your app password is for reading only");
  return message;
}

Message FailInvalidUtf8(SafeParam command) {
  Message message("FAIL");
  message.Param(command).Param("INVALID_UTF8").Trailing("Message rejected, it is not valid UTF-8");
  return message;
}

}  // namespace irc

#include "core/protocol/standard_replies.h"

#include "core/texts/common.h"
#include "core/texts/refusals.h"

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
                                            texts::kRegisterNoName.row.english};
constexpr Fail<SafeParam> kFailRegisterOperator{"REGISTER", "BAD_ACCOUNT_NAME",
                                                texts::kRegisterForOperator.row.english};
constexpr Fail<SafeParam> kFailRegisterHeld{"REGISTER", "BAD_ACCOUNT_NAME",
                                            texts::kRegisterIsHeld.row.english};
constexpr Fail<SafeParam> kFailRegisterNick{"REGISTER", "ACCOUNT_NAME_MUST_BE_NICK",
                                            texts::kRegisterNotNick.row.english};
constexpr Fail<SafeParam> kFailRegisterEmail{"REGISTER", "INVALID_EMAIL",
                                             texts::kRegisterNoEmail.row.english};
constexpr Fail<SafeParam> kFailRegisterLongEmail{"REGISTER", "UNACCEPTABLE_EMAIL",
                                                 texts::kRegisterLongEmail.row.english};
constexpr Fail<SafeParam> kFailRegisterWeak{"REGISTER", "WEAK_PASSWORD",
                                            texts::kRegisterShortPassword.row.english};
constexpr Fail<SafeParam> kFailRegisterPassword{"REGISTER", "UNACCEPTABLE_PASSWORD",
                                                texts::kRegisterLongPassword.row.english};
constexpr Fail<SafeParam> kFailRegisterLoggedIn{"REGISTER", "ALREADY_AUTHENTICATED",
                                                texts::kRegisterLoggedIn.row.english};
constexpr Fail<Word> kFailRegisterNoNick{"REGISTER", "NEED_NICK", "Say first which nick you want"};
constexpr Fail<SafeParam> kFailRegisterUnavailable{"REGISTER", "TEMPORARILY_UNAVAILABLE",
                                                   texts::kCannotBeSaved.row.english};
constexpr Fail<SafeParam> kFailRegisterUnusable{"REGISTER", "UNACCEPTABLE_PASSWORD",
                                                texts::kRegisterUnusablePassword.row.english};
constexpr Fail<SafeParam> kFailRegisterBarred{"REGISTER", "TEMPORARILY_UNAVAILABLE",
                                              texts::kClosedByStaff.row.english};
constexpr Fail<SafeParam> kFailRegisterOff{"REGISTER", "TEMPORARILY_UNAVAILABLE",
                                           texts::kRegisterIsOff.row.english};
constexpr Fail<SafeParam> kFailRegisterExists{"REGISTER", "ACCOUNT_EXISTS",
                                              texts::kRegisterExists.row.english};
constexpr Fail<SafeParam> kFailRegisterEarly{"REGISTER", "COMPLETE_CONNECTION_REQUIRED",
                                             "Register an account when you are connected"};
constexpr Fail<SafeParam> kFailVerifyLoggedIn{"VERIFY", "ALREADY_AUTHENTICATED",
                                              texts::kRegisterLoggedIn.row.english};
constexpr Fail<SafeParam> kFailVerifyCode{"VERIFY", "INVALID_CODE",
                                          texts::kVerifyWrongCode.row.english};
constexpr Fail<SafeParam> kFailVerifyEarly{"VERIFY", "COMPLETE_CONNECTION_REQUIRED",
                                           "Verify an account when you are connected"};
constexpr Fail<SafeParam> kFailVerifyRefused{"VERIFY", "TEMPORARILY_UNAVAILABLE",
                                             texts::kVerifyNotNow.row.english};
constexpr Fail<SafeParam> kFailRegisterBlockedEmail{"REGISTER", "UNACCEPTABLE_EMAIL",
                                                    texts::kRegisterBlockedEmail.row.english};
constexpr Fail<SafeParam> kFailRegisterUsedEmail{"REGISTER", "UNACCEPTABLE_EMAIL",
                                                 texts::kRegisterUsedEmail.row.english};
constexpr Fail<SafeParam> kFailRegisterAddress{"REGISTER", "TEMPORARILY_UNAVAILABLE",
                                               texts::kRegisterOften.row.english};

// RECOVER and SETPASS, as ObbyIRCd has them.
constexpr Fail<SafeParam> kFailRecoverCommand{
    "RECOVER", "INVALID_PARAMS", "Write RECOVER REQUEST <account>, or CONFIRM <account> <code>"};
constexpr Fail<SafeParam> kFailRecoverOften{"RECOVER", "RATE_LIMITED",
                                            texts::kRecoverOften.row.english};
constexpr Fail<SafeParam> kFailRecoverOff{"RECOVER", "TEMPORARILY_UNAVAILABLE",
                                          texts::kNoMailHere.row.english};
constexpr Fail<SafeParam> kFailRecoverCode{"RECOVER", "INVALID_CODE",
                                           texts::kRecoverWrongCode.row.english};
constexpr Fail<> kFailSetpassPassword{"SETPASS", "INVALID_PASSWORD",
                                      "The password is too short or too long"};
constexpr Fail<> kFailSetpassUnauthorized{"SETPASS", "UNAUTHORIZED",
                                          "Log in first, or prove with RECOVER who you are"};
constexpr Fail<> kFailSetpassUnavailable{"SETPASS", "TEMPORARILY_UNAVAILABLE",
                                         "The password cannot be changed now"};

// https://github.com/ircv3/ircv3-specifications/pull/610
constexpr Fail<> kFail2faForbidden{"2FA", "NOT_AUTHENTICATED", texts::kFactorForbidden.row.english};
constexpr Fail<> kFail2faNotLoggedIn{"2FA", "NOT_AUTHENTICATED", texts::kNotLoggedIn.row.english};
constexpr Fail<> kFail2faConfigured{"2FA", "TEMPORARILY_UNAVAILABLE",
                                    texts::kAccountOfConfiguration.row.english};
constexpr Fail<> kFail2faUnavailable{"2FA", "TEMPORARILY_UNAVAILABLE",
                                     texts::kFactorNotNow.row.english};
constexpr Fail<> kFail2faFull{"2FA", "TEMPORARILY_UNAVAILABLE", texts::kFactorFull.row.english};
constexpr Fail<SafeParam> kFail2faCommand{"2FA", "UNKNOWN_COMMAND", "There is no such subcommand"};
constexpr Fail<SafeParam> kFail2faType{"2FA", "INVALID_TYPE", "The only type here is totp"};
constexpr Fail<SafeParam> kFail2faCredential{"2FA", "UNKNOWN_CREDENTIAL",
                                             "Your account has no such authenticator app"};
constexpr Fail<> kFail2faNone{"2FA", "NO_CREDENTIALS", texts::kFactorNone.row.english};
constexpr Fail<> kFail2faWrong{"2FA", "INVALID_CHALLENGE_RESPONSE",
                               texts::kFactorWrongCode.row.english};
constexpr Fail<> kFail2faData{"2FA", "INVALID_CREDENTIAL_DATA",
                              texts::kFactorSixDigits.row.english};
constexpr Fail<SafeParam> kFail2faName{"2FA", "INVALID_NAME",
                                       "A name is a word of at most 32 bytes"};
constexpr Fail<> kFail2faNoChallenge{"2FA", "NO_CHALLENGE", texts::kFactorNotAsked.row.english};
constexpr Fail<SafeParam> kFail2faLast{"2FA", "REMOVE_LAST_CREDENTIAL",
                                       "Turn the second factor off first"};
constexpr Fail<> kFail2faEnabled{"2FA", "ALREADY_ENABLED", "The second factor is on already"};
constexpr Fail<> kFail2faDisabled{"2FA", "ALREADY_DISABLED", texts::kFactorIsOff.row.english};
constexpr Fail<> kFail2faOften{"2FA", "RATE_LIMITED", texts::kFactorOften.row.english};

// https://github.com/ircv3/ircv3-specifications/pull/584
constexpr Fail<SafeParam> kFailCertCommand{"CLIENTCERT", "UNKNOWN_COMMAND",
                                           "There is no such subcommand"};
constexpr Fail<SafeParam> kFailCertLogin{"CLIENTCERT", "ACCOUNT_REQUIRED",
                                         "Log in to an account that is kept here"};
constexpr Fail<Word> kFailCertNone{"CLIENTCERT", "NOCERT", "There is no such certificate"};
constexpr Fail<Word> kFailCertForbidden{"CLIENTCERT", "FORBIDDEN",
                                        texts::kFactorForbidden.row.english};
constexpr Fail<Word> kFailCertInternal{"CLIENTCERT", "INTERNAL_ERROR",
                                       texts::kCannotBeSaved.row.english};
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

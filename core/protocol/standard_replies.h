// FAIL, WARN and NOTE: https://ircv3.net/specs/extensions/standard-replies. One row each, as in
// numerics.h: the command it is about, the code, and the text; contexts are the row's parameters.
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
inline constexpr Fail<SafeParam> kFailBatchReftag{"BATCH", "INVALID_REFTAG",
                                                  "Invalid reference tag"};
inline constexpr Fail<SafeParam> kFailBatchUnknown{"BATCH", "UNKNOWN_REFTAG",
                                                   "No batch of this reference tag is open"};
inline constexpr Fail<SafeParam> kFailBatchTimeout{"BATCH", "TIMEOUT",
                                                   "The batch was left open for too long"};
inline constexpr Fail<SafeParam, SafeParam> kFailBatchType{"BATCH", "UNKNOWN_TYPE",
                                                           "Unknown type of batch"};
inline constexpr Fail<Number> kFailMultilineBytes{"BATCH", "MULTILINE_MAX_BYTES",
                                                  "Multiline batch max-bytes exceeded"};
inline constexpr Fail<Number> kFailMultilineLines{"BATCH", "MULTILINE_MAX_LINES",
                                                  "Multiline batch max-lines exceeded"};
inline constexpr Fail<SafeParam, SafeParam> kFailMultilineTarget{
    "BATCH", "MULTILINE_INVALID_TARGET", "Invalid multiline target"};
inline constexpr Fail<Text> kFailMultiline{"BATCH", "MULTILINE_INVALID", ""};

// https://ircv3.net/specs/extensions/setname
inline constexpr Fail<> kFailInvalidRealname{"SETNAME", "INVALID_REALNAME",
                                             "Realname is not valid"};
inline constexpr Fail<> kFailCannotChangeRealname{"SETNAME", "CANNOT_CHANGE_REALNAME",
                                                  "Real names can not be changed here"};

// https://ircv3.net/specs/extensions/channel-rename
inline constexpr Fail<ChannelName, SafeParam> kFailChannelNameInUse{
    "RENAME", "CHANNEL_NAME_IN_USE", "The channel name is already taken"};
inline constexpr Fail<ChannelName, SafeParam, Text> kFailCannotRename{"RENAME", "CANNOT_RENAME",
                                                                      ""};
inline constexpr Fail<SafeParam, ChannelName> kFailChannelRenamed{
    "JOIN", "CHANNEL_RENAMED", "The channel has another name now"};

// https://ircv3.net/specs/extensions/chathistory
inline constexpr Fail<SafeParam, Text> kFailChathistoryParams{"CHATHISTORY", "INVALID_PARAMS", ""};
inline constexpr Fail<Word, SafeParam> kFailChathistoryTarget{
    "CHATHISTORY", "INVALID_TARGET", "There is no history of it that you may read"};
inline constexpr Fail<Word, SafeParam, SafeParam> kFailChathistoryReference{
    "CHATHISTORY", "INVALID_MSGREFTYPE", "A message is named by msgid=<id> or timestamp=<time>"};
inline constexpr Fail<Word, SafeParam, SafeParam> kFailChathistoryMessage{
    "CHATHISTORY", "MESSAGE_ERROR", "This server has given no message that id"};

// https://ircv3.net/specs/extensions/message-redaction
inline constexpr Fail<SafeParam> kFailRedactTarget{"REDACT", "INVALID_TARGET",
                                                   "You can not redact messages there"};
inline constexpr Fail<SafeParam, SafeParam> kFailRedactForbidden{
    "REDACT", "REDACT_FORBIDDEN", "You are not allowed to redact this message"};
inline constexpr Fail<SafeParam, SafeParam, Number> kFailRedactWindow{
    "REDACT", "REDACT_WINDOW_EXPIRED", "It is too late to redact this message"};
inline constexpr Fail<SafeParam, SafeParam> kFailRedactMsgid{"REDACT", "UNKNOWN_MSGID",
                                                             "There is no such message any more"};

// https://ircv3.net/specs/extensions/read-marker
inline constexpr Fail<> kFailMarkreadMissing{"MARKREAD", "NEED_MORE_PARAMS",
                                             "Not enough parameters"};
inline constexpr Fail<SafeParam, Text> kFailMarkreadParams{"MARKREAD", "INVALID_PARAMS", ""};
inline constexpr Fail<SafeParam> kFailMarkreadFull{"MARKREAD", "INTERNAL_ERROR",
                                                   "You have too many read markers"};
// https://ircv3.net/specs/extensions/metadata. Where the drafts differ, the second's comes first.
inline constexpr Fail<SafeParam> kFailMetadataInvalidTarget{"METADATA", "INVALID_TARGET",
                                                            "Invalid target"};
inline constexpr Fail<Word, SafeParam> kFailMetadataNoPermission{
    "METADATA", "KEY_NO_PERMISSION", "You do not have permission to do that"};
inline constexpr Fail<Word> kFailMetadataForbidden{"METADATA", "FORBIDDEN",
                                                   "This is only for those in the channel"};
inline constexpr Fail<Word, SafeParam, Number> kFailMetadataRateLimited{
    "METADATA", "RATE_LIMITED", "You have changed too much lately, try again later"};
inline constexpr Fail<SafeParam> kFailMetadataKeyInvalid{"METADATA", "KEY_INVALID", "Invalid key"};
inline constexpr Fail<SafeParam> kFailMetadataInvalidKey{"METADATA", "INVALID_KEY", "Invalid key"};
inline constexpr Fail<SafeParam> kFailMetadataSubcommandInvalid{"METADATA", "SUBCOMMAND_INVALID",
                                                                "Invalid subcommand"};
inline constexpr Fail<SafeParam> kFailMetadataInvalidParams{"METADATA", "INVALID_PARAMS",
                                                            "Invalid subcommand or parameters"};
inline constexpr Fail<> kFailMetadataValueInvalid{"METADATA", "VALUE_INVALID",
                                                  "The value is too long or not UTF-8"};
inline constexpr Fail<Word> kFailMetadataInvalidValue{"METADATA", "INVALID_VALUE",
                                                      "The value is too long or not UTF-8"};
inline constexpr Fail<Word> kFailMetadataKeys{"METADATA", "LIMIT_REACHED",
                                              "There are too many keys"};
inline constexpr Fail<Word, Number> kFailMetadataLimit{"METADATA", "LIMIT_REACHED",
                                                       "There are too many keys"};
inline constexpr Fail<Word> kFailMetadataTooManySubs{"METADATA", "TOO_MANY_SUBS",
                                                     "There are too many subscriptions"};
inline constexpr Fail<Word, Word> kFailMetadataKeyNotSet{"METADATA", "KEY_NOT_SET",
                                                         "The key is not set"};

// RELAYMSG, as Ergo has it.
inline constexpr Fail<> kFailRelaymsgOff{"RELAYMSG", "NOT_ENABLED",
                                         "Relayed messages are not enabled on this server"};
inline constexpr Fail<Text> kFailRelaymsgNick{"RELAYMSG", "INVALID_NICK", ""};
inline constexpr Fail<> kFailRelaymsgPrivs{"RELAYMSG", "PRIVS_NEEDED",
                                           "Only channel operators can relay messages"};
inline constexpr Fail<> kFailRelaymsgBlank{"RELAYMSG", "BLANK_MSG", "The message is blank"};
inline constexpr Fail<> kFailRelaymsgBanned{"RELAYMSG", "BANNED",
                                            "This nickname is banned from the channel"};

// https://ircv3.net/specs/extensions/account-registration
inline constexpr Fail<SafeParam> kFailRegisterName{"REGISTER", "BAD_ACCOUNT_NAME",
                                                   "This can not be the name of an account"};
inline constexpr Fail<SafeParam> kFailRegisterNick{"REGISTER", "ACCOUNT_NAME_MUST_BE_NICK",
                                                   "The name of the account must be your nick"};
inline constexpr Fail<SafeParam> kFailRegisterEmail{"REGISTER", "INVALID_EMAIL",
                                                    "This is not an email address"};
inline constexpr Fail<SafeParam> kFailRegisterLongEmail{"REGISTER", "UNACCEPTABLE_EMAIL",
                                                        "This email address is too long"};
inline constexpr Fail<SafeParam> kFailRegisterWeak{"REGISTER", "WEAK_PASSWORD",
                                                   "The password is too short"};
inline constexpr Fail<SafeParam> kFailRegisterPassword{"REGISTER", "UNACCEPTABLE_PASSWORD",
                                                       "The password is too long"};
inline constexpr Fail<SafeParam> kFailRegisterLoggedIn{"REGISTER", "ALREADY_AUTHENTICATED",
                                                       "You are logged in to an account already"};
inline constexpr Fail<Word> kFailRegisterNoNick{"REGISTER", "NEED_NICK",
                                                "Say first which nick you want"};
inline constexpr Fail<SafeParam> kFailRegisterUnavailable{"REGISTER", "TEMPORARILY_UNAVAILABLE",
                                                          "Accounts can not be registered here"};
inline constexpr Fail<> kFailRegisterEarly{"REGISTER", "COMPLETE_CONNECTION_REQUIRED",
                                           "Register an account when you are connected"};
inline constexpr Fail<SafeParam> kFailVerifyLoggedIn{"VERIFY", "ALREADY_AUTHENTICATED",
                                                     "You are logged in to an account already"};
inline constexpr Fail<SafeParam> kFailVerifyUnavailable{"VERIFY", "TEMPORARILY_UNAVAILABLE",
                                                        "Accounts can not be registered here"};
inline constexpr Fail<> kFailVerifyEarly{"VERIFY", "COMPLETE_CONNECTION_REQUIRED",
                                         "Verify an account when you are connected"};

// UTF8ONLY names the command that was refused, so it is not a constant.
inline Message FailInvalidUtf8(SafeParam command) {
  Message message("FAIL");
  message.Param(command).Param("INVALID_UTF8").Trailing("Message rejected, it is not valid UTF-8");
  return message;
}

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_STANDARD_REPLIES_H_

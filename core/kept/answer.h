// Answers to requests that commands of the server and of services share. `service` says who was
// asked: the nick of a service, kServerNotice, nothing (REGISTER), or one of the commands below.
#ifndef IRCSERV_CORE_KEPT_ANSWER_H_
#define IRCSERV_CORE_KEPT_ANSWER_H_

#include "absl/strings/string_view.h"
#include "core/protocol/message.h"
#include "core/replies/context.h"

namespace irc {

// Commands that have service commands beside them.
inline constexpr absl::string_view kTwoFactor = "2FA";
inline constexpr absl::string_view kClientCert = "CLIENTCERT";

inline bool IsCommand(absl::string_view service) {
  return service == kTwoFactor || service == kClientCert;
}

// One line of an answer. That of a command is written as its parameters: "ADD SUCCESS 7" becomes
// "2FA ADD SUCCESS 7", and "NOTE ENABLED :It is on" becomes "NOTE 2FA ENABLED :It is on".
void AnswerLine(SessionCtx& ctx, absl::string_view service, absl::string_view text);

// A refusal. A service says the text of it in a notice, in the words of the configuration.
void AnswerRefusal(SessionCtx& ctx, absl::string_view service, const Message& refusal);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_ANSWER_H_

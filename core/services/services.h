// Services: users of the server's own, which take commands in messages. Each has a table of
// commands like that of the server (nickserv.inc); this file finds the row, checks who asks, and
// calls the handler.
#ifndef IRCSERV_CORE_SERVICES_SERVICES_H_
#define IRCSERV_CORE_SERVICES_SERVICES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/event.h"
#include "core/replies/context.h"
#include "core/replies/service_notice.h"
#include "core/services/service_facts.h"
#include "core/state/pending.h"
#include "core/texts/answer_text.h"

namespace irc {

// What a handler of a service's command works with.
struct ServiceCtx : UserCtx {
  const ServiceRow& service;
  const ServiceCommand* request = nullptr;  // its row; null: there is no such command
  std::vector<absl::string_view> words;     // after its name

  // The word at `index`, or nothing.
  absl::string_view word(size_t index) const {
    return index < words.size() ? words[index] : absl::string_view();
  }
  // All words from `index` on, with spaces between them.
  std::string WordsFrom(size_t index) const;
  // One line of the answer.
  template <size_t N, typename... Values>
  void Say(const AnswerText<N>& text, const Values&... values) {
    SayFilled(Text(text, values...));
  }
  // The same of a text that has its values.
  void SayFilled(absl::string_view text) { ReplyFromService(*this, service.nick, text); }
  // How the command is written.
  void SaySyntax();
  // Answers an operator who may not do this; the log and the other operators learn of it.
  void Deny(absl::string_view why);
  // The account that the user is logged in to; null: none, or one of the configuration.
  const Account* OwnAccount() const;
  // The kept account of that name, or the one that has it as a nick; says so and returns null when
  // there is none, or when another change of it is under way.
  const Account* RequireAccount(absl::string_view name);
};

// A message of the user to the service.
void AskService(UserCtx& ctx, const ServiceRow& service, absl::string_view text);

// Resumes when a password that was told to a service has been checked.
void OnProof(UserCtx& ctx, const PendingProof& pending, const PasswordChecked& checked);
// Resumes when the shell has said how its mails do.
void OnMailState(UserCtx& ctx, const PendingMailState& pending, const MailState& mails);

// Resumes when rows of the audit have been read.
void OnAuditRead(SessionCtx& ctx, const PendingAudit& pending, const AuditRead& read);

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_SERVICES_H_

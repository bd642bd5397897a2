// Codes that are sent by mail: how one is asked for, kept and told.
//
// Laws of this file:
// - A code proves one address: when the account has another one, it proves nothing.
// - The state never has a code. The shell draws it, and compares what a client tells with what is
//   kept of it.
#ifndef IRCSERV_CORE_KEPT_MAIL_CODES_H_
#define IRCSERV_CORE_KEPT_MAIL_CODES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/event.h"
#include "core/replies/context.h"
#include "core/state/pending.h"

namespace irc {

// Kinds of CredentialRow.
inline constexpr absl::string_view kEmailCode = "email_code";
inline constexpr absl::string_view kResetCode = "reset_code";

inline constexpr absl::Duration kResetCodeLife = absl::Minutes(5);

// Whether the client is an operator who may have mails sent to the owners of accounts.
bool MayMailForOthers(const SessionCtx& ctx);
// Whether the client may have a mail sent now; counts that it did. Such operators always may.
bool MayAskForMail(SessionCtx& ctx);
// Whether another mail may go to the owner of the account now.
bool MayMail(const State& state, const Account& account);
// The same two for a client that may know: the reason why it may not, with the time to wait.
std::string WhyNoMail(SessionCtx& ctx, const Account& account);

// Has a code of pending.kind mailed for the account; null: the same without a mail. The answer
// comes with OnCodeMailed.
void AskForMailedCode(SessionCtx& ctx, const Account* account, PendingMailedCode pending);
void OnCodeMailed(SessionCtx& ctx, const PendingMailedCode& pending, const CodeMailed& mailed);

// Forgets a code that was used, or was told wrongly too often.
void DropCode(State& state, Outbox& out, const CredentialRow& code);

// Has a code checked that the client has told, by its handle. The account may be null: the check
// then takes as long and fails. OnToldCodeChecked does what the code allows to.
void CheckToldCode(SessionCtx& ctx, const Account* account, absl::string_view handle,
                   PendingToldCode pending);
void OnToldCodeChecked(SessionCtx& ctx, const PendingToldCode& pending,
                       const PasswordChecked& checked);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_MAIL_CODES_H_

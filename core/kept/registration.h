// The registration of an account: by REGISTER, by a message to NickServ, or by staff.
// https://ircv3.net/specs/extensions/account-registration
#ifndef IRCSERV_CORE_KEPT_REGISTRATION_H_
#define IRCSERV_CORE_KEPT_REGISTRATION_H_

#include <string>

#include "absl/strings/string_view.h"
#include "core/event.h"
#include "core/kept/answer.h"
#include "core/policy/policy.h"
#include "core/replies/context.h"
#include "core/state/pending.h"

namespace irc {

struct NewAccount {
  absl::string_view name;
  absl::string_view email;     // empty: none given
  absl::string_view password;  // its handle
  absl::string_view service;   // asked for by a message to that service; empty: by REGISTER
  bool by_staff = false;       // for somebody else, and without the rules for users
};

// The reason why such an account cannot be made; nothing when it can.
Refusal CannotMakeAccount(const SessionCtx& ctx, const NewAccount& account);
// The reason why the account cannot have the mail address. `name`: of the account, for the answer;
// `account`: null for a new one.
Refusal CannotBeEmail(const State& state, absl::string_view name, absl::string_view email,
                      const Account* account);
// The reason why a text, known by its handle, cannot be the password of an account.
Refusal CannotBePassword(const State& state, absl::string_view account, absl::string_view handle);

// Makes the account, or answers why it cannot. The answer comes when the account is kept.
void MakeAccount(SessionCtx& ctx, const NewAccount& account);

// Resumes when the shell has made the verifier of the password.
void OnVerifierOfNewAccount(SessionCtx& ctx, const PendingNewAccount& pending,
                            const VerifierMade& verifier);

// The row of a password; it replaces the one that `account` (null: a new one) has.
Record PasswordRecord(State& state, const Account* account, AccountId id,
                      const VerifierMade& verifier);

// The owner has logged in with a password whose verifier is to be replaced; empty: it is not.
void ReplaceVerifier(State& state, Outbox& out, const Account& account,
                     const std::string& verifier);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_REGISTRATION_H_

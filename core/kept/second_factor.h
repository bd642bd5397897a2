// The second factor of accounts: one-time codes of an authenticator app, and recovery codes. The
// command 2FA (draft account-2fa) and NickServ's command of that name are two ways to the same
// functions; `service` says which, and the answer has its form (core/kept/answer.h).
// https://github.com/ircv3/ircv3-specifications/pull/610
//
// Laws of this file:
// - A new authenticator app counts only when its owner has given a code of it.
// - A code is good once: the shell remembers the last one at once, and its record is kept before
//   the client is told (Output::stores).
// - Turning the second factor on or off logs the other sessions of the account out.
#ifndef IRCSERV_CORE_KEPT_SECOND_FACTOR_H_
#define IRCSERV_CORE_KEPT_SECOND_FACTOR_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/event.h"
#include "core/policy/policy.h"
#include "core/replies/context.h"
#include "core/state/pending.h"

namespace irc {

// A request of the session about its own account.
struct FactorCtx {
  SessionCtx& ctx;
  const Account& account;
  absl::string_view service;  // that is asked; "2FA": the command
};

// The account that the session may change; answers the reason and returns null when there is none.
const Account* RequireFactorAccount(SessionCtx& ctx, absl::string_view service);

// Makes a new secret and shows it. It waits for AddTotp.
void BeginTotp(const FactorCtx& of);
// The code proves that the owner has the secret, which counts from then on under the name `label`.
// `enables`: the second factor is then turned on as well.
void AddTotp(const FactorCtx& of, absl::string_view label, std::vector<std::string> secrets,
             bool enables);
void RemoveTotp(const FactorCtx& of, absl::string_view id);
// Turns the second factor on, and shows recovery codes.
void EnableSecondFactor(const FactorCtx& of);
// Turns the second factor off, when the code is right; the recovery codes are void then. `forgets`:
// all authenticator apps, too.
void DisableSecondFactor(const FactorCtx& of, std::vector<std::string> secrets, bool forgets);
// Makes new recovery codes, when the code is right.
void RenewRecoveryCodes(const FactorCtx& of, std::vector<std::string> secrets);

// A first factor was right, and a code has to follow: notes that, and asks for it. Answers the
// reason when the client cannot give one.
void AskForSecondFactor(SessionCtx& ctx, const Account& account, HalfLogin half);
// Checks the code that ends the half login of the session. REQUIRES: it has one.
void FinishHalfLogin(SessionCtx& ctx, std::vector<std::string> secrets, absl::string_view service);

// Resume when a code has been checked, and when a credential has been made.
void OnFactorChecked(SessionCtx& ctx, const PendingCode& pending, const PasswordChecked& checked);
void OnFactorMade(SessionCtx& ctx, const PendingFactor& pending, const FactorMade& made);

// Makes an app password for a program, and shows it. `scope`: "", or kReadingScope.
void MakeAppPassword(const FactorCtx& of, absl::string_view label, absl::string_view scope);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_SECOND_FACTOR_H_

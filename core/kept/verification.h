// The verification of mail addresses: of a new account, and of one that changes its address.
// https://ircv3.net/specs/extensions/account-registration#the-verify-command
#ifndef IRCSERV_CORE_KEPT_VERIFICATION_H_
#define IRCSERV_CORE_KEPT_VERIFICATION_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/replies/context.h"
#include "core/state/pending.h"

namespace irc {

// Has a code mailed to the address that the account wants to have, and answers REGISTER or a
// message to the service.
void AskForVerification(SessionCtx& ctx, const Account& account, const std::string& service);

// The same once more, for who asks a service. `name`: of the account.
void AskForVerificationAgain(UserCtx& ctx, absl::string_view name, const std::string& service);

// Checks the code that was told by VERIFY, or to the service. `name`: of the account.
void Verify(SessionCtx& ctx, absl::string_view name, absl::string_view handle,
            absl::string_view service);
// Resumes when the code is right.
void OnAddressProved(SessionCtx& ctx, const PendingToldCode& pending, const Account& account,
                     const CredentialRow& code);

// When DropOverdueAccounts has something to do.
absl::Time NextAccountDrop(const State& state);
// Drops the accounts that were not verified within accounts.verify_seconds.
void DropOverdueAccounts(State& state, Outbox& out);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_VERIFICATION_H_

// Accounts of those who have proved their name outside of this server: to a script or an identity
// provider (net/external). Such an account has no password here.
#ifndef IRCSERV_CORE_KEPT_PROVED_ACCOUNT_H_
#define IRCSERV_CORE_KEPT_PROVED_ACCOUNT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "core/replies/context.h"
#include "core/state/pending.h"
#include "core/texts/accounts.h"

namespace irc {

// What is said where such an account may not be made.
inline constexpr absl::string_view kNoSuchAccount = texts::kProvedIsUnknown.row.english;

// Has the account kept that the client of the session has proved to own, and logs the session in to
// it when it is. `service`: that of the message which has asked, or kSaslAnswer. Returns the reason
// why there can be no such account; empty: the answer comes later.
std::string MakeProvedAccount(SessionCtx& ctx, const std::string& name, absl::string_view service);

// Resumes when the account is kept; `ok` is false when it cannot be.
void OnProvedAccount(SessionCtx& ctx, const PendingCommit& pending, bool ok);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_PROVED_ACCOUNT_H_

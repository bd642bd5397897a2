// The end of accounts that nobody uses (accounts.expire_days).
#ifndef IRCSERV_CORE_KEPT_EXPIRY_H_
#define IRCSERV_CORE_KEPT_EXPIRY_H_

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// The settings of an account that staff and the server make: "on" for one that never ends, and when
// its owner was told that it will, in seconds since 1970.
inline constexpr absl::string_view kNoExpire = "NOEXPIRE";
inline constexpr absl::string_view kExpiryNotice = "EXPIRY_NOTICE";

// When the search has to go on; InfiniteFuture when accounts do not expire.
absl::Time NextExpiry(const State& state);

// Goes on with the search for accounts that have not been used for too long, and ends them; who is
// about to lose one is told before. Does nothing before NextExpiry.
void GoOnWithExpiry(State& state, Outbox& out);

// When the account ends if nobody uses it; InfiniteFuture: not at all.
absl::Time ExpiryOf(const State& state, const Account& account);

// Tells of the account that is about to end.
void NotifyOfExpiry(State& state, Outbox& out, const Account& account);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_EXPIRY_H_

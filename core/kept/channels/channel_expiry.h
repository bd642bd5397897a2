// The end of registered channels that nobody with rights in them uses (channels.expire_days), and
// of entries of access lists that have an end.
#ifndef IRCSERV_CORE_KEPT_CHANNELS_CHANNEL_EXPIRY_H_
#define IRCSERV_CORE_KEPT_CHANNELS_CHANNEL_EXPIRY_H_

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/outbox/outbox.h"
#include "core/state/registered.h"

namespace irc {

// The setting that the server makes: when the founder was told that the channel will end, in
// seconds since 1970.
inline constexpr absl::string_view kChannelExpiryNotice = "expiry_notice";

// When the search has to go on; InfiniteFuture when channels do not expire.
absl::Time NextChannelExpiry(const State& state);

// Goes on with the search for channels that have not been used for too long, and ends their
// registration; the founder is told before. Does nothing before NextChannelExpiry.
void GoOnWithChannelExpiry(State& state, Outbox& out);

// When the next entry of an access list ends.
absl::Time NextEntryEnd(const State& state);
// Drops the entries that have ended.
void EndEntries(State& state, Outbox& out);

// When the channel ends if nobody with rights uses it; InfiniteFuture: not at all.
absl::Time ExpiryOf(const State& state, const RegisteredChannel& channel);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_CHANNELS_CHANNEL_EXPIRY_H_

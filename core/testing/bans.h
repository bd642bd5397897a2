// States and server bans for tests.
#ifndef IRCSERV_CORE_TESTING_BANS_H_
#define IRCSERV_CORE_TESTING_BANS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/check.h"
#include "core/state/ban_list.h"
#include "core/state/state.h"

namespace irc {

inline State EmptyState() {
  State state;
  IRC_CHECK(RebuildIndexes(state), "an empty state contradicts nothing");
  state.now = absl::FromUnixSeconds(1000000);
  return state;
}

inline ServerBan Ban(BanKind kind, absl::string_view mask,
                     absl::Time expires_at = absl::InfiniteFuture()) {
  return {.kind = kind,
          .mask = std::string(mask),
          .reason = "x",
          .expires_at = expires_at,
          .parsed = ParseBanMask(Casemapping::kAscii, kind, mask)};
}

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_BANS_H_

// The continuation of a request for slow work: data in the state rather than a captured function,
// so that it survives a snapshot and a replay.
#ifndef IRCSERV_CORE_STATE_PENDING_H_
#define IRCSERV_CORE_STATE_PENDING_H_

#include <string>
#include <variant>

#include "absl/strings/string_view.h"
#include "core/ids.h"
#include "core/state/archive.h"

namespace irc {

struct PendingRegistration {  // the password of PASS
  static constexpr absl::string_view kSavedName = "registration";
};
struct PendingOper {  // the password of OPER
  static constexpr absl::string_view kSavedName = "oper";
  std::string name;
};
struct PendingRehash {
  static constexpr absl::string_view kSavedName = "rehash";
};
struct PendingStatsLinks {
  static constexpr absl::string_view kSavedName = "stats-links";
};
struct PendingSasl {  // the proof of AUTHENTICATE
  static constexpr absl::string_view kSavedName = "sasl";
};

struct PendingEffect {
  SessionId session;
  std::string label;  // of the line that caused it; the answer bears it
  std::variant<PendingRegistration, PendingOper, PendingRehash, PendingStatsLinks, PendingSasl>
      what;
};

template <typename Archive>
void Fields(Archive&, PendingRegistration&) {}
template <typename Archive>
void Fields(Archive& archive, PendingOper& oper) {
  auto& [name] = oper;
  IRC_FIELDS(archive, name);
}
template <typename Archive>
void Fields(Archive&, PendingRehash&) {}
template <typename Archive>
void Fields(Archive&, PendingStatsLinks&) {}
template <typename Archive>
void Fields(Archive&, PendingSasl&) {}

template <typename Archive>
void Fields(Archive& archive, PendingEffect& pending) {
  auto& [session, label, what] = pending;
  IRC_FIELDS(archive, session, label, what);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_PENDING_H_

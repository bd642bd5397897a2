// The complete state in a versioned format, and back. The format is that of core/state/archive.h.
#ifndef IRCSERV_CORE_STATE_SNAPSHOT_H_
#define IRCSERV_CORE_STATE_SNAPSHOT_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "core/state/state.h"

namespace irc {

// Raised with every change of a field list. CONTRIBUTING.md, "A member of the state", lists the
// other parts of such a change; //testdata:snapshots_test fails without them.
inline constexpr uint64_t kSnapshotVersion = 10;
// Raised when a change cannot be expressed with IRC_FIELDS_SINCE.
inline constexpr uint64_t kOldestSnapshotVersion = 9;

std::string SaveSnapshot(const State& state);

// Fills `state`, which is a fresh one, and builds its indexes. INVALID_ARGUMENT with a sentence
// when `snapshot` is none, is of another version, or is damaged: what was loaded then breaks an
// invariant (FindViolatedInvariant) or would not be saved in this way. `state` is then unusable.
absl::Status LoadSnapshot(absl::string_view snapshot, State& state);

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_SNAPSHOT_H_

// Plays a whole transcript and finds where the output first differs from what it expects.
#ifndef IRCSERV_CORE_TRANSCRIPT_REPLAY_H_
#define IRCSERV_CORE_TRANSCRIPT_REPLAY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "core/transcript/transcript.h"

namespace irc {
namespace transcript {

struct Difference {
  size_t block = 0;      // from 1
  int line = 0;          // of the expected line, or where the missing one would stand
  std::string expected;  // empty: the server said more than that
  std::string actual;    // empty: the server said less
};

struct Replayed {
  uint64_t events = 0;  // that were applied: all, or up to the block that differs
  std::optional<Difference> difference;
};

// An error is the player's, with its line.
absl::StatusOr<Replayed> Replay(const Transcript& transcript);

// The state after `events` events, from summary.h; INVALID_ARGUMENT when there are fewer.
absl::StatusOr<std::string> StateAfter(const Transcript& transcript, uint64_t events);

// Where `actual` first differs from what the block expects; absent when nowhere, or when the block
// is not checked. `number` is the block's.
std::optional<Difference> FindDifference(const Block& block, size_t number,
                                         const std::vector<std::string>& actual);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_REPLAY_H_

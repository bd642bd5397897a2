// Plays a whole transcript and finds the first difference between the expected and actual output.
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
  int line = 0;          // number of the expected line, or of the place where it is missing
  std::string expected;  // empty: the actual output is longer
  std::string actual;    // empty: the actual output is shorter
};

struct Replayed {
  uint64_t events = 0;  // number of applied events: all, or those up to the block that differs
  std::optional<Difference> difference;
};

// Errors are those of Player::Play.
absl::StatusOr<Replayed> Replay(const Transcript& transcript);

// The first difference between `actual` and the expected lines of the block; absent when there is
// none, or when the block is not checked. `number` is the block's number, from 1.
std::optional<Difference> FindDifference(const Block& block, size_t number,
                                         const std::vector<std::string>& actual);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_REPLAY_H_

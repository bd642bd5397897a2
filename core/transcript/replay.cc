#include "core/transcript/replay.h"

#include "core/transcript/player.h"

namespace irc {
namespace transcript {

std::optional<Difference> FindDifference(const Block& block, size_t number,
                                         const std::vector<std::string>& actual) {
  if (!block.checked) return std::nullopt;
  int line = block.divider_line + 1;
  size_t i = 0;
  for (const ExpectedLine& expected : block.expected) {
    line = expected.line;
    if (expected.is_comment()) continue;
    if (i == actual.size()) return Difference{number, line, expected.text, ""};
    if (actual[i] != expected.text) return Difference{number, line, expected.text, actual[i]};
    ++i;
    ++line;
  }
  if (i == actual.size()) return std::nullopt;
  return Difference{number, line, "", actual[i]};
}

absl::StatusOr<Replayed> Replay(const Transcript& transcript) {
  Player player;
  for (size_t i = 0; i < transcript.blocks.size(); ++i) {
    const absl::StatusOr<std::vector<std::string>> actual = player.Play(transcript.blocks[i]);
    if (!actual.ok()) return actual.status();
    std::optional<Difference> difference = FindDifference(transcript.blocks[i], i + 1, *actual);
    if (difference.has_value()) return Replayed{player.events(), std::move(difference)};
  }
  return Replayed{player.events(), std::nullopt};
}

}  // namespace transcript
}  // namespace irc

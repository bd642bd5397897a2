#include "core/transcript/replay.h"

#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "core/server.h"
#include "core/transcript/player.h"
#include "core/transcript/summary.h"

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

absl::StatusOr<std::string> StateAfter(const Transcript& transcript, uint64_t events) {
  std::string summary;
  uint64_t seen = 0;
  const Player* playing = nullptr;
  Player player([&](std::unique_ptr<Server>& server) {
    if (++seen == events) summary = Summarize(server->state(), playing->ledger());
  });
  playing = &player;
  for (const Block& block : transcript.blocks) {
    const absl::StatusOr<std::vector<std::string>> actual = player.Play(block);
    if (!summary.empty()) return summary;
    if (!actual.ok()) return actual.status();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("there are only ", player.events(), " events, not ", events));
}

}  // namespace transcript
}  // namespace irc

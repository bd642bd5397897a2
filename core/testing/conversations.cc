#include "core/testing/conversations.h"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "core/transcript/player.h"
#include "core/transcript/read.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

std::string TextOf(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> LinesOf(const std::string& inputs) {
  std::vector<std::string> all;
  const absl::StatusOr<transcript::Transcript> parsed = transcript::ParseTranscript(inputs);
  EXPECT_TRUE(parsed.ok()) << parsed.status();
  if (!parsed.ok()) return all;
  transcript::Player player;
  for (const transcript::Block& block : parsed->blocks) {
    const absl::StatusOr<std::vector<std::string>> lines = player.Play(block);
    EXPECT_TRUE(lines.ok()) << lines.status();
    if (!lines.ok()) return all;
    all.insert(all.end(), lines->begin(), lines->end());
  }
  return all;
}

}  // namespace

void HoldConversations(absl::FunctionRef<std::string(absl::string_view text)> inputs,
                       absl::FunctionRef<void(const std::vector<std::string>& lines)> look) {
  size_t played = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("testdata/transcripts")) {
    if (entry.path().extension() != ".txt") continue;
    SCOPED_TRACE(entry.path());
    const std::string text = TextOf(entry.path());
    if (absl::StrContains(text, "services.")) continue;
    look(LinesOf(inputs(text)));
    ++played;
  }
  EXPECT_GT(played, 400u) << "the transcripts were not found";
}

}  // namespace irc

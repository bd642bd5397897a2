// No sentence that a service says is outside core/texts: all conversations of testdata/transcripts
// are held with a server that has a mark at the beginning of each of its texts.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/services/service_facts.h"
#include "core/texts/texts.h"
#include "core/transcript/player.h"
#include "core/transcript/read.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

constexpr absl::string_view kMark = "~~";

// Each text with the mark, also at the beginning of its later lines.
std::string ConfigLine() {
  std::vector<std::string> pairs;
  for (const NamedText& row : AllTexts()) {
    const std::string marked =
        absl::StrCat(row.name, "=", kMark,
                     absl::StrReplaceAll(row.english, {{"\n", absl::StrCat("\\n", kMark)}}));
    pairs.push_back(
        absl::StrCat("\"", absl::StrReplaceAll(marked, {{"\\", "\\\\"}, {"\"", "\\\""}}), "\""));
  }
  return absl::StrCat("config services.texts=[", absl::StrJoin(pairs, ","), "]\n");
}

// The inputs of the transcript for such a server; empty: its services are configured already.
std::string InputsOf(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  if (absl::StrContains(text.str(), "services.")) return "";
  return absl::StrCat(ConfigLine(), text.str());
}

// The notices of services that have no mark.
std::vector<std::string> UnmarkedLines(const std::string& inputs) {
  std::vector<std::string> found;
  const absl::StatusOr<transcript::Transcript> parsed = transcript::ParseTranscript(inputs);
  EXPECT_TRUE(parsed.ok()) << parsed.status();
  if (!parsed.ok()) return found;
  transcript::Player player;
  for (const transcript::Block& block : parsed->blocks) {
    const absl::StatusOr<std::vector<std::string>> lines = player.Play(block);
    EXPECT_TRUE(lines.ok()) << lines.status();
    if (!lines.ok()) return found;
    for (const std::string& line : *lines) {
      for (const ServiceRow& service : Services()) {
        const std::string source = absl::StrCat(":", service.nick, "!", service.nick, "@");
        const size_t at = line.find(source);
        if (at == std::string::npos || !absl::StrContains(line.substr(0, at), "<")) continue;
        const size_t notice = line.find(" NOTICE ", at);
        if (notice == std::string::npos) continue;
        const size_t text = line.find(" :", notice);
        const bool is_marked =
            text != std::string::npos && absl::StartsWith(line.substr(text + 2), kMark);
        if (!is_marked) found.push_back(line);
      }
    }
  }
  return found;
}

TEST(ServiceTexts, AreAllInTheTables) {
  size_t played = 0;
  std::set<std::string> unmarked;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("testdata/transcripts")) {
    if (entry.path().extension() != ".txt") continue;
    SCOPED_TRACE(entry.path());
    const std::string inputs = InputsOf(entry.path());
    if (inputs.empty()) continue;
    for (const std::string& line : UnmarkedLines(inputs)) unmarked.insert(line);
    ++played;
  }
  EXPECT_GT(played, 400u) << "the transcripts were not found";
  for (const std::string& line : unmarked) ADD_FAILURE() << line;
}

}  // namespace
}  // namespace irc

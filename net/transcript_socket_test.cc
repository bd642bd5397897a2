// Every transcript over real sockets, on both pollers: net/testing/socket_player.h says how.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/transcript/read.h"
#include "gtest/gtest.h"
#include "net/io/poller.h"
#include "net/testing/socket_player.h"

namespace irc {
namespace {

constexpr char kFolder[] = "testdata/transcripts";
// What the core does with the results of mechanisms and codes that the shell runs with true keys
// and certificates, and with those of a mail command that fails: cmd/accounts_test.py,
// cmd/factors_test.py and cmd/mail_test.py have the whole way.
constexpr std::array<absl::string_view, 3> kOfTheCoreAlone = {"testdata/transcripts/sasl/",
                                                              "testdata/transcripts/factors/",
                                                              "testdata/transcripts/mail_command/"};

std::vector<std::string> Files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kFolder)) {
    const std::string path = entry.path().string();
    const bool skipped =
        std::any_of(kOfTheCoreAlone.begin(), kOfTheCoreAlone.end(),
                    [&](absl::string_view folder) { return absl::StartsWith(path, folder); });
    if (skipped || entry.path().extension() != ".txt") continue;
    files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class TranscriptSocketTest : public ::testing::TestWithParam<std::tuple<std::string, PollerKind>> {
};

TEST_P(TranscriptSocketTest, SaysTheSame) {
  const auto& [path, poller] = GetParam();
  const auto transcript = transcript::ParseTranscript(ReadFile(path));
  ASSERT_TRUE(transcript.ok()) << transcript.status();
  unsigned seed = 0;
  for (char c : path) seed = seed * 31 + static_cast<unsigned char>(c);
  for (const size_t piece_max : {1, 7, 600}) {
    SCOPED_TRACE(absl::StrCat("pieces of 1 to ", piece_max, " bytes"));
    PlayOverSockets(*transcript, poller, piece_max, seed);
    if (HasFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(All, TranscriptSocketTest,
                         ::testing::Combine(::testing::ValuesIn(Files()),
                                            ::testing::Values(PollerKind::kSelect,
                                                              PollerKind::kEpoll)),
                         [](const auto& info) {
                           const std::string path = std::get<0>(info.param).substr(sizeof(kFolder));
                           const std::string stem = path.substr(0, path.size() - 4);
                           return absl::StrCat(absl::StrReplaceAll(stem, {{"/", "_"}, {"-", "_"}}),
                                               "_", PollerKindName(std::get<1>(info.param)));
                         });

}  // namespace
}  // namespace irc

// Every transcript over real sockets, on both pollers: net/testing/socket_player.h says how.
#include <algorithm>
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
// What the core does with the results of mechanisms that the shell runs with true keys and
// certificates: cmd/accounts_test.py has the whole way.
constexpr absl::string_view kOfTheCoreAlone = "testdata/transcripts/sasl/";

std::vector<std::string> Files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kFolder)) {
    const std::string path = entry.path().string();
    if (absl::StartsWith(path, kOfTheCoreAlone) || entry.path().extension() != ".txt") continue;
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

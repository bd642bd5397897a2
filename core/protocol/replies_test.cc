// Every row of the tables of numerics and of standard replies is in a transcript, and is called
// with the parameters of its type.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <type_traits>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/protocol/numerics.h"
#include "core/protocol/standard_replies.h"

namespace irc {
namespace {

// Whether `reply`, a constant of either table, can be called with arguments of these types.
template <typename... Args>
constexpr bool Takes(const auto& reply) {
  return std::is_invocable_v<decltype(reply), Args...>;
}

static_assert(Takes<>(kErrNoMotd) && !Takes<absl::string_view>(kErrNoMotd));
static_assert(Takes<SafeParam>(kErrNoSuchNick) && !Takes<>(kErrNoSuchNick));
static_assert(!Takes<absl::string_view>(kErrNoSuchNick), "text of a client is a SafeParam");
static_assert(!Takes<SafeParam, SafeParam>(kErrNoSuchNick));
static_assert(!Takes<absl::string_view>(kRplLuserOp), "a text is no number");
static_assert(Takes<int>(kFailMultilineBytes) && !Takes<absl::string_view>(kFailMultilineBytes));

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The text of all transcripts.
std::string EverythingSaid() {
  std::string said;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("testdata/transcripts")) {
    if (entry.path().extension() == ".txt") absl::StrAppend(&said, ReadFile(entry.path().string()));
  }
  return said;
}

TEST(StandardReplies, EachIsShown) {
  const std::string table = ReadFile("core/protocol/standard_replies.cc");
  const std::string said = EverythingSaid();
  const std::regex row(R"re(\{\s*"([A-Z]+)",\s*"([A-Z_0-9]+)")re");
  size_t rows = 0;
  for (std::sregex_iterator at(table.begin(), table.end(), row), end; at != end; ++at, ++rows) {
    const std::string reply = absl::StrCat("FAIL ", (*at)[1].str(), " ", (*at)[2].str(), " ");
    EXPECT_TRUE(absl::StrContains(said, reply)) << reply << "is in no transcript";
  }
  EXPECT_GT(rows, 5u) << "the table was not understood";
}

TEST(Numerics, EachIsShown) {
  const std::string table = ReadFile("core/protocol/numerics.cc");
  const std::string said = EverythingSaid();
  const std::regex row(R"re(Numeric<[^;]*?> (k\w+)\{\s*(\d+))re");
  size_t rows = 0;
  for (std::sregex_iterator at(table.begin(), table.end(), row), end; at != end; ++at, ++rows) {
    std::string code = (*at)[2].str();
    code.insert(0, 3 - code.size(), '0');
    const std::regex line(absl::StrCat(":[^ ]+ ", code, " "));
    EXPECT_TRUE(std::regex_search(said, line))
        << (*at)[1] << " (" << code << ") is in no transcript";
  }
  EXPECT_GT(rows, 100u) << "the table was not understood";
}

// Most of the core includes these headers, so a text in them would compile most of it again.
TEST(Tables, TheHeadersHaveNoTexts) {
  for (const char* const header :
       {"core/protocol/numerics.h", "core/protocol/standard_replies.h"}) {
    const std::string text = ReadFile(header);
    ASSERT_TRUE(absl::StrContains(text, "extern const ")) << header;
    EXPECT_FALSE(absl::StrContains(text, "inline constexpr ")) << header;
  }
}

}  // namespace
}  // namespace irc

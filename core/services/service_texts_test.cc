// No sentence that a service says is outside core/texts: all conversations of testdata/transcripts
// are held with a server that has a mark at the beginning of each of its texts.
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/services/service_facts.h"
#include "core/testing/conversations.h"
#include "core/texts/texts.h"
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

// Whether the line is a notice of a service to a client without the mark.
bool IsUnmarked(absl::string_view line) {
  for (const ServiceRow& service : Services()) {
    const std::string source = absl::StrCat(":", service.nick, "!", service.nick, "@");
    const size_t at = line.find(source);
    if (at == absl::string_view::npos || !absl::StrContains(line.substr(0, at), "<")) continue;
    const size_t notice = line.find(" NOTICE ", at);
    if (notice == absl::string_view::npos) continue;
    const size_t text = line.find(" :", notice);
    return text == absl::string_view::npos || !absl::StartsWith(line.substr(text + 2), kMark);
  }
  return false;
}

TEST(ServiceTexts, AreAllInTheTables) {
  std::set<std::string> unmarked;
  HoldConversations([](absl::string_view text) { return absl::StrCat(ConfigLine(), text); },
                    [&](const std::vector<std::string>& lines) {
                      for (const std::string& line : lines) {
                        if (IsUnmarked(line)) unmarked.insert(line);
                      }
                    });
  for (const std::string& line : unmarked) ADD_FAILURE() << line;
}

}  // namespace
}  // namespace irc

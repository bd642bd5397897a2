// Where the operator has named the services, no text that a client reads has their own names: all
// conversations of testdata/transcripts are held with a server whose services have other ones.
#include <array>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/services/service_facts.h"
#include "core/testing/conversations.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

constexpr std::array kOtherNames = {"C5", "G5", "H5", "M5", "N5", "O5"};

// The text with the other names in the place of the own ones, but not of commands such as NICKSERV.
std::string Renamed(absl::string_view text) {
  std::string renamed(text);
  for (size_t i = 0; i < Services().size(); ++i) {
    const std::string lower = absl::AsciiStrToLower(Services()[i].nick);
    absl::StrReplaceAll({{Services()[i].nick, kOtherNames[i]}, {lower, kOtherNames[i]}}, &renamed);
  }
  return renamed;
}

std::string ConfigLine() {
  std::string names;
  for (size_t i = 0; i < Services().size(); ++i) {
    absl::StrAppend(&names, i == 0 ? "" : ",", "\"", Services()[i].nick, "=", kOtherNames[i], "\"");
  }
  return absl::StrCat("config services.names=[", names, "]\n");
}

// The inputs of the transcript for such a server.
std::string InputsOf(absl::string_view text) {
  std::string inputs = ConfigLine();
  bool is_output = false;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    is_output = !line.empty() && (is_output || line == "----");
    if (!is_output || line == "----") absl::StrAppend(&inputs, Renamed(line), "\n");
  }
  return inputs;
}

TEST(ServiceNames, AreTheOnesThatTheOperatorHasGiven) {
  HoldConversations(InputsOf, [](const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      const std::string name = line.substr(0, line.find(' '));
      if (absl::EndsWith(name, "<") && Renamed(line) != line) ADD_FAILURE() << line;
    }
  });
}

TEST(ServiceNames, ArePutInThePlaceOfMarks) {
  const ServiceNames names = {.names = {"NickServ=N", "chanserv=C"}};
  EXPECT_EQ(WithServiceNames("$NickServ, $ChanServ and $MemoServ: $$NickServ 5$", names),
            "N, C and MemoServ: $N 5$");
}

// No page has a name that is not a mark.
TEST(ServiceNames, AreMarksInThePages) {
  const auto without_marks = [](absl::string_view text) {
    std::string rest(text);
    for (const ServiceRow& row : Services()) {
      absl::StrReplaceAll({{absl::StrCat("$", row.nick), ""}}, &rest);
    }
    return rest;
  };
  for (const ServiceRow& service : Services()) {
    EXPECT_EQ(Renamed(service.help), service.help);
    for (const ServiceCommand& row : service.commands) {
      EXPECT_EQ(Renamed(row.syntax), row.syntax);
      EXPECT_EQ(Renamed(without_marks(row.help)), without_marks(row.help)) << row.name;
    }
  }
}

}  // namespace
}  // namespace irc

// The pages of the services are complete: every row explains itself, and has a conversation that
// shows it.
#include "core/services/service_facts.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using Words = std::vector<absl::string_view>;

// "NickServ INFO" for a line to a service; empty: it is none.
std::string CommandIn(absl::string_view line) {
  Words words = absl::StrSplit(line, ' ', absl::SkipEmpty());
  if (!words.empty() && absl::StartsWith(words[0], "@")) words.erase(words.begin());
  if (words.size() < 2) return "";
  const ServiceRow* service = FindServiceOfCommand(words[0], {});
  size_t name = 1;
  const bool is_message =
      absl::EqualsIgnoreCase(words[0], "PRIVMSG") || absl::EqualsIgnoreCase(words[0], "SQUERY");
  if (is_message && words.size() > 2) {
    service = FindService(words[1], {});
    name = 2;
  }
  if (service == nullptr) return "";
  return absl::StrCat(service->nick, " ",
                      absl::AsciiStrToUpper(absl::StripPrefix(words[name], ":")));
}

// The commands of services that clients send in the transcripts.
std::set<std::string> CommandsSaid() {
  std::set<std::string> said;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("testdata/transcripts")) {
    if (entry.path().extension() != ".txt") continue;
    std::ifstream file(entry.path());
    std::string line;
    while (std::getline(file, line)) {
      const size_t colon = line.find(": ");
      if (colon == std::string::npos || line[0] == '#') continue;
      said.insert(CommandIn(absl::string_view(line).substr(colon + 2)));
    }
  }
  return said;
}

TEST(ServicePages, EveryRowExplainsItself) {
  for (const ServiceRow& service : Services()) {
    for (const ServiceCommand& row : service.commands) {
      SCOPED_TRACE(absl::StrCat(service.nick, " ", row.name));
      EXPECT_TRUE(row.syntax == row.name ||
                  absl::StartsWith(row.syntax, absl::StrCat(row.name, " ")));
      EXPECT_FALSE(absl::StrContains(row.syntax, '\n'));
      EXPECT_TRUE(absl::EndsWith(row.help, "."));
      for (absl::string_view line : absl::StrSplit(row.help, '\n')) EXPECT_LE(line.size(), 100u);
    }
  }
}

TEST(ServicePages, AreSortedSoThatRowsAreFound) {
  for (const ServiceRow& service : Services()) {
    for (size_t i = 1; i < service.commands.size(); ++i) {
      EXPECT_LT(service.commands[i - 1].name, service.commands[i].name);
    }
    for (const ServiceCommand& row : service.commands) {
      EXPECT_EQ(FindServiceCommand(service, absl::AsciiStrToLower(row.name)), &row);
    }
  }
}

TEST(ServicePages, EveryRowHasATranscript) {
  const std::set<std::string> said = CommandsSaid();
  ASSERT_GT(said.size(), 20u) << "the transcripts were not found";
  for (const ServiceRow& service : Services()) {
    for (const ServiceCommand& row : service.commands) {
      EXPECT_TRUE(said.contains(absl::StrCat(service.nick, " ", row.name)))
          << service.nick << " " << row.name << " has no transcript";
    }
  }
}

}  // namespace
}  // namespace irc

#include "core/conn/line_facts.h"

#include <string>
#include <vector>

#include "core/commands/command_facts.h"
#include "core/services/service_facts.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

TEST(FactsOf, TellsWhatTheTableSays) {
  for (const CommandFacts& row : Commands()) {
    const std::string line = std::string(row.name) + " a b";
    const LineFacts facts = FactsOf(line);
    EXPECT_EQ(facts.error, std::nullopt);
    EXPECT_EQ(facts.parsed.command, row.name);
    ASSERT_TRUE(facts.command.has_value()) << row.name;
    EXPECT_LT(*facts.command, CommandCount());
    EXPECT_EQ(CommandName(*facts.command), row.name);
    EXPECT_EQ(facts.price.tokens, row.flood_cost) << row.name;
    EXPECT_EQ(facts.may_hold_secret,
              row.secret_param >= 0 || FindServiceOfCommand(row.name, {}) != nullptr)
        << row.name;
  }
}

TEST(FactsOf, ALineCostsWhatItCauses) {
  const auto cost = [](absl::string_view line) { return int{FactsOf(line).price.tokens}; };
  EXPECT_EQ(cost("JOIN #a"), 2);
  EXPECT_EQ(cost("JOIN #a,#b,#c,#d k,l,m,n"), 2);
  EXPECT_EQ(cost("JOIN #a,#b,#c,#d,#e"), 3) << "a token for every four further channels";
  EXPECT_EQ(cost("JOIN #a k,l,m,n,o,p"), 2) << "but not for keys";
  EXPECT_EQ(cost("KICK #c a,b,c"), 4);
  EXPECT_EQ(cost("PRIVMSG a,b,c,d :x,y"), 4);
  EXPECT_EQ(cost("PRIVMSG a :x,y"), 1);
  EXPECT_EQ(cost("NAMES #a,#a"), 3);
  EXPECT_EQ(cost("JOIN " + std::string(400, ',')), 102);
  EXPECT_EQ(cost("NAMES " + std::string(400, ',')), 255);
  EXPECT_EQ(cost("MODE me +i"), 1);
  EXPECT_EQ(cost("MODE me"), 1);
  EXPECT_EQ(cost("mode me -x+x"), 10) << "everybody sees the user leave and come back";
  EXPECT_EQ(cost("MODE #c +x"), 1);
  EXPECT_EQ(cost("PRIVMSG *playback :PLAY *"), cost("CHATHISTORY LATEST #c * 9"));
  EXPECT_EQ(cost("PRIVMSG *playback,*PLAYBACK,a :PLAY *"), 3 + 4 + 4);
  EXPECT_EQ(cost("LIST *a*,*b*,*c*"), 7);
  EXPECT_EQ(cost("METADATA * SUBS"), 2);
  EXPECT_EQ(cost("METADATA #c sync"), 10);
}

TEST(FactsOf, QuestionsAboutOneChannelOrConversationAreQueries) {
  const auto kind = [](absl::string_view line) { return FactsOf(line).price.kind; };
  for (const char* line :
       {"MODE #c", "mode #c +b", "MODE #c b", "WHO #c", "WHO #c %tcnf,42", "NAMES #c", "TOPIC #c",
        "MARKREAD #c", "MARKREAD bob timestamp=*", "CHATHISTORY LATEST #c * 50",
        "CHATHISTORY TARGETS timestamp=a timestamp=b 50", "METADATA #c LIST", "METADATA #c get url",
        "PRIVMSG *playback :PLAY #c", "ZNC *playback PLAY #c"}) {
    EXPECT_EQ(kind(line), LineKind::kQuery) << line;
  }
  for (const char* line : {"JOIN #c", "JOIN #c,#d", "join 0"}) {
    EXPECT_EQ(kind(line), LineKind::kJoin) << line;
  }
  for (const char* line :
       {"MODE #c +be", "MODE #c +b a!*@*", "MODE #c,#d", "MODE me", "WHO *", "WHO bob", "WHO",
        "WHO #c,#d", "NAMES", "NAMES #c,#d", "TOPIC #c :new", "METADATA #c SYNC",
        "METADATA #c SET url :x", "PRIVMSG *playback,#c :PLAY #c", "PRIVMSG #c :hi", "LIST",
        "PART #c", "PING x", "ZNC *status help"}) {
    EXPECT_EQ(kind(line), LineKind::kOrdinary) << line;
  }
}

TEST(FactsOf, UnknownCommandsCostSomethingAndHideNothing) {
  const LineFacts facts = FactsOf("NONSENSE x");
  EXPECT_EQ(facts.command, std::nullopt);
  EXPECT_EQ(facts.price.tokens, 1);
  EXPECT_EQ(facts.price.kind, LineKind::kOrdinary);
  EXPECT_FALSE(facts.may_hold_secret);
}

TEST(FactsOf, RefusedLines) {
  EXPECT_EQ(FactsOf("  ").error, ParseError::kEmpty);
  EXPECT_FALSE(FactsOf("  ").may_hold_secret);
  EXPECT_EQ(FactsOf(absl::string_view("PASS a\0b", 8)).error, ParseError::kNul);
  EXPECT_TRUE(FactsOf(absl::string_view("PASS a\0b", 8)).may_hold_secret);
}

TEST(FactsOf, KnowsTheOtherNamesOfServices) {
  const ServiceNames names = {.aliases = {"Q=NickServ"}, .names = {}, .disabled = {}};
  for (const char* line : {"Q :IDENTIFY sesame", "PRIVMSG q :IDENTIFY sesame"}) {
    EXPECT_TRUE(FactsOf(line, names).may_hold_secret) << line;
    EXPECT_FALSE(FactsOf(line).may_hold_secret) << line;
  }
  EXPECT_FALSE(FactsOf("Q x", names).command.has_value());
}

}  // namespace
}  // namespace irc

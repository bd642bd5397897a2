#include "core/texts/texts.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/texts/common.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr AnswerText<2> kMoves{{"kMoves", "{nick} goes from {old} to {old}"}};
static_assert(CountValues(kMoves.row.english) == 2);
static_assert(CountValues("{a} {ab} {b} {a}") == 3);
static_assert(CountValues("none") == 0);

TEST(AnswerText, HasItsValuesInTheirPlaces) {
  EXPECT_EQ(FillText({}, kMoves, "ann", 7), "ann goes from 7 to 7");
  EXPECT_EQ(FillText({.texts = {"kMoves={old}: {nick}"}}, kMoves, "ann", 7), "7: ann");
  EXPECT_EQ(FillText({.texts = {"kMove=x", "kMovesOn=x"}}, kMoves, "ann", 7),
            "ann goes from 7 to 7");
}

TEST(AnswerText, NamesServicesAsTheOperatorDoes) {
  constexpr AnswerText<1> kAsk{{"kAsk", "ask $NickServ about {nick}"}};
  EXPECT_EQ(FillText({.names = {"NickServ=N"}}, kAsk, "$NickServ"), "ask N about $NickServ")
      << "what a user writes is no mark";
}

TEST(AnswerText, HasTwoForms) {
  constexpr CountedText<1> kMany{{{"kManyOne", "{count} user"}}, {{"kMany", "{count} users"}}};
  EXPECT_EQ(FillText({}, kMany.Of(0), 0), "0 users");
  EXPECT_EQ(FillText({}, kMany.Of(1), 1), "1 user");
  EXPECT_EQ(FillText({}, kMany.Of(2), 2), "2 users");
}

struct PlacedText {
  absl::string_view page;
  absl::string_view name;
};

// The rows of all pages, each in the file that has it.
constexpr PlacedText kPlaced[] = {
#define TEXT(name, english) {__FILE__, #name},
#define TEXT_OF_COUNT(name, one, many) {__FILE__, #name},
#include "core/texts/pages/all.inc"
#undef TEXT
#undef TEXT_OF_COUNT
};

TEST(Texts, AreSortedByNameOnEachPage) {
  std::set<absl::string_view> pages;
  const PlacedText* before = nullptr;
  for (const PlacedText& text : kPlaced) {
    pages.insert(text.page);
    EXPECT_TRUE(text.name.size() > 1 && text.name[0] == 'k' && absl::ascii_isupper(text.name[1]))
        << text.name;
    if (before != nullptr && before->page == text.page) {
      EXPECT_LT(before->name, text.name);
    }
    before = &text;
  }
  EXPECT_GT(pages.size(), 1u) << "the compiler names the page of a row";
}

TEST(Texts, HaveNamesOfTheirOwn) {
  std::set<std::string> names;
  for (const NamedText& row : AllTexts()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name << " is there twice";
    EXPECT_THAT(MistakesOfTexts({absl::StrCat(row.name, "=x")}), IsEmpty());
  }
}

// What services pass on of a refusal is found by its English words, so no two texts may have them.
TEST(Texts, AreOneForEachRefusal) {
  std::set<absl::string_view> refusals;
#define TEXT(name, english) EXPECT_TRUE(refusals.insert(english).second) << english;
#include "core/texts/pages/refusals.inc"
#undef TEXT
  for (absl::string_view refusal : refusals) {
    size_t found = 0;
    for (const NamedText& row : AllTexts()) found += row.english == refusal;
    EXPECT_EQ(found, 1u) << refusal;
  }
}

TEST(Texts, OfAFileAreTheOnesOfTheServer) {
  ServiceNames services;
  size_t comments = 0;
  for (absl::string_view line : absl::StrSplit(TextsFile(), '\n', absl::SkipEmpty())) {
    if (absl::StartsWith(line, "#")) {
      ++comments;
    } else {
      services.texts.emplace_back(line);
    }
  }
  EXPECT_GT(comments, 0u);
  EXPECT_EQ(services.texts.size(), AllTexts().size());
  EXPECT_THAT(MistakesOfTexts(services.texts), IsEmpty());
  const ServiceRow& service = Services().front();
  for (const ServiceCommand& command : service.commands) {
    EXPECT_EQ(HelpText(services, service, &command), HelpText({}, service, &command));
    EXPECT_EQ(SyntaxText(services, service, command), command.syntax);
  }
}

TEST(Texts, OfAServiceAreNamedByItsNickInTheTables) {
  const ServiceRow& service = Services().front();
  const ServiceCommand& command = service.commands.front();
  ServiceRow named = service;
  named.nick = "Kanaele";
  const ServiceNames services{
      .texts = {absl::StrCat("help.", service.nick, ".", command.name, "=Hilfe"),
                absl::StrCat("syntax.", service.nick, ".", command.name, "=<Kanal>")}};
  EXPECT_EQ(HelpText(services, named, &command), "Hilfe");
  EXPECT_EQ(SyntaxText(services, named, command), "<Kanal>");
}

TEST(Texts, AreRefusedWithAReason) {
  const auto mistakes = [](const std::vector<std::string>& texts) {
    std::vector<std::string> sentences;
    for (const TextMistake& mistake : MistakesOfTexts(texts)) {
      sentences.push_back(absl::StrCat(mistake.index, ": ", mistake.sentence));
    }
    return sentences;
  };
  EXPECT_THAT(mistakes({"kNoAccount=Kein Konto {account}", "help.ChanServ.OP=a\\nb"}), IsEmpty());
  EXPECT_THAT(mistakes({"kNoAccount={account}, {account}", "kNoCommand=Nein"}), IsEmpty());
  const std::string unknown = "is not the name of a text; `ircserv --texts` prints them";
  EXPECT_THAT(mistakes({"kNoAccount", "kNothing=x", "=x"}),
              ElementsAre("0: \"kNoAccount\" needs '=' and other words behind the name",
                          "1: \"kNothing\" " + unknown, "2: \"\" " + unknown));
  EXPECT_THAT(mistakes({"kNoAccount=Gr\xc3\xbc\xc3\x9f"
                        "e"}),
              IsEmpty());
  EXPECT_THAT(mistakes({"kNoAccount=Gr\xfc\xdf"
                        "e"}),
              ElementsAre("0: \"kNoAccount\" has words that are not UTF-8"));
  EXPECT_THAT(mistakes({"kNoAccount=a", "kNoAccount=b"}),
              ElementsAre("1: \"kNoAccount\" is there twice"));
  EXPECT_THAT(mistakes({"kNoAccount="}), ElementsAre("0: \"kNoAccount\" has no words"));
  EXPECT_THAT(mistakes({absl::StrCat("kNoAccount=", std::string(2000, 'x'))}), IsEmpty());
  EXPECT_THAT(mistakes({absl::StrCat("kNoAccount=", std::string(2001, 'x'))}),
              ElementsAre("0: \"kNoAccount\" has more than 2000 bytes"));
  EXPECT_THAT(mistakes({"kNoAccount=a\nb"}),
              ElementsAre("0: \"kNoAccount\" has a control character"));
  for (const char* words : {"{account", "account}", "}{", "{{account}}"}) {
    EXPECT_THAT(mistakes({absl::StrCat("kNoAccount=", words)}),
                ElementsAre("0: \"kNoAccount\" has a brace that is not in a pair"));
  }
  EXPECT_THAT(mistakes({"kNoAccount={nick}"}),
              ElementsAre("0: \"kNoAccount\" has the value {nick}, which is not in "
                          "\"There is no account {account}\""));
}

}  // namespace
}  // namespace irc

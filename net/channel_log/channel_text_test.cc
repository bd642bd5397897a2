#include "net/channel_log/channel_text.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

const absl::Time kNoon = absl::FromUnixSeconds(1'796'040'000);  // 2026-11-30 12:00:00

ChannelLine Line(std::string command, std::vector<std::string> params,
                 std::string source = "alice!al@example.org") {
  return {.time = kNoon,
          .channel = "#C",
          .folded = "#c",
          .command = std::move(command),
          .source = std::move(source),
          .account = "",
          .msgid = "",
          .params = std::move(params)};
}

TEST(FolderOfChannel, KeepsWhatIsSafeAndEscapesTheRest) {
  EXPECT_EQ(FolderOfChannel("#channel"), "#channel");
  EXPECT_EQ(FolderOfChannel("#a/../b"), "#a%2F..%2Fb");
  EXPECT_EQ(FolderOfChannel("#a%2fb"), "#a%252fb");
  EXPECT_EQ(FolderOfChannel("#a*?\\|"), "#a%2A%3F%5C%7C");
  EXPECT_EQ(FolderOfChannel("#\x02:~"), "#%02%3A%7E");
  EXPECT_EQ(FolderOfChannel("#caf\xc3\xa9"), "#caf\xc3\xa9");
  EXPECT_EQ(FolderOfChannel("#caf\xe9"), "#caf%E9") << "not UTF-8";
}

TEST(FolderOfChannel, FitsIntoANameOfAFile) {
  const std::string longest(400, '*');
  EXPECT_LE(FolderOfChannel(longest).size(), 255u);
  EXPECT_NE(FolderOfChannel(longest), FolderOfChannel(longest + "*"));
  EXPECT_EQ(FolderOfChannel(std::string(240, 'a')), std::string(240, 'a'));
}

RC_GTEST_PROP(FolderOfChannel, TwoChannelsNeverHaveTheSame, ()) {
  const auto byte = rc::gen::element('a', '%', '~', '2', 'F', '/', '\xc3', '\xa9', '*');
  const std::string a = *rc::gen::container<std::string>(byte);
  const std::string b = *rc::gen::container<std::string>(byte);
  RC_ASSERT((FolderOfChannel(a) == FolderOfChannel(b)) == (a == b));
  const std::string folder = FolderOfChannel(a);
  RC_ASSERT(folder.find('/') == std::string::npos && folder.size() <= 255);
}

TEST(FileOfDay, IsThatOfTheDayInUtc) {
  EXPECT_EQ(FileOfDay(kNoon, false), "2026-11-30.log");
  EXPECT_EQ(FileOfDay(kNoon, true), "2026-11-30.jsonl");
  EXPECT_EQ(FileOfDay(kNoon + absl::Hours(12) - absl::Milliseconds(1), false), "2026-11-30.log");
  EXPECT_EQ(FileOfDay(kNoon + absl::Hours(12), false), "2026-12-01.log");
}

TEST(TextOf, IsForPeople) {
  const auto text = [](const ChannelLine& line) { return TextOf(line); };
  EXPECT_EQ(text(Line("PRIVMSG", {"hello"})), "12:00:00 <alice> hello\n");
  EXPECT_EQ(text(Line("PRIVMSG", {"\x01"
                                  "ACTION waves\x01"})),
            "12:00:00 * alice waves\n");
  EXPECT_EQ(text(Line("NOTICE", {"hello"})), "12:00:00 -alice- hello\n");
  EXPECT_EQ(text(Line("JOIN", {})), "12:00:00 --> alice (al@example.org) has joined\n");
  EXPECT_EQ(text(Line("PART", {})), "12:00:00 <-- alice (al@example.org) has left\n");
  EXPECT_EQ(text(Line("PART", {"bye"})), "12:00:00 <-- alice (al@example.org) has left: bye\n");
  EXPECT_EQ(text(Line("QUIT", {"Quit"})), "12:00:00 <-- alice (al@example.org) has quit: Quit\n");
  EXPECT_EQ(text(Line("KICK", {"bob", "spam"})), "12:00:00 <-- alice has kicked bob: spam\n");
  EXPECT_EQ(text(Line("NICK", {"al"})), "12:00:00 --- alice is now known as al\n");
  EXPECT_EQ(text(Line("TOPIC", {"new"})), "12:00:00 --- alice has set the topic: new\n");
  EXPECT_EQ(text(Line("TOPIC", {""})), "12:00:00 --- alice has removed the topic\n");
  EXPECT_EQ(text(Line("MODE", {"+ov", "bob", "eve"})),
            "12:00:00 --- alice sets mode +ov bob eve\n");
  EXPECT_EQ(text(Line("MODE", {"-R"}, "")), "12:00:00 --- the server sets mode -R\n");
  EXPECT_EQ(text(Line("INVITE", {"bob"})), "12:00:00 --- alice INVITE bob\n");
  EXPECT_EQ(text(Line("RENAME", {"#a", "#b", "moved"})),
            "12:00:00 --- alice has renamed the channel from #a to #b: moved\n");
  EXPECT_EQ(
      text(Line("REDACT", {"id", "bob", "2026-11-30T11:59:00.000Z", "spam"})),
      "12:00:00 --- alice has removed the message of bob of 2026-11-30T11:59:00.000Z: spam\n");
}

TEST(TextOf, HasNoControlCharacters) {
  EXPECT_EQ(TextOf(Line("PRIVMSG", {"\x02"
                                    "b\x0f \x03"
                                    "4,12red\x03, \x1b[31m\x7f\xc2\x9b"
                                    "0m"})),
            "12:00:00 <alice> b red, [31m0m\n");
  EXPECT_EQ(TextOf(Line("PRIVMSG", {"\x03"
                                    "12,text"})),
            "12:00:00 <alice> ,text\n");
}

TEST(JsonOf, HasEverything) {
  ChannelLine line = Line("PRIVMSG", {"say \"hi\"\x02"});
  line.account = "Alice";
  line.msgid = "m1";
  const std::string text = JsonOf(line);
  EXPECT_EQ(text.back(), '\n');
  EXPECT_EQ(nlohmann::json::parse(text), (nlohmann::json{{"time", "2026-11-30T12:00:00.000Z"},
                                                         {"channel", "#C"},
                                                         {"command", "PRIVMSG"},
                                                         {"source", "alice!al@example.org"},
                                                         {"account", "Alice"},
                                                         {"msgid", "m1"},
                                                         {"params", {"say \"hi\"\x02"}}}));
  EXPECT_EQ(JsonOf(Line("PART", {})),
            "{\"time\":\"2026-11-30T12:00:00.000Z\",\"channel\":\"#C\",\"command\":\"PART\","
            "\"source\":\"alice!al@example.org\",\"params\":[]}\n");
}

RC_GTEST_PROP(JsonOf, IsOneObjectAndOneLine, (const std::string& text)) {
  const std::string json = JsonOf(Line("PRIVMSG", {text}));
  RC_ASSERT(json.find('\n') == json.size() - 1);
  RC_ASSERT(nlohmann::json::parse(json)["params"].size() == 1u);
}

}  // namespace
}  // namespace irc

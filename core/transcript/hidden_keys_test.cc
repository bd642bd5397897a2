#include "core/transcript/hidden_keys.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/protocol/utf8.h"
#include "core/testing/plain_hash.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace transcript {
namespace {

const HiddenKeys& Keys() {
  static const auto* const keys = new HiddenKeys(PlainHash);
  return *keys;
}

std::string Received(std::string line) {
  Keys().HideInReceived(line);
  return line;
}

std::string Sent(std::string line) {
  Keys().HideInSent(line);
  return line;
}

// `line` with what stands for the keys "sesame" and "open" in the place of <1> and <2>.
std::string With(absl::string_view line) {
  return absl::StrReplaceAll(line,
                             {{"<1>", Keys().Hidden("sesame")}, {"<2>", Keys().Hidden("open")}});
}
std::string Plain(absl::string_view line) {
  return absl::StrReplaceAll(line, {{"<1>", "sesame"}, {"<2>", "open"}});
}

TEST(HiddenKeys, InWhatClientsSend) {
  ASSERT_NE(Keys().Hidden("sesame"), "sesame");
  for (const char* line :
       {"JOIN #c <1>", "join  #c,#d  <1>,<2>", "JOIN #c,#d ,<2>", "JOIN #c :<1>", "JOIN #c <1> <2>",
        "@label=1 :me JOIN #c <1>", "SAJOIN bob #c <1>", "MODE #c +k <1>", "MODE #c k <1>",
        "MODE #c -k <1>", "MODE #c +lk 5 <1>", "MODE #c +okb-k bob <1> *!*@* <2>",
        "MODE #c +kk <1> <2>", "MODE #c +k <1> <2>", "mode #c +k :<1>", "SAMODE #c +k <1>"}) {
    EXPECT_EQ(Received(Plain(line)), With(line));
  }
}

TEST(HiddenKeys, InWhatIsKept) {
  Row row = ChannelModesRow{.channel = {1}, .flags = "nt", .key = "sesame", .forward = "#d"};
  Keys().HideInRow(row);
  EXPECT_EQ(row,
            Row(ChannelModesRow{
                .channel = {1}, .flags = "nt", .key = Keys().Hidden("sesame"), .forward = "#d"}));
}

TEST(HiddenKeys, InWhatTheServerSends) {
  for (const char* line :
       {":bob!b@h MODE #c +k <1>", "@time=x;batch=1 :bob!b@h MODE #c +lk-o 5 <1> alice",
        ":irc.local 324 bob #c +ntlk 5 <1>", ":irc.local 324 bob #c +fk #d <1>",
        ":ChanServ!ChanServ@irc.local NOTICE bob :The key of #c is <1>"}) {
    EXPECT_EQ(Sent(Plain(line)), With(line));
  }
}

TEST(HiddenKeys, NothingElseChanges) {
  for (const char* line :
       {"", " ", "JOIN", "JOIN sesame", "JOIN 0", "MODE #c", "MODE #c +k", "MODE #c +b sesame",
        "MODE #c +l-k 5", "MODE bob +k sesame", "MODE bob +s +kc", "PRIVMSG #c :JOIN #c sesame",
        "PART #c sesame", "TOPIC #c :MODE #c +k sesame", "SAJOIN sesame #c",
        "KICK #c bob :sesame"}) {
    EXPECT_EQ(Received(line), line);
  }
  for (const char* line :
       {":bob!b@h JOIN #c sesame", ":bob!b@h MODE bob :+i", ":bob!b@h MODE #c -k *",
        ":irc.local 324 bob #c +nt", ":irc.local 324 bob #c +lk 5",
        ":irc.local 325 bob #c +k sesame", ":bob!b@h PRIVMSG #c :MODE #c +k sesame"}) {
    EXPECT_EQ(Sent(line), line);
  }
}

// Also in a line that the server refuses, which stays one.
TEST(HiddenKeys, ARefusedLineStaysRefused) {
  const std::string word(600, 's');
  const std::string line = Received(absl::StrCat("JOIN #c ", word));
  EXPECT_EQ(line.size(), 608u);
  EXPECT_FALSE(absl::StrContains(line, "ssss"));
  const std::string nul = Received(std::string("JOIN #c ses\0ame", 15));
  EXPECT_EQ(nul.size(), 15u);
  EXPECT_EQ(nul[11], '\0');
  EXPECT_FALSE(absl::StrContains(nul, "ses"));
}

TEST(HiddenKeys, TwoKeysNeverBecomeOne) {
  std::set<std::string> hidden;
  size_t count = 0;
  for (int a = 0x21; a < 0x7f; ++a) {
    for (int b = 0x20; b < 0x7f; ++b) {
      std::string key(1, static_cast<char>(a));
      if (b > 0x20) key.push_back(static_cast<char>(b));
      hidden.insert(Keys().Hidden(key));
      ++count;
    }
  }
  for (int a = 0x80; a < 0x100; ++a) {  // not UTF-8 but for 30 * 64 of them
    for (int b = 0x80; b < 0x100; ++b) {
      hidden.insert(Keys().Hidden({std::string{static_cast<char>(a), static_cast<char>(b)}}));
      ++count;
    }
  }
  EXPECT_EQ(hidden.size(), count);
}

TEST(HiddenKeys, TheSecretDecides) {
  const HiddenKeys others(
      [](absl::string_view text) { return PlainHash(absl::StrCat("x", text)); });
  EXPECT_EQ(Keys().Hidden("sesame"), Keys().Hidden("sesame"));
  EXPECT_NE(Keys().Hidden("sesame"), others.Hidden("sesame"));
}

// The bytes of which the validity of a key depends: control characters, spaces, ',' and ':'.
std::string Shape(absl::string_view key) {
  std::string shape;
  for (const char c : key) {
    const auto byte = static_cast<unsigned char>(c);
    shape.push_back(byte <= 0x20 || byte == 0x7f || c == ',' || c == ':' ? c : 'x');
  }
  return shape;
}

RC_GTEST_PROP(HiddenKeys, TheFormOfAKeyStays, ()) {
  const std::string key = *rc::gen::oneOf(
      rc::gen::arbitrary<std::string>(),
      rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                       "a", "~", ":", ",", " ", "\x01", "\xc2\x80", "\xc3\xa9", "\xdf\xbf",
                       "\xe0\xa0\x80", "\xe2\x82\xac", "\xed\x9f\xbf", "\xee\x80\x80",
                       "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "\xff")),
                   [](const std::vector<std::string>& parts) {
                     std::string text;
                     for (const std::string& part : parts) text += part;
                     return text;
                   }));
  const std::string hidden = Keys().Hidden(key);
  RC_ASSERT(Shape(hidden) == Shape(key));
  RC_ASSERT(IsValidUtf8(hidden) == IsValidUtf8(key));
}

}  // namespace
}  // namespace transcript
}  // namespace irc

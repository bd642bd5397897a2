#include "core/protocol/unicode/precis.h"

#include <unicode/utf8.h>

#include <string>
#include <vector>

#include "core/protocol/glob.h"
#include "core/protocol/names.h"
#include "core/protocol/unicode/confusables.h"
#include "core/protocol/utf8.h"
#include "core/testing/naive_match.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr Casemapping kPrecis = Casemapping::kPrecis;

TEST(FoldUnicode, FoldsCaseWidthAndComposition) {
  EXPECT_EQ(FoldUnicode("ÉVAN"), "évan");
  EXPECT_EQ(FoldUnicode("e\u0301van"), "évan");
  EXPECT_EQ(FoldUnicode("E\u0301van"), "évan");
  EXPECT_EQ(FoldUnicode("Ａlice１"), "alice1");
  EXPECT_EQ(FoldUnicode("ｶﾞ"), "ガ");
  EXPECT_EQ(FoldUnicode("МИР"), "мир");
  EXPECT_EQ(FoldUnicode("İx"), "i\u0307x");
  EXPECT_EQ(FoldUnicode("ẞ"), "ß");
  EXPECT_EQ(FoldUnicode("Ⱥ"), "ⱥ");  // longer than the capital
  EXPECT_EQ(FoldUnicode("\U00010400"), "\U00010428");
  EXPECT_EQ(FoldUnicode("a[]\\^B"), "a[]\\^b");
}

TEST(FoldUnicode, FoldsEachLetterAlone) {
  EXPECT_EQ(FoldUnicode("ΟΔΟΣ"), "οδοσ");
  EXPECT_NE(FoldUnicode("ΟΔΟΣ"), FoldUnicode("οδος"));
}

TEST(FoldUnicode, MakesNoWildcard) {
  EXPECT_EQ(FoldUnicode("a＊b？"), "a＊b？");
  EXPECT_EQ(FoldUnicode("ａ！"), "a!");
}

TEST(FoldUnicode, OfBrokenUtf8FoldsTheAsciiLetters) { EXPECT_EQ(FoldUnicode("A\xff"), "a\xff"); }

// RFC 8264, section 8, RFC 5892, appendix A, and RFC 5893, section 2.
TEST(IsIdentifier, TakesWhatTheClassHas) {
  for (const char* name :
       {"alice",         "Évan",   "e\u0301van", "Ａlice", "Ωmega",     "straße",
        "мир",           "日本語", "한국어",     "ガ",     "ｶﾞ",        "a1",
        "नमस्ते",          "l·l",    "͵α",         "א׳",     "ア・イ",    "क्\u200dष",
        "می\u200cخواهم", "ا٣٤",    "عربي",       "ab1",    "\U00010400"}) {
    EXPECT_TRUE(IsIdentifier(name)) << name;
  }
}

TEST(IsIdentifier, TakesNothingElse) {
  for (const char* name :
       {"",        "\xff", "a b",      "a\tb",     "a\u00a0b",      "😀",   "ﬁx",     "½",
        "²",       "Ⅷ",    "a\u00adb", "a\u200bb", "a\u202eb",      "a·l", "·",      "͵a",
        "a׳",      "a・b", "a\u200db", "a\u200cb", "ا٣۴",           "ـ",   "\u1100", "a\ue000",
        "a\u0378", "a＊",  "\u0301a",  "、",       "\u212bngstrom", "ǅ"}) {
    EXPECT_FALSE(IsIdentifier(name)) << name;
  }
}

TEST(IsIdentifier, ObeysTheBidiRule) {
  EXPECT_TRUE(IsIdentifier("אבג1"));
  EXPECT_FALSE(IsIdentifier("1אבג"));  // begins with a number
  EXPECT_FALSE(IsIdentifier("aאב"));   // both directions
  EXPECT_FALSE(IsIdentifier("אבa"));
  EXPECT_FALSE(IsIdentifier("א1٣"));  // both kinds of numbers
  EXPECT_FALSE(IsIdentifier("אב_"));  // ends with what has no direction
  EXPECT_TRUE(IsIdentifier("א_ב"));
  EXPECT_TRUE(IsIdentifier("אבְ"));  // ends with a mark
}

TEST(IsVisible, KnowsWhatCanNotBeSeen) {
  for (const char* name : {"#c", "#😀", "#日本", "#é", "#½"}) EXPECT_TRUE(IsVisible(name)) << name;
  for (const char* name : {"#\u200b", "#a\u202e", "#a\u00a0", "#\u3000", "#\ue000", "#\u0378",
                           "#\xff", "#\ufe0f", "#\u2028"}) {
    EXPECT_FALSE(IsVisible(name)) << name;
  }
}

TEST(Names, UnderPrecisMayBeOfAllScripts) {
  for (const char* nick : {"alice", "[a]", "Évan", "мир", "日本語", "Ａlice"}) {
    EXPECT_TRUE(IsValidNick(kPrecis, nick, 30)) << nick;
  }
  for (const char* nick : {"1a", "-a", "a~", "a.é", "é~", "é!", "é！", "é#", "１é", "－é", "é,",
                           "😀", "", "a\u200bb", "é:"}) {
    EXPECT_FALSE(IsValidNick(kPrecis, nick, 30)) << nick;
  }
  EXPECT_TRUE(IsValidNick(kPrecis, "éé", 4));
  EXPECT_FALSE(IsValidNick(kPrecis, "éé", 3));
  EXPECT_FALSE(IsValidNick(Casemapping::kAscii, "é", 30));
}

TEST(Names, OfChannelsUnderPrecisAreWhatCanBeSeen) {
  for (const char* name : {"#c", "#É", "#😀", "#日本"}) {
    EXPECT_TRUE(IsValidChannelName(kPrecis, name, 30)) << name;
  }
  for (const char* name :
       {"#", "#a\u200b", "#a，b", "#a：", "#a\u3000b", "＃a", "#\xff", "#\u202e"}) {
    EXPECT_FALSE(IsValidChannelName(kPrecis, name, 30)) << name;
  }
  EXPECT_TRUE(IsValidChannelName(Casemapping::kAscii, "#a，b", 30));
  EXPECT_EQ(Fold(kPrecis, "#É"), Fold(kPrecis, "#é"));
  EXPECT_NE(Fold(Casemapping::kAscii, "#É"), Fold(Casemapping::kAscii, "#é"));
}

TEST(Names, ThatLookAlike) {
  EXPECT_TRUE(LookAlike("evan", "еvan"));  // the second е is Cyrillic
  EXPECT_TRUE(LookAlike("EVAN", "еvan"));
  EXPECT_TRUE(LookAlike("Ivan", "іvan"));
  EXPECT_TRUE(LookAlike("bob", "Вob"));
  EXPECT_TRUE(LookAlike("évan", "е\u0301van"));
  EXPECT_TRUE(LookAlike("evan", "Evan"));
  EXPECT_FALSE(LookAlike("evan", "évan"));
  EXPECT_FALSE(LookAlike("modern", "modem"));  // both ASCII
  EXPECT_FALSE(LookAlike("user1", "userl"));
  EXPECT_TRUE(LookAlike("рaypa1", "paypal"));
  EXPECT_FALSE(LookAlike("\xff", "\xff\xfe"));
}

bool Matches(absl::string_view mask, absl::string_view text) {
  const bool matches = Glob(kPrecis, mask).Matches(GlobText(kPrecis, text));
  EXPECT_EQ(MatchMask(kPrecis, mask, text), matches) << mask << " " << text;
  return matches;
}

TEST(Glob, UnderPrecisFoldsAndCountsCharacters) {
  EXPECT_TRUE(Matches("É*", "évan"));
  EXPECT_TRUE(Matches("e\u0301*", "ÉVAN"));
  EXPECT_FALSE(Matches("e*", "évan"));
  EXPECT_TRUE(Matches("?van", "évan"));
  EXPECT_FALSE(Matches("??van", "évan"));
  EXPECT_TRUE(Matches("*?", "é"));
  EXPECT_FALSE(Matches("*??", "é"));
  EXPECT_FALSE(Matches("?*?", "日"));
  EXPECT_TRUE(Matches("?*?", "日本"));
  EXPECT_TRUE(Matches("*本*", "日本語"));
  EXPECT_TRUE(Matches("???", "日本語"));
  EXPECT_FALSE(Matches("??", "日本語"));
  EXPECT_TRUE(Matches("a＊", "a＊"));
  EXPECT_FALSE(Matches("a＊", "abc"));
  EXPECT_TRUE(Matches("Ａ*", "alice"));
  EXPECT_TRUE(Matches("a?c", "ABC"));
}

std::string Utf8(const std::vector<char32_t>& points) {
  std::string bytes;
  for (char32_t c : points) {
    char each[U8_MAX_LENGTH];
    int32_t size = 0;
    U8_APPEND_UNSAFE(each, size, static_cast<UChar32>(c));
    bytes.append(each, static_cast<size_t>(size));
  }
  return bytes;
}

// Letters with their capitals, forms and marks, and now and then any character.
rc::Gen<std::string> UnicodeText() {
  const auto points = rc::gen::weightedOneOf<char32_t>(
      {{4, rc::gen::inRange<char32_t>('A', 'z' + 1)},
       {4, rc::gen::inRange<char32_t>(0xc0, 0x250)},
       {3, rc::gen::inRange<char32_t>(0x300, 0x346)},
       {4, rc::gen::inRange<char32_t>(0x370, 0x530)},
       {2, rc::gen::inRange<char32_t>(0x1e00, 0x2000)},
       {2, rc::gen::inRange<char32_t>(0xff01, 0xffdc)},
       {2, rc::gen::inRange<char32_t>(0x1100, 0x1200)},
       {1,
        rc::gen::element<char32_t>(0x130, 0x131, 0x345, 0x1e9e, 0x10400, 0x13a0, 0xab70, 0x1f80)},
       {1, rc::gen::inRange<char32_t>(1, 0xd800)},
       {1, rc::gen::inRange<char32_t>(0xe000, 0x110000)}});
  return rc::gen::map(rc::gen::container<std::vector<char32_t>>(points), Utf8);
}

RC_GTEST_PROP(FoldUnicode, IsDoneOnce, ()) {
  const std::string text = *UnicodeText();
  const std::string folded = FoldUnicode(text);
  RC_ASSERT(IsValidUtf8(folded));
  RC_ASSERT(FoldUnicode(folded) == folded);
}

RC_GTEST_PROP(FoldUnicode, OfAsciiIsThatOfTheAsciiMapping, ()) {
  std::string text = *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
  RC_ASSERT(Fold(kPrecis, text) == Fold(Casemapping::kAscii, text));
  RC_ASSERT(FoldUnicode(text) == Fold(Casemapping::kAscii, text).bytes());
  RC_ASSERT(IsValidNick(kPrecis, text, 30) == IsValidNick(Casemapping::kAscii, text, 30));
  RC_ASSERT(IsValidChannelName(kPrecis, text, 30) ==
            IsValidChannelName(Casemapping::kAscii, text, 30));
}

RC_GTEST_PROP(FoldUnicode, OfANameIsAName, ()) {
  // Most characters can be no part of a name, so those that cannot are left out.
  std::string name = "a";
  for (char32_t c : *rc::gen::container<std::vector<char32_t>>(rc::gen::inRange<char32_t>(
           0x80, *rc::gen::element<char32_t>(0x250, 0x530, 0x2000, 0x20000)))) {
    const std::string longer = name + Utf8({c});
    if (IsValidNick(kPrecis, longer, 400)) name = longer;
  }
  RC_ASSERT(IsValidNick(kPrecis, Fold(kPrecis, name).bytes(), 400));
}

RC_GTEST_PROP(LookAlike, HoldsForSpellingsOfAName, ()) {
  const std::string name = *UnicodeText();
  RC_ASSERT(LookAlike(name, FoldUnicode(name)));
}

RC_GTEST_PROP(Glob, UnderPrecisWithoutWildcardsIsEqualityOfNames, ()) {
  const std::string a = *UnicodeText();
  const std::string b = *rc::gen::oneOf(UnicodeText(), rc::gen::just(FoldUnicode(a)));
  RC_PRE(!HasWildcard(a));
  RC_ASSERT(Matches(a, b) == (Fold(kPrecis, a) == Fold(kPrecis, b)));
}

// A text of few characters, each of one letter in the place of a byte and of many bytes.
RC_GTEST_PROP(Glob, UnderPrecisIsThatOfTheSameLettersInAscii, ()) {
  const std::string mask = *rc::gen::container<std::string>(rc::gen::element('a', 'b', '*', '?'));
  const std::string text = *rc::gen::container<std::string>(rc::gen::element('a', 'b', 'c'));
  const auto translated = [](absl::string_view word) {
    std::string out;
    for (char c : word) {
      out += c == 'a' ? "日" : c == 'b' ? "é" : c == 'c' ? "\U00010428" : std::string(1, c);
    }
    return out;
  };
  RC_ASSERT(Matches(translated(mask), translated(text)) == MatchNaively(mask, text));
}

}  // namespace
}  // namespace irc

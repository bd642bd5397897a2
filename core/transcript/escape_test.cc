#include "core/transcript/escape.h"

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "core/protocol/utf8.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace transcript {
namespace {

bool HasControl(absl::string_view text) {
  for (const char c : text) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c))) return true;
  }
  return false;
}

TEST(Escape, KeepsWhatCanBeSeen) {
  EXPECT_EQ(Escape("PRIVMSG #c :hello"), "PRIVMSG #c :hello");
  EXPECT_EQ(Escape("grüße, 你好 😀"), "grüße, 你好 😀");
  EXPECT_EQ(Escape("  two spaces  inside"), "  two spaces  inside");
}

TEST(Escape, WritesTheRestAsHex) {
  EXPECT_EQ(Escape("\x01"
                   "ACTION waves\x01"),
            "\\x01ACTION waves\\x01");
  EXPECT_EQ(Escape("back\\slash"), "back\\\\slash");
  EXPECT_EQ(Escape("tab\t del\x7f cr\r lf\n"), "tab\\x09 del\\x7f cr\\x0d lf\\x0a");
  EXPECT_EQ(Escape(std::string("nul\0", 4)), "nul\\x00");
  EXPECT_EQ(Escape("trailing "), "trailing\\x20");
  EXPECT_EQ(Escape(" "), "\\x20");
}

TEST(Escape, WritesBytesThatAreNoUtf8AsHex) {
  EXPECT_EQ(Escape("latin1 \xe9t\xe9"), "latin1 \\xe9t\\xe9");
  EXPECT_EQ(Escape("\xc0\x80"), "\\xc0\\x80");                    // overlong
  EXPECT_EQ(Escape("\xed\xa0\x80"), "\\xed\\xa0\\x80");           // a surrogate
  EXPECT_EQ(Escape("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");  // above U+10FFFF
  EXPECT_EQ(Escape("cut \xe4\xbd"), "cut \\xe4\\xbd");
}

TEST(Escape, WritesInvisibleCodePointsAsHex) {
  EXPECT_EQ(Escape("\xc2\x85"), "\\xc2\\x85");           // U+0085, next line
  EXPECT_EQ(Escape("\xe2\x80\xa8"), "\\xe2\\x80\\xa8");  // U+2028, line separator
  EXPECT_EQ(Escape("\xe2\x80\xae"), "\\xe2\\x80\\xae");  // U+202E, right-to-left override
  EXPECT_EQ(Escape("\xef\xbb\xbf"), "\\xef\\xbb\\xbf");  // a byte order mark
}

TEST(Unescape, RejectsWhatEscapeNeverWrites) {
  EXPECT_EQ(Unescape("a\tb").status().message(), "a control character must be written as \\x09");
  EXPECT_EQ(Unescape("a\r").status().message(), "a control character must be written as \\x0d");
  for (const char* text : {"\\", "\\n", "\\x", "\\x1", "\\xg0", "\\x0 "}) {
    EXPECT_EQ(Unescape(text).status().message(), "a backslash begins either \\\\ or \\xHH") << text;
  }
}

TEST(Unescape, TakesBothCasesAndUnneededEscapes) {
  EXPECT_EQ(*Unescape("\\x41\\xAB\\xab"), "A\xab\xab");
}

TEST(Quote, IsJson) {
  EXPECT_EQ(Quote(""), "\"\"");
  EXPECT_EQ(Quote("say \"hi\" \\o/"), "\"say \\\"hi\\\" \\\\o/\"");
  EXPECT_EQ(Quote("bell\x07 grüße"), "\"bell\\u0007 grüße\"");
  EXPECT_EQ(Quote("\xf3\xa0\x80\x81"), "\"\\udb40\\udc01\"");  // U+E0001
  EXPECT_EQ(Quote("\xff"), "\"\\xff\"");
}

TEST(Word, QuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(Word("oper/root"), "oper/root");
  EXPECT_EQ(Word("two words"), "\"two words\"");
  EXPECT_EQ(Word(""), "\"\"");
  EXPECT_EQ(Word("a\"b"), "\"a\\\"b\"");
}

TEST(AppendUtf8, AgreesWithTheValidator) {
  for (char32_t code = 0; code <= 0x10ffff; ++code) {
    if (code >= 0xd800 && code < 0xe000) continue;
    std::string bytes;
    AppendUtf8(bytes, code);
    ASSERT_TRUE(IsValidUtf8(bytes)) << static_cast<uint32_t>(code);
    ASSERT_EQ(*Unescape(Escape(bytes)), bytes) << static_cast<uint32_t>(code);
  }
}

RC_GTEST_PROP(Escape, AnyBytesComeBack, (const std::string& bytes)) {
  const std::string text = Escape(bytes);
  RC_ASSERT(!HasControl(text));
  RC_ASSERT(!absl::EndsWith(text, " "));
  RC_ASSERT(IsValidUtf8(text));
  const absl::StatusOr<std::string> back = Unescape(text);
  RC_ASSERT(back.ok());
  RC_ASSERT(*back == bytes);
}

// Short strings of boundary bytes reach the edge cases of UTF-8 more often than arbitrary strings.
RC_GTEST_PROP(Escape, EdgesOfUtf8ComeBack, ()) {
  const auto bytes = *rc::gen::container<std::string>(
      rc::gen::element<char>('a', '\\', 'x', '0', ' ', '\x80', '\x9f', '\xa0', '\xbf', '\xc2',
                             '\xe0', '\xed', '\xef', '\xf0', '\xf4', '\xf5', '\xff'));
  const std::string text = Escape(bytes);
  RC_ASSERT(IsValidUtf8(text));
  RC_ASSERT(*Unescape(text) == bytes);
}

}  // namespace
}  // namespace transcript
}  // namespace irc

#include "core/protocol/utf8.h"

#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

void AppendCodePoint(uint32_t code, std::string* out) {
  const auto put = [out](uint32_t byte) { out->push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xc0 | code >> 6);
    put(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    put(0xe0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3f));
    put(0x80 | (code & 0x3f));
  } else {
    put(0xf0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3f));
    put(0x80 | (code >> 6 & 0x3f));
    put(0x80 | (code & 0x3f));
  }
}

bool IsSurrogate(uint32_t code) { return code >= 0xd800 && code <= 0xdfff; }

// A reference implementation: text is valid if decoding and encoding it again gives the same bytes.
bool IsValidByDefinition(const std::string& text) {
  std::string again;
  for (size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const size_t bytes = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    uint32_t code = bytes == 1 ? first : first & (0x7f >> bytes);
    for (size_t k = 1; k < bytes; ++k) {
      if (i + k >= text.size()) return false;
      code = code << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3f);
    }
    if (code > 0x10ffff || IsSurrogate(code)) return false;
    AppendCodePoint(code, &again);
    i += bytes;
  }
  return again == text;
}

struct Row {
  const char* why;
  std::string bytes;
  bool valid;
};

const std::vector<Row>& Rows() {
  static const auto& rows = *new std::vector<Row>{
      {"nothing", "", true},
      {"ASCII", "hello", true},
      {"ASCII with controls and NUL", std::string("\0\x01\x7f", 3), true},
      {"the smallest of two bytes", "\xc2\x80", true},
      {"the largest of two bytes", "\xdf\xbf", true},
      {"the smallest of three bytes", "\xe0\xa0\x80", true},
      {"before the surrogates", "\xed\x9f\xbf", true},
      {"behind the surrogates", "\xee\x80\x80", true},
      {"the largest of three bytes", "\xef\xbf\xbf", true},
      {"the smallest of four bytes", "\xf0\x90\x80\x80", true},
      {"U+10FFFF", "\xf4\x8f\xbf\xbf", true},
      {"a continuation alone", "\x80", false},
      {"overlong, two bytes", "\xc1\xbf", false},
      {"overlong NUL", std::string("\xc0\x80", 2), false},
      {"overlong, three bytes", "\xe0\x9f\xbf", false},
      {"overlong, four bytes", "\xf0\x8f\xbf\xbf", false},
      {"the first surrogate", "\xed\xa0\x80", false},
      {"the last surrogate", "\xed\xbf\xbf", false},
      {"U+110000", "\xf4\x90\x80\x80", false},
      {"five bytes", "\xf8\x88\x80\x80\x80", false},
      {"Latin-1", "gr\xfc\xdf", false},
      {"0xff", "\xff", false},
      {"cut after one of two", "\xc3", false},
      {"cut after two of three", "\xe2\x82", false},
      {"cut after three of four", "\xf0\x9f\x90", false},
      {"a start where a continuation should be", "\xe2\x82\xc3\xbc", false},
  };
  return rows;
}

TEST(Utf8, KnowsRowsAtEveryPlace) {
  for (const Row& row : Rows()) {
    SCOPED_TRACE(row.why);
    // With 0 to 9 bytes before and after it, because the implementation works in steps of 8 bytes.
    for (size_t before = 0; before < 10; ++before) {
      for (size_t after = 0; after < 10; ++after) {
        const std::string text = std::string(before, 'x') + row.bytes + std::string(after, 'y');
        EXPECT_EQ(IsValidUtf8(text), row.valid);
        EXPECT_EQ(IsValidByDefinition(text), row.valid);
        EXPECT_EQ(SanitizeUtf8(text) == text, row.valid);
      }
    }
  }
}

TEST(Utf8, AcceptsEveryCodePoint) {
  for (uint32_t code = 0; code <= 0x10ffff; ++code) {
    std::string text;
    AppendCodePoint(code, &text);
    ASSERT_EQ(IsValidUtf8(text), !IsSurrogate(code)) << std::hex << code;
  }
}

TEST(Utf8, TruncatesBetweenCodePoints) {
  const std::string text = "a\xc3\xbc\xe2\x82\xac\xf0\x9f\x90\x88z";  // a ü € 🐈 z
  const size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
  for (size_t max = 0; max < std::size(expected); ++max) {
    EXPECT_EQ(TruncateUtf8(text, max).size(), expected[max]) << max;
  }
}

TEST(Utf8, TruncatesOtherTextAtTheByte) {
  EXPECT_EQ(TruncateUtf8("gr\xfc\xdf"
                         "e",
                         3),
            "gr\xfc");
  EXPECT_EQ(TruncateUtf8("\x80\x80\x80\x80\x80\x80", 5).size(), 5u);
  EXPECT_EQ(TruncateUtf8("\xe2\xe2\xe2\xe2", 2).size(), 2u);
}

TEST(Utf8, ReplacesWhatIsNoText) {
  EXPECT_EQ(SanitizeUtf8("a\xff"
                         "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(SanitizeUtf8("\xe2\x82"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(SanitizeUtf8("\xfc\xc3\xbc"), "\xEF\xBF\xBD\xc3\xbc");
}

rc::Gen<std::string> ValidText() {
  const auto code = rc::gen::suchThat(
      rc::gen::oneOf(rc::gen::inRange<uint32_t>(0, 0x80), rc::gen::inRange<uint32_t>(0x80, 0x800),
                     rc::gen::inRange<uint32_t>(0x800, 0x10000),
                     rc::gen::inRange<uint32_t>(0x10000, 0x110000)),
      [](uint32_t c) { return !IsSurrogate(c); });
  return rc::gen::map(rc::gen::container<std::vector<uint32_t>>(code),
                      [](const std::vector<uint32_t>& codes) {
                        std::string text;
                        for (uint32_t c : codes) AppendCodePoint(c, &text);
                        return text;
                      });
}

// Valid text with some bytes changed.
rc::Gen<std::string> NearlyText() {
  return rc::gen::mapcat(ValidText(), [](const std::string& text) {
    return rc::gen::map(
        rc::gen::container<std::vector<std::pair<size_t, char>>>(rc::gen::pair(
            rc::gen::inRange<size_t>(0, text.size() + 1), rc::gen::arbitrary<char>())),
        [text](const std::vector<std::pair<size_t, char>>& changes) {
          std::string changed = text;
          for (const auto& [at, byte] : changes) {
            if (at < changed.size()) changed[at] = byte;
          }
          return changed;
        });
  });
}

RC_GTEST_PROP(Utf8Property, ValidityFollowsTheDefinition, ()) {
  const std::string text = *rc::gen::oneOf(ValidText(), NearlyText());
  RC_ASSERT(IsValidUtf8(text) == IsValidByDefinition(text));
}

RC_GTEST_PROP(Utf8Property, TruncatedTextIsValidAndAsLongAsPossible, ()) {
  const std::string text = *ValidText();
  const auto max = *rc::gen::inRange<size_t>(0, text.size() + 5);
  const absl::string_view cut = TruncateUtf8(text, max);
  RC_ASSERT(cut.size() <= max);
  RC_ASSERT(cut == absl::string_view(text).substr(0, cut.size()));
  RC_ASSERT(IsValidUtf8(cut));
  for (size_t longer = cut.size() + 1; longer <= max && longer <= text.size(); ++longer) {
    RC_ASSERT(!IsValidUtf8(text.substr(0, longer)));
  }
}

RC_GTEST_PROP(Utf8Property, TruncatingAnythingLosesAtMostACodePoint, ()) {
  const std::string text = *NearlyText();
  const auto max = *rc::gen::inRange<size_t>(0, text.size() + 1);
  const absl::string_view cut = TruncateUtf8(text, max);
  RC_ASSERT(cut.size() <= max);
  RC_ASSERT(cut.size() + 3 >= max);
}

RC_GTEST_PROP(Utf8Property, SanitizedTextIsValidAndStaysSo, ()) {
  const std::string text = *NearlyText();
  const std::string clean = SanitizeUtf8(text);
  RC_ASSERT(IsValidUtf8(clean));
  RC_ASSERT(SanitizeUtf8(clean) == clean);
  RC_ASSERT((clean == text) == IsValidUtf8(text));
}

}  // namespace
}  // namespace irc

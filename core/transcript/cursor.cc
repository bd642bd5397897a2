#include "core/transcript/cursor.h"

#include <algorithm>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/transcript/escape.h"

namespace irc {
namespace transcript {

void Cursor::SkipSpaces() {
  rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size()));
}

bool Cursor::AtEnd() {
  SkipSpaces();
  return rest_.empty();
}

void Cursor::Fail(std::string why) {
  if (error_.empty()) error_ = std::move(why);
  rest_ = {};
}

bool Cursor::Take(absl::string_view token) {
  SkipSpaces();
  return absl::ConsumePrefix(&rest_, token);
}

void Cursor::Expect(absl::string_view token) {
  if (!Take(token)) Fail(absl::StrCat("'", token, "' is missing before '", rest_, "'"));
}

absl::string_view Cursor::Bare() {
  SkipSpaces();
  const absl::string_view word = rest_.substr(0, rest_.find(' '));
  rest_.remove_prefix(word.size());
  return word;
}

std::string Cursor::WordOrString() {
  SkipSpaces();
  return absl::StartsWith(rest_, "\"") ? String() : std::string(Bare());
}

std::string Cursor::Key(bool& has_value) {
  SkipSpaces();
  const absl::string_view key = rest_.substr(0, rest_.find_first_of("= "));
  rest_.remove_prefix(key.size());
  has_value = absl::ConsumePrefix(&rest_, "=");
  return std::string(key);
}

ConfigValue Cursor::Value() {
  SkipSpaces();
  if (absl::StartsWith(rest_, "\"")) return String();
  if (absl::StartsWith(rest_, "[")) return StringList();
  const absl::string_view word = Bare();
  int64_t number = 0;
  if (word == "true") return true;
  if (word == "false") return false;
  if (!absl::SimpleAtoi(word, &number)) {
    Fail(absl::StrCat("'", word, "' is none of true, false, a number, \"a string\", [\"a list\"]"));
  }
  return number;
}

std::vector<std::string> Cursor::StringList() {
  std::vector<std::string> strings;
  Expect("[");
  if (failed() || Take("]")) return strings;
  do {
    strings.push_back(String());
  } while (Take(","));
  Expect("]");
  return strings;
}

NamedLists Cursor::Lists() {
  NamedLists lists;
  Expect("{");
  if (failed() || Take("}")) return lists;
  do {
    std::string name = String();
    Expect(":");
    lists.emplace_back(std::move(name), StringList());
  } while (Take(","));
  Expect("}");
  return lists;
}

std::string Cursor::Text() {
  absl::ConsumePrefix(&rest_, " ");
  absl::StatusOr<std::string> text = Unescape(rest_);
  rest_ = {};
  if (text.ok()) return *std::move(text);
  Fail(std::string(text.status().message()));
  return "";
}

std::string Cursor::String() {
  std::string bytes;
  Expect("\"");
  while (!failed() && !absl::ConsumePrefix(&rest_, "\"")) {
    if (rest_.empty()) {
      Fail("a string has no closing '\"'");
    } else if (absl::ConsumePrefix(&rest_, "\\")) {
      EscapeSequence(bytes);
    } else if (absl::ascii_iscntrl(static_cast<unsigned char>(rest_[0]))) {
      Fail("a control character in a string must be written as \\u00HH");
    } else {
      bytes += rest_[0];
      rest_.remove_prefix(1);
    }
  }
  return bytes;
}

void Cursor::EscapeSequence(std::string& bytes) {
  constexpr absl::string_view kLetters = "\"\\/bfnrt";
  constexpr absl::string_view kBytes = "\"\\/\b\f\n\r\t";
  const char letter = rest_.empty() ? '\0' : rest_[0];
  if (!rest_.empty()) rest_.remove_prefix(1);
  if (letter == 'x') {
    bytes += static_cast<char>(Hex(2));
  } else if (letter == 'u') {
    AppendUtf8(bytes, CodeUnit());
  } else if (letter != '\0' && kLetters.find(letter) != absl::string_view::npos) {
    bytes += kBytes[kLetters.find(letter)];
  } else {
    Fail("a backslash in a string begins one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uHHHH \\xHH");
  }
}

// The code point after "\u": four hexadecimal digits, or a surrogate pair ("d83d\ude00").
char32_t Cursor::CodeUnit() {
  const uint32_t high = Hex(4);
  if (high < 0xd800 || high >= 0xe000) return high;
  const uint32_t low = high < 0xdc00 && absl::ConsumePrefix(&rest_, "\\u") ? Hex(4) : 0;
  if (low < 0xdc00 || low >= 0xe000) {
    Fail("\\uD800 to \\uDFFF stand in pairs only");
    return 0;
  }
  return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

uint32_t Cursor::Hex(size_t digits) {
  uint32_t number = 0;
  const absl::string_view text = rest_.substr(0, digits);
  const bool all_digits = std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isxdigit(static_cast<unsigned char>(c));
  });
  if (text.size() != digits || !all_digits || !absl::SimpleHexAtoi(text, &number)) {
    Fail(absl::StrCat("an escape needs ", digits, " hexadecimal digits"));
    return 0;
  }
  rest_.remove_prefix(digits);
  return number;
}

uint64_t Number(Cursor& cursor, absl::string_view text, uint64_t max) {
  uint64_t number = 0;
  const bool digits = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
  if (!digits || !absl::SimpleAtoi(text, &number) || number > max) {
    cursor.Fail(absl::StrCat("'", text, "' is not a number from 0 to ", max));
    return 0;
  }
  return number;
}

}  // namespace transcript
}  // namespace irc

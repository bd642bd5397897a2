#include "core/transcript/escape.h"

#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace irc {
namespace transcript {
namespace {

// The first piece of a byte string: a code point, or one byte that is not part of valid UTF-8.
struct Piece {
  size_t size = 1;
  char32_t code = 0;
  bool valid = false;
};

// Shortest forms only, no surrogates, nothing above U+10FFFF (RFC 3629).
Piece FirstPiece(absl::string_view bytes) {
  const auto at = [bytes](size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = at(0);
  if (lead < 0x80) return {1, lead, true};
  const size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || bytes.size() < size) return {};
  char32_t code = lead & (0x7fu >> size);
  for (size_t i = 1; i < size; ++i) {
    if ((at(i) & 0xc0) != 0x80) return {};
    code = code << 6 | (at(i) & 0x3fu);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kSmallest[size] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return {};
  return {size, code, true};
}

// False for code points that are invisible or change the rendering of the text around them: control
// characters, line and paragraph separators, direction marks, zero-width characters, tags and
// noncharacters.
bool IsPrintable(char32_t code) {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return false;
  if (code >= 0x200b && code <= 0x200f) return false;
  if (code >= 0x2028 && code <= 0x202e) return false;
  if (code >= 0x2060 && code <= 0x206f) return false;
  if (code >= 0xfff9 && code <= 0xfffb) return false;
  if (code >= 0xe0000) return false;
  return code != 0xad && code != 0xfeff && (code & 0xfffe) != 0xfffe;
}

void AppendHex(std::string& text, absl::string_view bytes) {
  for (const char byte : bytes) {
    absl::StrAppend(&text, "\\x", absl::Hex(static_cast<unsigned char>(byte), absl::kZeroPad2));
  }
}

void AppendJsonEscape(std::string& text, char32_t code) {
  if (code >= 0x10000) {
    const uint32_t rest = static_cast<uint32_t>(code) - 0x10000;
    absl::StrAppend(&text, "\\u", absl::Hex(0xd800 + (rest >> 10), absl::kZeroPad4), "\\u",
                    absl::Hex(0xdc00 + (rest & 0x3ff), absl::kZeroPad4));
  } else {
    absl::StrAppend(&text, "\\u", absl::Hex(static_cast<uint32_t>(code), absl::kZeroPad4));
  }
}

}  // namespace

std::string Escape(absl::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (size_t i = 0; i < bytes.size();) {
    const Piece piece = FirstPiece(bytes.substr(i));
    const absl::string_view raw = bytes.substr(i, piece.size);
    i += piece.size;
    if (piece.code == '\\') {
      text += "\\\\";
    } else if (piece.valid && IsPrintable(piece.code) && !(raw == " " && i == bytes.size())) {
      absl::StrAppend(&text, raw);
    } else {
      AppendHex(text, raw);
    }
  }
  return text;
}

namespace {

// REQUIRES: `c` is a hexadecimal digit.
int HexDigit(char c) {
  return absl::ascii_isdigit(c) ? c - '0' : absl::ascii_tolower(c) - 'a' + 10;
}

}  // namespace

absl::StatusOr<std::string> Unescape(absl::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  while (!text.empty()) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(text[0]))) {
      return absl::InvalidArgumentError(
          absl::StrCat("a control character must be written as ", Escape(text.substr(0, 1))));
    }
    if (text[0] != '\\') {
      bytes += text[0];
      text.remove_prefix(1);
    } else if (absl::StartsWith(text, "\\\\")) {
      bytes += '\\';
      text.remove_prefix(2);
    } else if (absl::StartsWith(text, "\\x") && text.size() >= 4 &&
               absl::ascii_isxdigit(static_cast<unsigned char>(text[2])) &&
               absl::ascii_isxdigit(static_cast<unsigned char>(text[3]))) {
      bytes += static_cast<char>(16 * HexDigit(text[2]) + HexDigit(text[3]));
      text.remove_prefix(4);
    } else {
      return absl::InvalidArgumentError("a backslash begins either \\\\ or \\xHH");
    }
  }
  return bytes;
}

std::string Quote(absl::string_view bytes) {
  std::string text = "\"";
  for (size_t i = 0; i < bytes.size();) {
    const Piece piece = FirstPiece(bytes.substr(i));
    const absl::string_view raw = bytes.substr(i, piece.size);
    i += piece.size;
    if (!piece.valid) {
      AppendHex(text, raw);
    } else if (piece.code == '"' || piece.code == '\\') {
      absl::StrAppend(&text, "\\", raw);
    } else if (IsPrintable(piece.code)) {
      absl::StrAppend(&text, raw);
    } else {
      AppendJsonEscape(text, piece.code);
    }
  }
  return text + "\"";
}

std::string Word(absl::string_view bytes) {
  bool bare = !bytes.empty();
  for (const char byte : bytes) {
    const unsigned char c = static_cast<unsigned char>(byte);
    bare = bare && absl::ascii_isgraph(c) && c != '"' && c != '\\';
  }
  return bare ? std::string(bytes) : Quote(bytes);
}

void AppendUtf8(std::string& bytes, char32_t code) {
  const auto append = [&bytes](char32_t byte) { bytes += static_cast<char>(byte); };
  if (code < 0x80) {
    append(code);
  } else if (code < 0x800) {
    append(0xc0 | code >> 6);
    append(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    append(0xe0 | code >> 12);
    append(0x80 | (code >> 6 & 0x3f));
    append(0x80 | (code & 0x3f));
  } else {
    append(0xf0 | code >> 18);
    append(0x80 | (code >> 12 & 0x3f));
    append(0x80 | (code >> 6 & 0x3f));
    append(0x80 | (code & 0x3f));
  }
}

}  // namespace transcript
}  // namespace irc

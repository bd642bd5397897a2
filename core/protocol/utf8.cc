#include "core/protocol/utf8.h"

#include <cstdint>
#include <cstring>

namespace irc {
namespace {

bool IsContinuation(unsigned char byte) { return (byte & 0xc0) == 0x80; }

// The length of the code point that `text` begins with; 0 when it begins with none.
size_t CodePointBytes(absl::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;  // a continuation, overlong, or above U+10FFFF
  const size_t bytes = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (text.size() < bytes) return 0;
  for (size_t i = 1; i < bytes; ++i) {
    if (!IsContinuation(byte(i))) return 0;
  }
  if (first == 0xe0 && byte(1) < 0xa0) return 0;  // overlong
  if (first == 0xed && byte(1) > 0x9f) return 0;  // surrogates
  if (first == 0xf0 && byte(1) < 0x90) return 0;  // overlong
  if (first == 0xf4 && byte(1) > 0x8f) return 0;  // above U+10FFFF
  return bytes;
}

}  // namespace

bool IsAscii(absl::string_view text) {
  unsigned char all = 0;
  for (char c : text) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

bool IsValidUtf8(absl::string_view text) {
  while (!text.empty()) {
    // Eight bytes of ASCII at a time: nearly all text is.
    uint64_t word;
    if (text.size() >= sizeof(word)) {
      std::memcpy(&word, text.data(), sizeof(word));
      if ((word & 0x8080808080808080u) == 0) {
        text.remove_prefix(sizeof(word));
        continue;
      }
    }
    const size_t bytes = CodePointBytes(text);
    if (bytes == 0) return false;
    text.remove_prefix(bytes);
  }
  return true;
}

absl::string_view TruncateUtf8(absl::string_view text, size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  // At most three bytes of a code point can stand before the cut.
  for (size_t back = 0; back <= 3 && back <= bytes_max; ++back) {
    const size_t start = bytes_max - back;
    if (IsContinuation(static_cast<unsigned char>(text[start]))) continue;
    const size_t bytes = CodePointBytes(text.substr(start));
    return text.substr(0, back == 0 || (bytes != 0 && bytes > back) ? start : bytes_max);
  }
  return text.substr(0, bytes_max);
}

void ReplaceInvalidUtf8(char* text, size_t bytes) {
  for (size_t at = 0; at < bytes;) {
    const size_t taken = CodePointBytes({text + at, bytes - at});
    if (taken == 0) text[at] = '?';
    at += taken == 0 ? 1 : taken;
  }
}

std::string SanitizeUtf8(absl::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const size_t bytes = CodePointBytes(text);
    if (bytes == 0) {
      clean.append("\xEF\xBF\xBD");
      text.remove_prefix(1);
    } else {
      clean.append(text.data(), bytes);
      text.remove_prefix(bytes);
    }
  }
  return clean;
}

}  // namespace irc

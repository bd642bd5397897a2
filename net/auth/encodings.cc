#include "net/auth/encodings.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"

namespace irc {

std::optional<std::string> DecodeHex(absl::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (size_t i = 0; i < text.size(); ++i) {
    constexpr absl::string_view kDigits = "0123456789abcdef";
    const size_t digit = kDigits.find(absl::ascii_tolower(static_cast<unsigned char>(text[i])));
    if (digit == absl::string_view::npos) return std::nullopt;
    if (i % 2 == 0) bytes += '\0';
    bytes.back() = static_cast<char>(bytes.back() << 4 | digit);
  }
  return bytes;
}

std::string EncodeBase64(absl::string_view bytes) { return absl::Base64Escape(bytes); }

std::optional<std::string> DecodeBase64(absl::string_view text) {
  std::string bytes;
  // Abseil skips white space and takes texts without padding.
  if (!absl::Base64Unescape(text, &bytes) || EncodeBase64(bytes) != text) return std::nullopt;
  return bytes;
}

std::string EncodeBase64Url(absl::string_view bytes) { return absl::WebSafeBase64Escape(bytes); }

std::optional<std::string> DecodeBase64Url(absl::string_view text) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(text, &bytes) || EncodeBase64Url(bytes) != text) {
    return std::nullopt;
  }
  return bytes;
}

std::string EncodeBase32(absl::string_view bytes) {
  constexpr absl::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  uint32_t bits = 0;
  int count = 0;  // of the lowest bits of `bits` that no character has yet
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= 5; count -= 5) text += kAlphabet[bits >> (count - 5) & 31];
  }
  if (count > 0) text += kAlphabet[bits << (5 - count) & 31];
  return text;
}

}  // namespace irc

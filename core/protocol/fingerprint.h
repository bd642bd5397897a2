// The fingerprints of TLS certificates: their SHA-256.
#ifndef IRCSERV_CORE_PROTOCOL_FINGERPRINT_H_
#define IRCSERV_CORE_PROTOCOL_FINGERPRINT_H_

#include <cstddef>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

namespace irc {

// The fingerprint that somebody has written, as the server writes it: in lower-case digits.
// Programs also write upper-case ones, and colons between bytes. Empty: it is no fingerprint.
inline std::string AsFingerprint(absl::string_view text) {
  constexpr size_t kDigits = 64;
  std::string digits = absl::AsciiStrToLower(absl::StrReplaceAll(text, {{":", ""}}));
  for (const char c : digits) {
    if (!absl::ascii_isxdigit(static_cast<unsigned char>(c))) return "";
  }
  return digits.size() == kDigits ? digits : "";
}

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_FINGERPRINT_H_

// Bytes as text: hexadecimal, base64 and base32.
//
// Law of this file: a text that decodes is the only one that stands for its bytes, so that nobody
// can write one signature, hash or key in two ways. Lower and upper case of hexadecimal is the
// exception.
#ifndef IRCSERV_NET_AUTH_ENCODINGS_H_
#define IRCSERV_NET_AUTH_ENCODINGS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

std::optional<std::string> DecodeHex(absl::string_view text);

// RFC 4648 section 4, with padding and without line breaks.
std::string EncodeBase64(absl::string_view bytes);
std::optional<std::string> DecodeBase64(absl::string_view text);

// The alphabet for URLs, RFC 4648 section 5, without padding (RFC 7515 section 2).
std::string EncodeBase64Url(absl::string_view bytes);
std::optional<std::string> DecodeBase64Url(absl::string_view text);

// RFC 4648 section 6, without padding.
std::string EncodeBase32(absl::string_view bytes);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_ENCODINGS_H_

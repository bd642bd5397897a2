// UTF-8 as text that the server cuts, checks or repairs.
#ifndef IRCSERV_CORE_PROTOCOL_UTF8_H_
#define IRCSERV_CORE_PROTOCOL_UTF8_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

// Every byte is below 128.
bool IsAscii(absl::string_view text);

// No overlong form, no surrogate, nothing above U+10FFFF (RFC 3629).
bool IsValidUtf8(absl::string_view text);

// The longest prefix of at most `bytes_max` bytes that ends between two code points. Where `text`
// is not UTF-8 it is cut at the byte.
absl::string_view TruncateUtf8(absl::string_view text, size_t bytes_max);

// Every byte that belongs to no code point becomes U+FFFD.
std::string SanitizeUtf8(absl::string_view text);

// Puts '?' in the place of every byte that belongs to no code point: no text gets longer, and a
// mask goes on matching what it has matched.
void ReplaceInvalidUtf8(char* text, size_t bytes);
inline void ReplaceInvalidUtf8(std::string& text) { ReplaceInvalidUtf8(text.data(), text.size()); }

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_UTF8_H_

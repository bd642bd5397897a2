// Texts that are no UTF-8, read as Latin-1.
#ifndef IRCSERV_NET_IMPORT_LATIN1_H_
#define IRCSERV_NET_IMPORT_LATIN1_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/protocol/utf8.h"

namespace irc {

// Each run of bytes that is UTF-8 stays; each other byte becomes the code point of Latin-1.
inline std::string Latin1ToUtf8(absl::string_view text) {
  std::string utf8;
  while (!text.empty()) {
    size_t size = 1;
    while (size < 4 && size < text.size() && !IsValidUtf8(text.substr(0, size))) ++size;
    if (IsValidUtf8(text.substr(0, size))) {
      absl::StrAppend(&utf8, text.substr(0, size));
      text.remove_prefix(size);
      continue;
    }
    const auto byte = static_cast<unsigned char>(text[0]);
    utf8.push_back(static_cast<char>(0xc0 | (byte >> 6)));
    utf8.push_back(static_cast<char>(0x80 | (byte & 0x3f)));
    text.remove_prefix(1);
  }
  return utf8;
}

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_LATIN1_H_

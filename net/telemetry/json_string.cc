#include "net/telemetry/json_string.h"

#include "absl/strings/str_format.h"
#include "core/protocol/utf8.h"

namespace irc {

void AppendJsonString(std::string* line, absl::string_view text) {
  const std::string clean = SanitizeUtf8(text);
  line->push_back('"');
  for (size_t i = 0; i < clean.size(); ++i) {
    const unsigned char c = clean[i];
    const unsigned char next = i + 1 < clean.size() ? clean[i + 1] : 0;
    if (c == '"' || c == '\\') {
      line->push_back('\\');
      line->push_back(static_cast<char>(c));
    } else if (c < 0x20 || c == 0x7f) {
      absl::StrAppendFormat(line, "\\u%04x", c);
    } else if (c == 0xc2 && next < 0xa0) {
      absl::StrAppendFormat(line, "\\u%04x", next);
      ++i;
    } else {
      line->push_back(static_cast<char>(c));
    }
  }
  line->push_back('"');
}

}  // namespace irc

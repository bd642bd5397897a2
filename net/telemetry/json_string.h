// A text as a string of JSON.
#ifndef IRCSERV_NET_TELEMETRY_JSON_STRING_H_
#define IRCSERV_NET_TELEMETRY_JSON_STRING_H_

#include <string>

#include "absl/strings/string_view.h"

namespace irc {

// Appends a JSON string (RFC 8259) with its quotes. Beyond the requirements of JSON it also escapes
// the other control characters, which a terminal may interpret: DEL and U+0080 to U+009F.
void AppendJsonString(std::string* line, absl::string_view text);

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_JSON_STRING_H_

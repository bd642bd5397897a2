// A line of IRC as a JSON object, for people and for scripts.
#ifndef IRCSERV_CMD_IRCPARSE_JSON_H_
#define IRCSERV_CMD_IRCPARSE_JSON_H_

#include <string>

#include "absl/strings/string_view.h"

namespace irc {

// The parts of nick!user@host. Missing parts are empty; a source without '!' and '@' is the nick,
// also when it is the name of a server.
struct SourceParts {
  absl::string_view nick;
  absl::string_view user;
  absl::string_view host;
};

SourceParts SplitSource(absl::string_view source);

// {"tags":{…},"source":"…","nick":"…","user":"…","host":"…","command":"…","params":[…]} without the
// parts that `line` does not have, or {"error":"…"}. Tag values are unescaped, "" for a tag without
// a value; the last of equal keys wins. Bytes that are not UTF-8 become U+FFFD. Neither `line` nor
// the result has a line ending.
std::string LineToJson(absl::string_view line);

}  // namespace irc

#endif  // IRCSERV_CMD_IRCPARSE_JSON_H_

// One line of IRC as one JSON object, for people and for scripts.
#ifndef IRCSERV_CMD_IRCPARSE_JSON_H_
#define IRCSERV_CMD_IRCPARSE_JSON_H_

#include <string>

#include "absl/strings/string_view.h"

namespace irc {

// The parts of nick!user@host; those that are not there are empty, and all are when the source has
// neither '!' nor '@': then it may be a server just as well.
struct SourceParts {
  absl::string_view nick;
  absl::string_view user;
  absl::string_view host;
};

SourceParts SplitSource(absl::string_view source);

// {"tags":{…},"source":"…","nick":"…","user":"…","host":"…","command":"…","params":[…]} without the
// parts that `line` does not have, or {"error":"…"}. Tag values are unescaped, "" for a tag without
// one; of equal keys the last counts. What is not UTF-8 becomes U+FFFD. No line ending on either
// side.
std::string LineToJson(absl::string_view line);

}  // namespace irc

#endif  // IRCSERV_CMD_IRCPARSE_JSON_H_

// Recognises HTTP where IRC is spoken. A page can make a browser send a POST with any body to any
// port, and so IRC in the name of the browser's user and address (cross-protocol scripting).
#ifndef IRCSERV_NET_HTTP_HTTP_LINE_H_
#define IRCSERV_NET_HTTP_HTTP_LINE_H_

#include "absl/strings/string_view.h"

namespace irc {

// Whether a line, without its ending, is a request line of HTTP or a header field, of which neither
// is a line of IRC: "POST / HTTP/1.1", "GET /", "Host: irc.example".
bool IsHttpLine(absl::string_view line);

}  // namespace irc

#endif  // IRCSERV_NET_HTTP_HTTP_LINE_H_

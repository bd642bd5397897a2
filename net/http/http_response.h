// The statuses and the responses of what this server says by HTTP. RFC 9110, RFC 9112.
#ifndef IRCSERV_NET_HTTP_HTTP_RESPONSE_H_
#define IRCSERV_NET_HTTP_HTTP_RESPONSE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace irc {

enum class HttpStatus {
  kSwitchingProtocols = 101,
  kOk = 200,
  kBadRequest = 400,
  kForbidden = 403,
  kNotFound = 404,
  kMethodNotAllowed = 405,
  kContentTooLarge = 413,
  kUriTooLong = 414,
  kUpgradeRequired = 426,
  kHeaderFieldsTooLarge = 431,
  kServiceUnavailable = 503,
  kVersionNotSupported = 505,
};

// "HTTP/1.1 404 Not Found\r\n".
std::string HttpStatusLine(HttpStatus status);

// A response after which the connection ends.
struct HttpResponse {
  HttpStatus status = HttpStatus::kOk;
  absl::string_view content_type;
  absl::string_view body;
  bool without_body = false;            // to HEAD: only its length is told
  absl::string_view more_headers = "";  // each line with its CRLF

  // The bytes for the wire. 405 says on its own which methods there are.
  std::string Text() const;
};

}  // namespace irc

#endif  // IRCSERV_NET_HTTP_HTTP_RESPONSE_H_

// The one reader of HTTP/1.1 requests: the head of a request out of the first bytes of a
// connection. RFC 9112, parsed by Boost.Beast, which stays inside http_reader.cc.
//
// Law of this file: the answer depends on the bytes alone, never on how they were fragmented. A
// head that is refused or whole is so with any bytes behind it.
//
// Strict where RFC 9112 leaves a choice, because a proxy may have read the same bytes differently:
// a line ends with CRLF (a lone LF is refused), a folded header is refused.
#ifndef IRCSERV_NET_HTTP_HTTP_READER_H_
#define IRCSERV_NET_HTTP_HTTP_READER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "net/http/http_response.h"

namespace irc {

// The head of a request, with the blank line at its end, is at most this long.
inline constexpr size_t kHttpHeadBytesMax = 8192;

// RFC 9112 section 3: a request line and headers, of which the names have no case.
class HttpRequest {
 public:
  struct Header {
    std::string name;
    std::string value;  // without the spaces around it
  };

  bool is_head = false;  // HEAD: the answer is that of GET without its body (RFC 9110, 9.3.2)
  bool is_http_1_0 = false;
  std::string target;  // "/metrics?x=y" or "http://irc.example/metrics?x=y" (RFC 9112, 3.2)
  std::vector<Header> headers;

  // "/metrics": the target without scheme, authority and query. Starts with '/'.
  absl::string_view Path() const;

  // The number of lines with this header.
  size_t Count(absl::string_view name) const;

  // The value of the first of them.
  std::optional<absl::string_view> Find(absl::string_view name) const;

  // The elements of a header whose value is a list with commas, over all of its lines
  // (RFC 9110 section 5.3).
  std::vector<absl::string_view> List(absl::string_view name) const;

  // Whether this list has `element`, in any case.
  bool ListHas(absl::string_view name, absl::string_view element) const;
};

struct HttpReading {
  enum class State {
    kMore,     // the head is not whole yet
    kRefused,  // `status` says why; of `request` only `is_head` is known
    kWhole,    // `request`; bytes behind the head belong to the next protocol
  };
  State state = State::kMore;
  size_t bytes = 0;  // of a whole head, with its blank line
  HttpStatus status = HttpStatus::kOk;
  HttpRequest request;
};

// Reads the first bytes of a connection. Only GET and HEAD without a body are taken; the errors are
// 400, 405, 413, 414, 431 and 505.
HttpReading ReadHttpRequest(absl::string_view bytes);

}  // namespace irc

#endif  // IRCSERV_NET_HTTP_HTTP_READER_H_

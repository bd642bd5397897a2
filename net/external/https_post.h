// One POST by HTTP/1.1, with TLS where the address begins with "https:". The answer is bounded, no
// redirect is followed and no proxy is used, so that what is sent goes to that address alone.
#ifndef IRCSERV_NET_EXTERNAL_HTTPS_POST_H_
#define IRCSERV_NET_EXTERNAL_HTTPS_POST_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace irc {

struct HttpsPost {
  std::string url;
  std::string headers;  // whole lines
  std::string body;     // of the type application/x-www-form-urlencoded
  absl::Duration timeout;
  size_t answer_bytes_max = 0;
  int stop = -1;  // a descriptor that is readable when the wait shall end; -1: none
};

// The body of an answer with the status 200. An error says why there is none. Waits; the body and
// the headers of the request are overwritten in memory when they have been sent.
absl::StatusOr<std::string> Send(HttpsPost post);

}  // namespace irc

#endif  // IRCSERV_NET_EXTERNAL_HTTPS_POST_H_

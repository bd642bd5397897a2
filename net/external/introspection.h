// Asks the issuer of a token whether it is good, and of which user it is (RFC 7662), by
// HTTP (net/external/https_post.h).
#ifndef IRCSERV_NET_EXTERNAL_INTROSPECTION_H_
#define IRCSERV_NET_EXTERNAL_INTROSPECTION_H_

#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "net/external/question.h"

namespace irc {

struct IntrospectionOptions {
  std::string url;  // https:, or http: on a wire that nobody else reads; empty: nobody is asked
  std::string client_id;  // HTTP Basic; empty: the server does not say who it is
  std::string client_secret;
  absl::Duration timeout = absl::Seconds(5);

  friend bool operator==(const IntrospectionOptions&, const IntrospectionOptions&) = default;
};

class Introspection {
 public:
  static constexpr size_t kAnswerBytesMax = 64 * 1024;

  explicit Introspection(IntrospectionOptions options) : options_(std::move(options)) {}

  // Waits for the answer, at most for the timeout or until the descriptor `stop` is readable. The
  // account is the member "username" of the answer.
  ExternalAnswer Check(const std::string& token, int stop) const;

 private:
  const IntrospectionOptions options_;
};

// Reads the body of an answer with the status 200: RFC 7662 section 2.2.
ExternalAnswer ReadIntrospection(absl::string_view body);

}  // namespace irc

#endif  // IRCSERV_NET_EXTERNAL_INTROSPECTION_H_

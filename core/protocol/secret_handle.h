// The name of a secret in the core, which never sees the secret itself: "*1", or with its length
// "*1/400".
#ifndef IRCSERV_CORE_PROTOCOL_SECRET_HANDLE_H_
#define IRCSERV_CORE_PROTOCOL_SECRET_HANDLE_H_

#include <cstddef>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"

namespace irc {

// The length in bytes that a handle tells; nothing when it tells none.
inline std::optional<size_t> LengthOfSecret(absl::string_view handle) {
  size_t length = 0;
  const size_t slash = handle.find('/');
  if (handle.empty() || handle.front() != '*' || slash == absl::string_view::npos ||
      !absl::SimpleAtoi(handle.substr(slash + 1), &length)) {
    return std::nullopt;
  }
  return length;
}

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_SECRET_HANDLE_H_

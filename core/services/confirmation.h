// The codes that DROP and its like ask for.
#ifndef IRCSERV_CORE_SERVICES_CONFIRMATION_H_
#define IRCSERV_CORE_SERVICES_CONFIRMATION_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"

namespace irc {

// Six digits that only who was answered with them knows, so that nobody drops something by a slip
// of the pen. They are no secret. `what`: a text that no other thing has.
inline std::string ConfirmationCode(absl::string_view what) {
  uint64_t hash = 14695981039346656037u;  // FNV-1a
  for (const char c : what) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return absl::StrFormat("%06u", hash % 1000000);
}

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_CONFIRMATION_H_

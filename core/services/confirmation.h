// The codes that DROP and its like ask for.
#ifndef IRCSERV_CORE_SERVICES_CONFIRMATION_H_
#define IRCSERV_CORE_SERVICES_CONFIRMATION_H_

#include <string>

#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "core/protocol/fnv.h"

namespace irc {

// Six digits that only who was answered with them knows, so that nobody drops something by a slip
// of the pen. They are no secret. `what`: a text that no other thing has.
inline std::string ConfirmationCode(absl::string_view what) {
  return absl::StrFormat("%06u", Fnv1a(what) % 1000000);
}

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_CONFIRMATION_H_

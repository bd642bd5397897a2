// The version as 002, 004, 351 and --version say it.
#ifndef IRCSERV_CORE_VERSION_H_
#define IRCSERV_CORE_VERSION_H_

#include "absl/strings/string_view.h"

namespace irc {

inline constexpr absl::string_view kVersion = "ircserv-0.1";

}  // namespace irc

#endif  // IRCSERV_CORE_VERSION_H_

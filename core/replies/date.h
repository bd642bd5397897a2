// Times in the form for people.
#ifndef IRCSERV_CORE_REPLIES_DATE_H_
#define IRCSERV_CORE_REPLIES_DATE_H_

#include <string>

#include "absl/time/time.h"

namespace irc {

// "Thu, 01 Jan 2026 00:00:00 UTC"
inline std::string FormatDate(absl::Time time) {
  return absl::FormatTime("%a, %d %b %Y %H:%M:%S UTC", time, absl::UTCTimeZone());
}

}  // namespace irc

#endif  // IRCSERV_CORE_REPLIES_DATE_H_

// Commands of the services of other servers that are called otherwise here, for those who have
// moved and type what they are used to.
#ifndef IRCSERV_CORE_SERVICES_HABITS_H_
#define IRCSERV_CORE_SERVICES_HABITS_H_

#include "absl/strings/string_view.h"

namespace irc {

// A sentence about what to use here in place of the command of the service, which is not there, in
// any case of letters; empty: nothing is known of it. `service`: the name of its row. Names of
// services are marks (WithServiceNames).
absl::string_view InsteadOf(absl::string_view service, absl::string_view command);

// The same for a setting of ChanServ SET.
absl::string_view InsteadOfSetting(absl::string_view setting);

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_HABITS_H_

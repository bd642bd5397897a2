// The operators of the configuration: what is wrong with their blocks and classes, and what a class
// allows.
#ifndef IRCSERV_CORE_CONFIG_OPERS_H_
#define IRCSERV_CORE_CONFIG_OPERS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/config.h"
#include "core/privileges.h"

namespace irc {

// The privileges of the operators of that class; "" is the class of those without one, who have
// all. A class that does not exist has none.
Privileges PrivilegesOf(const Config& config, absl::string_view oper_class);

// Adds one sentence for each mistake.
void CheckOpers(const Config& config, std::vector<std::string>& mistakes);

}  // namespace irc

#endif  // IRCSERV_CORE_CONFIG_OPERS_H_

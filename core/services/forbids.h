// What is forbidden to all but operators, for OperServ FORBID and ChanServ PURGE.
#ifndef IRCSERV_CORE_SERVICES_FORBIDS_H_
#define IRCSERV_CORE_SERVICES_FORBIDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/records.h"
#include "core/services/services.h"

namespace irc {

// The reason why the mask cannot be forbidden; empty: it can.
std::string WhyNoForbid(const State& state, absl::string_view kind, absl::string_view mask);

// What forbids the mask, in the place of another spelling of it.
std::vector<Record> ForbidOf(const ServiceCtx& ctx, const std::string& kind,
                             const std::string& mask, absl::string_view reason,
                             absl::Duration duration);

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_FORBIDS_H_

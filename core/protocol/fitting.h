// The lengths of texts that fit into their lines.
//
// A line has 510 bytes, and some of them go to names whose lengths the operator chooses. So each
// limit of a text is lowered until every line that shows such a text is whole, from the longest
// source, in the channel with the longest name. ISUPPORT tells the limits that result.
#ifndef IRCSERV_CORE_PROTOCOL_FITTING_H_
#define IRCSERV_CORE_PROTOCOL_FITTING_H_

#include "core/config.h"
#include "core/limits.h"

namespace irc {

Limits FittingLimits(const Config& config);

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_FITTING_H_

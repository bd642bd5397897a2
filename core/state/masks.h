// The parsed forms of the masks that users have set, after a snapshot was loaded.
#ifndef IRCSERV_CORE_STATE_MASKS_H_
#define IRCSERV_CORE_STATE_MASKS_H_

#include "core/state/state.h"

namespace irc {

// False for an entry of a list that cannot be parsed.
bool ParseMasks(State& state);

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_MASKS_H_

// The changes of channel modes in a MODE line.
// https://modern.ircdocs.horse/#mode-message
#ifndef IRCSERV_CORE_ACTIONS_CHANNEL_MODES_H_
#define IRCSERV_CORE_ACTIONS_CHANNEL_MODES_H_

#include "core/replies/context.h"

namespace irc {

// Applies each change of the line in turn. `p[1]` has the letters, the parameters follow. A change
// that is refused gets an error reply and does not stop the others; the applied changes are
// announced, in one line if they fit. With `forced` (SAMODE), ranks are not checked.
void ChangeChannelModes(UserCtx& ctx, Channel& channel, const Params& p, bool forced);

// Takes away +k, +l, +f or +j. False when the channel has not got it.
bool UnsetValue(Channel& channel, ChannelMode mode);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_CHANNEL_MODES_H_

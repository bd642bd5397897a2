// A new configuration while the server runs.
//
// What is set live holds for what is there, by these rules:
// - A limit beyond which the oldest is forgotten forgets at once.
// - A limit beyond which something is refused leaves what is there, and refuses the next.
// - A right that the configuration gives (an account, an operator block) ends when it is taken out.
// - What a user or a channel starts with stays as it was started.
#ifndef IRCSERV_CORE_RECONFIGURE_H_
#define IRCSERV_CORE_RECONFIGURE_H_

#include "core/config.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// Brings what is there into line with state.config, which has replaced `before`.
void TakeUpConfig(State& state, Outbox& out, const Config& before);

}  // namespace irc

#endif  // IRCSERV_CORE_RECONFIGURE_H_

// The time of the state: how it follows the stamps of events.
#ifndef IRCSERV_CORE_CLOCK_H_
#define IRCSERV_CORE_CLOCK_H_

#include "core/event.h"
#include "core/state/state.h"

namespace irc {

// Sets state.now to the time of the next event. A step back that the stamp does not name is held:
// state.now stays. Where the clock was set (Stamp::set_by), state.now follows and
// - what is measured from now on moves with it: deadlines, the expiry of bans, windows of limits,
//   the time since a user was active. So each timer ends when its time has passed, not sooner or
//   later;
// - what was dated later than now is dated now: messages of the histories, read markers, topics and
//   other records. Otherwise new messages would come before older ones, and no read marker could be
//   set until the old time is reached again.
void TakeTime(State& state, const Stamp& stamp);

}  // namespace irc

#endif  // IRCSERV_CORE_CLOCK_H_

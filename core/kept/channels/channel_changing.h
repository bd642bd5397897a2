// Whether a change of a registered channel waits to be kept, for those that must not be made beside
// it.
//
// Law of this file: a row leads to nothing that is gone. So the end of an account, a group or a
// channel waits for changes that name it, and a change names nothing whose end waits to be kept.
#ifndef IRCSERV_CORE_KEPT_CHANNELS_CHANNEL_CHANGING_H_
#define IRCSERV_CORE_KEPT_CHANNELS_CHANNEL_CHANGING_H_

#include "absl/strings/string_view.h"
#include "core/records.h"
#include "core/state/state.h"

namespace irc {

// True while a change of the channel waits to be kept, or one that gives its people rights
// elsewhere.
bool IsChanging(const State& state, ChannelId channel);
// True while the registration of a channel of that name, or a change of it, waits.
bool IsChannelBeingTaken(const State& state, absl::string_view name);
// True while a change waits that names the account, or one of a channel that does.
bool AnyChannelIsChanging(const State& state, AccountId account);
// True while the end of what an entry would be about waits to be kept.
bool IsEnding(const State& state, EntryKind kind, uint64_t subject);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_CHANNELS_CHANNEL_CHANGING_H_

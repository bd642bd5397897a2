// RENAME: a channel gets another name. https://ircv3.net/specs/extensions/channel-rename
//
// Law of this file: the new name of a registered channel is kept before anybody sees it.
#ifndef IRCSERV_CORE_KEPT_CHANNELS_CHANNEL_RENAME_H_
#define IRCSERV_CORE_KEPT_CHANNELS_CHANNEL_RENAME_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/replies/context.h"
#include "core/state/pending.h"
#include "core/state/state.h"

namespace irc {

// Renames the channel and tells its members; a registered one after its new name is kept.
// REQUIRES: the user may do so, no other channel has the name, and no change of the channel waits.
void AskToRename(UserCtx& ctx, Channel& channel, absl::string_view name, absl::string_view reason);

// Resumes when the new name is kept, or cannot be. `session`: the one that has asked, or null.
void OnNewNameKept(State& state, Outbox& out, const Session* session, const PendingCommit& pending,
                   bool ok);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_CHANNELS_CHANNEL_RENAME_H_

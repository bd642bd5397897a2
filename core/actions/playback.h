// PRIVMSG *playback: history for clients that support the playback module of ZNC.
// https://wiki.znc.in/Playback
#ifndef IRCSERV_CORE_ACTIONS_PLAYBACK_H_
#define IRCSERV_CORE_ACTIONS_PLAYBACK_H_

#include "absl/strings/string_view.h"
#include "core/replies/context.h"

namespace irc {

// True if `target` is the playback module. It cannot be a user: no nick begins with '*'.
bool IsPlayback(absl::string_view target);
// Answers a message to the playback.
void AskPlayback(UserCtx& ctx, absl::string_view text);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_PLAYBACK_H_

// PRIVMSG *playback: the history for clients that know ZNC's module of that name.
// https://wiki.znc.in/Playback
#ifndef IRCSERV_CORE_COMMANDS_PLAYBACK_H_
#define IRCSERV_CORE_COMMANDS_PLAYBACK_H_

#include "absl/strings/string_view.h"
#include "core/actions/context.h"

namespace irc {

// Whether a message to `target` is meant for the playback and not for a user; no nick begins so.
bool IsPlayback(absl::string_view target);
void AskPlayback(UserCtx& ctx, absl::string_view text);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_PLAYBACK_H_

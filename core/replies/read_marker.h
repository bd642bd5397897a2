// The read markers of a user: the times up to which they have read.
// https://ircv3.net/specs/extensions/read-marker
#ifndef IRCSERV_CORE_REPLIES_READ_MARKER_H_
#define IRCSERV_CORE_REPLIES_READ_MARKER_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// Replies with the user's marker of `target`, to a session that has the capability.
void ReplyReadMarker(const State& state, Outbox& out, const Session& session, const User& user,
                     absl::string_view target);

}  // namespace irc

#endif  // IRCSERV_CORE_REPLIES_READ_MARKER_H_

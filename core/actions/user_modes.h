// The modes of a user, and the server notices that operators choose (+s).
// https://modern.ircdocs.horse/#mode-message
#ifndef IRCSERV_CORE_ACTIONS_USER_MODES_H_
#define IRCSERV_CORE_ACTIONS_USER_MODES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "core/replies/context.h"

namespace irc {

// Applies a MODE line to `target` (the user themselves, or anybody under SAMODE). `p[1]` has the
// letters. Unknown letters are answered with one 501 at the end; modes that a user may not set are
// ignored.
void ChangeUserModes(UserCtx& ctx, User& target, const Params& p);

// Sets the modes of `letters` on a user without a notification. Letters that are no user mode, or
// that a user may not set, are ignored.
void SetUserModes(State& state, User& user, absl::string_view letters);

// "+iw"
std::string UserModeString(const User& user);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_USER_MODES_H_

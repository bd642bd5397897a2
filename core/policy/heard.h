// Words of a user that a channel sees outside of messages: the reasons of PART, QUIT, KICK, RENAME
// and REDACT, topics, invitations, away messages, real names and metadata. One rule holds for all
// of them: where the user may not say a text, the channel does not see it in another command
// either. (Nicks must be seen by all, so CannotChangeNick refuses a new one instead.)
//
// A command that is about one channel asks CannotBeHeard or HeardText. What is seen in all channels
// of the user goes through Outbox::ReplyToNeighbours and ReplyToObservers with a Spoken message.
#ifndef IRCSERV_CORE_POLICY_HEARD_H_
#define IRCSERV_CORE_POLICY_HEARD_H_

#include "absl/strings/string_view.h"
#include "core/policy/policy.h"
#include "core/state/state.h"

namespace irc {

// The refusal of a text of `user` that all members would see: that of a message to the channel, and
// 404 under +U, where only operators see messages of users without a prefix.
Refusal CannotBeHeard(const State& state, const User& user, const Channel& channel,
                      absl::string_view text);

// The text, or an empty one when it cannot be heard. Nothing is asked for an empty text.
absl::string_view HeardText(const State& state, const User& user, const Channel& channel,
                            absl::string_view text);

// What takes the place of an away message that cannot be heard: without a text, AWAY would say that
// the user is back.
inline constexpr absl::string_view kUnheardAway = "Away";

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_HEARD_H_

// The topic of a channel.
// https://modern.ircdocs.horse/#topic-message
#ifndef IRCSERV_CORE_ACTIONS_TOPIC_H_
#define IRCSERV_CORE_ACTIONS_TOPIC_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// Sets the topic and notifies the members. `text` is cut at the limit of topics.
void SetTopic(State& state, Outbox& out, Channel& channel, const User& setter,
              absl::string_view text);

// Replies to one session with 332 and 333, when there is a topic.
void ReplyTopic(Outbox& out, const Channel& channel, const Session& session);
// The same to every session of the user.
void ReplyTopic(Outbox& out, const Channel& channel, const User& user);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_TOPIC_H_

// Appends messages and events to the histories of channels and conversations, and to the logs of
// channels that are logged.
//
// Law of this file: nothing else appends to a history. An item is made of the message that is sent,
// so a replay is the same line with the same id.
#ifndef IRCSERV_CORE_ACTIONS_HISTORY_WRITER_H_
#define IRCSERV_CORE_ACTIONS_HISTORY_WRITER_H_

#include "core/actions/utterance.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// Appends a message to a channel, or to a user. A TAGMSG with nothing but typing is left out.
void AppendToHistory(State& state, Outbox& out, const User& author, Channel& channel,
                     const Utterance& utterance);
void AppendToHistory(State& state, const User& author, const User& target,
                     const Utterance& utterance);

// Appends an event of a channel (JOIN, PART, KICK, MODE, TOPIC) that `author` caused. Gives the
// message an id if it has none, for sessions with event-playback. The event is left out when it
// shows a `subject` that not every member sees.
void AppendEventToHistory(State& state, Outbox& out, const User& author, Channel& channel,
                          Message& message, const User* subject = nullptr);
// The same in all channels of the author: NICK, and QUIT with words of the author.
void AppendEventToHistory(State& state, Outbox& out, const User& author, Message& message);
void AppendEventToHistory(State& state, Outbox& out, const User& author, const Spoken& spoken);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_HISTORY_WRITER_H_

// Puts what happens into the histories of channels and conversations.
//
// Law of this file: nothing else adds to a history. What is recorded is what is sent, so a replay
// is the same line with the same id.
#ifndef IRCSERV_CORE_ACTIONS_HISTORY_WRITER_H_
#define IRCSERV_CORE_ACTIONS_HISTORY_WRITER_H_

#include "core/actions/utterance.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// What was said to a channel, or to a user. TAGMSGs that only tell of typing are not kept.
void AppendToHistory(const State& state, const User& author, Channel& channel,
                     const Utterance& utterance);
void AppendToHistory(State& state, const User& author, const User& target,
                     const Utterance& utterance);

// What happens in a channel (JOIN, PART, KICK, MODE, TOPIC) because of `author`. Gives the message
// an id if it has none, which those see who can ask for events later. Nothing is kept about a
// `subject` who comes or goes and whom not every member sees.
void AppendEventToHistory(const State& state, Outbox& out, const User& author, Channel& channel,
                          Message& message, const User* subject = nullptr);
// What happens in all channels of the author (QUIT, NICK).
void AppendEventToHistory(const State& state, Outbox& out, const User& author, Message& message);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_HISTORY_WRITER_H_

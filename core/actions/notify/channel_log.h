// The lines of channels that the operator has logged.
#ifndef IRCSERV_CORE_ACTIONS_NOTIFY_CHANNEL_LOG_H_
#define IRCSERV_CORE_ACTIONS_NOTIFY_CHANNEL_LOG_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/outbox/outbox.h"
#include "core/state/client_batch.h"
#include "core/state/history/history_item.h"
#include "core/state/state.h"

namespace irc {

// Whether a channel of that name is logged. Without masks this is the test of an empty list.
bool MatchesLoggedChannel(const State& state, const std::vector<std::string>& masks,
                          absl::string_view name);
inline bool IsLogged(const State& state, absl::string_view name) {
  return !state.config.logged_channels.empty() &&
         MatchesLoggedChannel(state, state.config.logged_channels, name);
}

// Adds what all members see to the log of the channel, if it has one. `account`: of the source.
// The first parameter of the message is the channel, but for QUIT and NICK.
void LogLine(const State& state, Outbox& out, const Channel& channel, const Message& message,
             absl::string_view account = "");
// The same for a channel by its name.
void LogLine(const State& state, Outbox& out, absl::string_view channel, const Message& message,
             absl::string_view account = "");
// What a user says: `head` alone, or, without parameters, with the `lines` of a multiline message.
// A TAGMSG says nothing.
void LogSaid(const State& state, Outbox& out, const User& author, const Channel& channel,
             const Message& head, absl::Span<const TextLine> lines);
// `author` removes the message. REQUIRES: it is in the history still.
void LogRedaction(const State& state, Outbox& out, const User& author, const Channel& channel,
                  const HistoryItem& removed, absl::string_view reason);

// Tells who has entered a logged channel that it is one.
void TellOfLog(const State& state, Outbox& out, const Session& session, const Channel& channel);
// Tells the members of channels whose lines are logged from now on, or no longer. `before`: the
// masks until now.
void TellOfChangedLogs(const State& state, Outbox& out, const std::vector<std::string>& before);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_NOTIFY_CHANNEL_LOG_H_

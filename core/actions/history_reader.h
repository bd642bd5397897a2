// Where the histories that a user may read are, for all commands that read them.
#ifndef IRCSERV_CORE_ACTIONS_HISTORY_READER_H_
#define IRCSERV_CORE_ACTIONS_HISTORY_READER_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/actions/context.h"

namespace irc {

// The conversation of `user` with whoever has that nick or, when nobody has it, had it; null when
// they have said nothing to each other.
Conversation* FindConversation(State& state, const User& user, absl::string_view nick);

// Calls visit(name, log) for every history that the user may read: channels, then conversations.
void ForEachHistory(State& state, const User& user,
                    absl::FunctionRef<void(absl::string_view, const HistoryLog&)> visit);

// The context of items in a reply.
struct HistoryAnswer {
  absl::string_view target;
  absl::string_view name;  // of the items' channel at present; empty: a conversation
  bool complete = false;   // there are no more items in the requested direction
};

// Replies with the items in a batch `chathistory <target>`, or without a batch when the session
// does not have the capability.
void ReplyHistory(Outbox& out, const Session& session, const HistoryAnswer& answer,
                  const std::vector<HistoryItem>& items);

// "2026-01-01T00:00:00.000Z"; nothing when it is not of that form.
std::optional<absl::Time> ParseServerTime(absl::string_view text);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_HISTORY_READER_H_

// The histories that a user may read, and the replies with their items.
#ifndef IRCSERV_CORE_ACTIONS_HISTORY_READER_H_
#define IRCSERV_CORE_ACTIONS_HISTORY_READER_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/replies/context.h"

namespace irc {

// The conversation of `user` with the present owner of that nick or, without one, with its last
// owner; null when there is none.
Conversation* FindConversation(State& state, const User& user, absl::string_view nick);

// The target's own spelling in answers: that of a channel or of the other participant of a
// conversation. A name behind which the user may not look stays as it was given.
std::string SpellingOf(State& state, const User& user, absl::string_view target);

// Calls visit(name, log) for every history that the user may read: channels, then conversations.
void ForEachHistory(State& state, const User& user,
                    absl::FunctionRef<void(absl::string_view, const HistoryLog&)> visit);

// The context of items in a reply.
struct HistoryAnswer {
  absl::string_view target;
  absl::string_view name;           // of the items' channel at present; empty: a conversation
  bool complete = false;            // there are no more items in the requested direction
  const HistoryLog* log = nullptr;  // the items are of it; null: there are no items
};

// Replies with the items in a batch `chathistory <target>`, or without a batch when the session
// does not have the capability. In pieces, when they are many.
void ReplyHistory(UserCtx& ctx, const HistoryAnswer& answer, const std::vector<HistoryItem>& items);
// Sends a part (core/replies/pieces.h).
bool SendHistory(State& state, Outbox& out, const Session& session, const User& user,
                 HistoryPart& part);

// Parses "2026-01-01T00:00:00.000Z"; nothing for text of another form.
// https://ircv3.net/specs/extensions/server-time
std::optional<absl::Time> ParseServerTime(absl::string_view text);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_HISTORY_READER_H_

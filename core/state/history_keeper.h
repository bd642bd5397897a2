// The bounds of all histories: for one history (limits.history_messages, history_channel_bytes),
// for one payer (history_user_bytes, history_conversations) and for the server (history_bytes).
//
// Law of this file: nothing else adds to a history or takes from one, so that the sums of
// state.ledger are those of the histories.
#ifndef IRCSERV_CORE_STATE_HISTORY_KEEPER_H_
#define IRCSERV_CORE_STATE_HISTORY_KEEPER_H_

#include <string>

#include "core/state/state.h"

namespace irc {

// Keeps the item, for which `author` pays, and forgets what is beyond the bounds then. An item that
// is beyond one of them alone is not kept.
void KeepInChannel(State& state, const User& author, Channel& channel, HistoryItem item);
void KeepInConversation(State& state, const User& author, const User& target, HistoryItem item);
// Forgets one message. REQUIRES: `log` has it. A conversation goes with its last one.
void ForgetMessage(State& state, HistoryLog& log, HistoryPosition position);
// Forgets what is beyond the bounds, after they have changed.
void HoldHistoryBounds(State& state);

// Charges what was loaded.
void RebuildLedger(State& state);
// Empty, or a sentence about a sum that is wrong.
std::string CheckLedger(const State& state);

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_HISTORY_KEEPER_H_

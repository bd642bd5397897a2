// What MemoServ says without being asked.
#ifndef IRCSERV_CORE_REPLIES_MEMO_NOTICES_H_
#define IRCSERV_CORE_REPLIES_MEMO_NOTICES_H_

#include <string>

#include "core/outbox/outbox.h"
#include "core/records.h"
#include "core/state/state.h"

namespace irc {

// Tells who has logged in how many memos wait to be read, if any. REQUIRES: it is registered.
void NotifyOfUnreadMemos(const State& state, Outbox& out, const Session& session);

// The name of who has sent the memo, as it is now.
std::string SenderOf(const State& state, const MemoRow& memo);

// Tells all who are logged in to the account of a memo that has arrived.
void NotifyOfMemo(const State& state, Outbox& out, const MemoRow& memo);

}  // namespace irc

#endif  // IRCSERV_CORE_REPLIES_MEMO_NOTICES_H_

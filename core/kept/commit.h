// Changes of what is promised to last: the shell keeps the records first, and then the state takes
// them up. So nobody is told of a change that a loss of power undoes.
//
// Law of this file: the state changes kept objects only by TakeUpRecords, whether they come from a
// Commit or from an earlier process.
#ifndef IRCSERV_CORE_KEPT_COMMIT_H_
#define IRCSERV_CORE_KEPT_COMMIT_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "core/event.h"
#include "core/records.h"
#include "core/replies/context.h"
#include "core/state/pending.h"

namespace irc {

// True while a change of the account waits to be kept; another one would be lost under it.
bool IsChanging(const State& state, AccountId account);
// True while the registration of an account of that name, or the grouping of that nick, is under
// way.
bool IsBeingTaken(const State& state, absl::string_view name);
// Whether the account may end now: neither it nor a group or channel that follows it is changing.
bool MayEnd(const State& state, AccountId account);

// What takes an account away with all that belongs to it, in all tables.
std::vector<Record> DropsOf(State& state, const Account& account);
// Takes it away without a Commit. REQUIRES: nobody is logged in to it, and MayEnd.
void DropAtOnce(State& state, Outbox& out, const Account& account);
// What takes away a credential of the account. Sessions that have logged in with it are logged out.
std::vector<Record> DropsOf(const Account& account, const CredentialRow& credential);

// Asks the shell to keep the records. Where nothing is kept, they are taken up at once.
void AskCommit(SessionCtx& ctx, PendingCommit what);

// Resumes after that. `session`: the one that has asked; null when it is gone.
void OnCommitted(State& state, Outbox& out, const WelcomeLines& welcome, Session* session,
                 const PendingCommit& pending, bool ok);

// Takes up records that are kept, and tells the clients that they log out or ban.
void TakeUpRecords(State& state, Outbox& out, const std::vector<Record>& records);

// The same for records that are kept without a Commit.
void StoreAndTakeUp(State& state, Outbox& out, std::vector<Record> records);

// Takes up what an earlier process has kept.
void TakeUpRestored(State& state, const Restored& restored);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_COMMIT_H_

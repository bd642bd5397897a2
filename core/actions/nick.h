// Changes of nicks, and the nicks of accounts that their owners get back.
// https://modern.ircdocs.horse/#nick-message
#ifndef IRCSERV_CORE_ACTIONS_NICK_H_
#define IRCSERV_CORE_ACTIONS_NICK_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// Changes the nick of a registered user and notifies all who see or monitor the user. REQUIRES: the
// nick is valid and free.
void ChangeNick(State& state, Outbox& out, User& user, absl::string_view nick);

// After a change of the nick or the account of a user: a nick that is kept from the user by the
// protection "timeout" begins to run out, and the user is told; any other does not.
void WatchNick(State& state, Outbox& out, User& user);

// Gives guests' nicks to the users whose time has come, and holds the nicks that they had.
void TakeNicksBack(State& state, Outbox& out);

// Takes the nick from a user: another one, that of a guest, takes its place. `why` is a sentence.
// False when no such nick is left.
bool MakeGuest(State& state, Outbox& out, User& user, absl::string_view why);

// Takes a nick from those who are not logged in to `account`, its owner; false when somebody who is
// has it, or no other nick is left.
bool FreeNick(State& state, Outbox& out, absl::string_view nick, const Account& account,
              absl::string_view why);

// Under accounts.nick_equals_account: gives the user the name of its account as its nick.
void TakeNickOfAccount(State& state, Outbox& out, User& user);
// The same before registration; false when another client of the account has that nick.
bool TakeNickOfAccount(State& state, Outbox& out, Session& session);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_NICK_H_

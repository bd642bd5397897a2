// Changes of nicks, and the nicks of accounts that their owners get back.
// https://modern.ircdocs.horse/#nick-message
#ifndef IRCSERV_CORE_ACTIONS_NICK_H_
#define IRCSERV_CORE_ACTIONS_NICK_H_

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"
#include "core/texts/answer_text.h"

namespace irc {

// Changes the nick of a registered user and notifies all who see or monitor the user. REQUIRES: the
// nick is valid and free.
void ChangeNick(State& state, Outbox& out, User& user, absl::string_view nick);

// After a change of the nick or the account of a user: the time for a nick that is kept from the
// user begins to run out, and the user is told; for any other it does not.
void WatchNick(State& state, Outbox& out, User& user);
// The same for who uses the nick, or one that looks like it, which has come to an account.
void WatchUsersOf(State& state, Outbox& out, absl::string_view nick);

// Gives guests' nicks to the users whose time has come, and holds the nicks that they had.
void TakeNicksBack(State& state, Outbox& out);

// Takes the nick from a user: another one, that of a guest, takes its place.
// False when no such nick is left.
bool MakeGuest(State& state, Outbox& out, User& user, const AnswerText<0>& why);

// Takes a nick, and those that look like it, from those who are not logged in to `account`, its
// owner; `session`, for which it is, may have one that looks like it. False when somebody else who
// is logged in to the account, or owns such a nick, has it, or no other nick is left.
bool FreeNick(State& state, Outbox& out, const Session& session, absl::string_view nick,
              const Account& account, const AnswerText<0>& why);

// Under accounts.nick_equals_account: gives the user the name of its account as its nick.
void TakeNickOfAccount(State& state, Outbox& out, User& user);
// The same before registration; false when another client of the account has that nick.
bool TakeNickOfAccount(State& state, Outbox& out, Session& session);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_NICK_H_

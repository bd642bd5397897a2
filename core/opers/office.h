// Becoming an operator, and ceasing to be one.
#ifndef IRCSERV_CORE_OPERS_OFFICE_H_
#define IRCSERV_CORE_OPERS_OFFICE_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "core/config.h"
#include "core/outbox/outbox.h"
#include "core/protocol/modes.h"
#include "core/state/state.h"

namespace irc {

// What a client lacks for a block, apart from the password, in words for the log
// (core/audit.h); empty: nothing. A client that lacks its proof (account, certificate) is told no
// more than that.
struct Lack {
  absl::string_view why;       // for the log
  absl::string_view sentence;  // for the client
  bool is_proof = false;       // the account or the certificate, not a condition beside it
};
Lack LackFor(const State& state, const Session& session, const User& user, const OperConfig& block);

// Makes the user an operator of the block, and tells the user, the operators, the log and the
// audit. `how`: "OPER", or "auto".
void TakeOffice(State& state, Outbox& out, Session& session, User& user, const OperConfig& block,
                absl::string_view how);
// The same when some block makes this client an operator without OPER.
void TakeOfficeByItself(State& state, Outbox& out, Session& session, User& user);

// The user is no operator any more, and +s goes with it.
void LayDownOffice(State& state, User& user, ModeString& applied);
// The same by the server, which tells the user and the operators why: "the configuration …".
void DismissOperator(State& state, Outbox& out, User& user, absl::string_view to_user,
                     absl::string_view to_operators);
// Dismisses an operator whose block asks for an account that the user is not logged in to any more.
void DismissTheLoggedOut(State& state, Outbox& out, User& user);

// The kinds of server notices as letters, such as "+bck".
std::string SnomaskString(uint32_t snomask);

}  // namespace irc

#endif  // IRCSERV_CORE_OPERS_OFFICE_H_

// Another password for who has lost theirs: a code goes to the verified address of the account, and
// allows to choose one. By RECOVER and SETPASS (as ObbyIRCd has them), or by messages to NickServ.
//
// Law of this file: a reset opens nothing. An account that is suspended or not verified gets no
// code, and a code that it has does nothing; a second factor stays on; nobody is logged in.
#ifndef IRCSERV_CORE_KEPT_PASSWORD_RESET_H_
#define IRCSERV_CORE_KEPT_PASSWORD_RESET_H_

#include "absl/strings/string_view.h"
#include "core/replies/context.h"
#include "core/state/pending.h"

namespace irc {

// Has a code mailed to the owner of the account. A client gets the same answer whether there is
// such an account or not, at the same time; staff is told.
void AskForReset(SessionCtx& ctx, absl::string_view name, absl::string_view service);

// Checks the code. `password`: the handle of the new password, of RESETPASS; empty: SETPASS has to
// follow.
void TellResetCode(SessionCtx& ctx, absl::string_view name, absl::string_view handle,
                   absl::string_view password, absl::string_view service);
// Resumes when the code is right.
void OnResetAllowed(SessionCtx& ctx, const PendingToldCode& pending, const Account& account,
                    const CredentialRow& code);

// SETPASS: another password for the account that the client is logged in to, or has a grant for.
void ChoosePassword(SessionCtx& ctx, absl::string_view handle);

// Resumes when the verifier of another password has been made.
void OnVerifierOfNewPassword(SessionCtx& ctx, const PendingNewPassword& pending,
                             const VerifierMade& verifier);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_PASSWORD_RESET_H_

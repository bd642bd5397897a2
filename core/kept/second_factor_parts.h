// What the files of the second factor share (core/kept/second_factor.h).
#ifndef IRCSERV_CORE_KEPT_SECOND_FACTOR_PARTS_H_
#define IRCSERV_CORE_KEPT_SECOND_FACTOR_PARTS_H_

#include <string>
#include <vector>

#include "core/kept/second_factor.h"

namespace irc {

// The record that turns the second factor of the account on or off.
Record SecondFactorSwitch(const Account& account, bool on);

// second_factor_codes.cc: asks the shell for the check of a code. OnFactorChecked goes on by
// `pending.purpose`:
//
//   login     a half login is completed
//   add       an authenticator app on trial counts
//   confirm   likewise, and the second factor is turned on
//   codes     there are new recovery codes
//   disable   the second factor is turned off
//   off       likewise, and forgotten
void AskCode(SessionCtx& ctx, PendingCode pending, std::vector<std::string> secrets,
             bool is_base64 = false);

// second_factor.cc: what happens when the code was right. `verifier`: of the app that was on trial,
// with the code used up.
void ConfirmTotp(const FactorCtx& of, const PendingCode& pending, const std::string& verifier);
void TurnSecondFactorOff(const FactorCtx& of, bool forgets);
void ShowNewRecoveryCodes(const FactorCtx& of);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_SECOND_FACTOR_PARTS_H_

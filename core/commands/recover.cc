// RECOVER REQUEST <account> | RECOVER CONFIRM <account> <code>, and then SETPASS :<new password>
// As ObbyIRCd has them; core/kept/password_reset.h says what they do.
#include "absl/strings/match.h"
#include "core/commands/commands.h"
#include "core/kept/password_reset.h"
#include "core/protocol/standard_replies.h"

namespace irc {

void Recover(SessionCtx& ctx, const Params& p) {
  if (absl::EqualsIgnoreCase(p[0], "REQUEST")) return AskForReset(ctx, p[1], "");
  if (absl::EqualsIgnoreCase(p[0], "CONFIRM") && !p[2].empty()) {
    return TellResetCode(ctx, p[1], p[2], "", "");
  }
  ctx.Reply(kFailRecoverCommand(SafeParam(p[0])));
}

void SetpassCommand(SessionCtx& ctx, const Params& p) { ChoosePassword(ctx, p[0]); }

}  // namespace irc

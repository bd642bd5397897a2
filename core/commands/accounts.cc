// REGISTER <account or *> <email or *> <password> | VERIFY <account> <code>
// AUTHENTICATE <mechanism or data>
// There are no accounts yet, and so no capability that offers them. A client that asks all the same
// gets the refusals that the specifications have for it, and gives no password away.
// https://ircv3.net/specs/extensions/account-registration, https://ircv3.net/specs/extensions/sasl-3.1
#include "core/commands/commands.h"
#include "core/names.h"
#include "core/numerics.h"
#include "core/standard_replies.h"

namespace irc {
namespace {

bool LooksLikeEmail(absl::string_view text) {
  const size_t at = text.rfind('@');
  return at != absl::string_view::npos && at > 0 && at + 1 < text.size();
}

}  // namespace

void RegisterCommand(SessionCtx& ctx, const Params& p) {
  if (!ctx.session.registered()) return ctx.Reply(kFailRegisterEarly());
  const User& user = UserOf(ctx.state, ctx.session.user);
  const absl::string_view account = p[0] == "*" ? absl::string_view(user.nick) : p[0];
  if (!IsValidNick(account, ctx.state.config.limits.nick_bytes)) {
    return ctx.Reply(kFailRegisterName(Echo(account)));
  }
  const Casemapping casemapping = ctx.state.casemapping;
  if (Fold(casemapping, account) != Fold(casemapping, user.nick)) {
    return ctx.Reply(kFailRegisterNick(Echo(account)));
  }
  if (p[1] != "*" && !LooksLikeEmail(p[1])) return ctx.Reply(kFailRegisterEmail(Echo(account)));
  ctx.Reply(kFailRegisterUnavailable(Echo(account)));
}

void Verify(SessionCtx& ctx, const Params& p) {
  if (!ctx.session.registered()) return ctx.Reply(kFailVerifyEarly());
  ctx.Reply(kFailVerifyUnavailable(Echo(p[0])));
}

void Authenticate(SessionCtx& ctx, const Params&) { ctx.Reply(kErrSaslFail()); }

}  // namespace irc

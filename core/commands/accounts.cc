// REGISTER <account or *> <email or *> <password> | VERIFY <account> <code>
// https://ircv3.net/specs/extensions/account-registration
#include "core/actions/login.h"
#include "core/commands/commands.h"
#include "core/kept/registration.h"
#include "core/protocol/standard_replies.h"

namespace irc {

void RegisterCommand(SessionCtx& ctx, const Params& p) {
  const Config& config = ctx.state.config;
  const absl::string_view nick = ctx.session.registered()
                                     ? UserOf(ctx.state, ctx.session.user).nick
                                     : absl::string_view(ctx.session.registration->nick);
  if (!ctx.session.registered() && !config.account_registration_early) {
    return ctx.Reply(kFailRegisterEarly(SafeParam(p[0])));
  }
  if (nick.empty() && p[0] == "*") return ctx.Reply(kFailRegisterNoNick("*"));
  MakeAccount(ctx, {.name = p[0] == "*" ? nick : p[0],
                    .email = p[1] == "*" ? absl::string_view() : p[1],
                    .password = p[2],
                    .service = ""});
}

void Verify(SessionCtx& ctx, const Params& p) {
  if (!ctx.session.registered() && !ctx.state.config.account_registration_early) {
    return ctx.Reply(kFailVerifyEarly(SafeParam(p[0])));
  }
  const absl::string_view own = AccountOf(ctx.state, ctx.session);
  if (!own.empty()) return ctx.Reply(kFailVerifyLoggedIn(SafeParam(own)));
  ctx.Reply(kFailVerifyCode(SafeParam(p[0])));
}

}  // namespace irc

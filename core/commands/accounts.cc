// REGISTER <account or *> <email or *> <password> | VERIFY <account or *> <code>
// https://ircv3.net/specs/extensions/account-registration
#include <string>

#include "core/commands/commands.h"
#include "core/kept/registration.h"
#include "core/kept/verification.h"
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
  if (nick.empty() && p[0] == "*") {
    // The nick that the client has asked for is in use: nobody registers it under its user.
    const std::string& refused = ctx.session.registration->refused_nick;
    return ctx.Reply(refused.empty() ? kFailRegisterNoNick("*")
                                     : kFailRegisterExists(SafeParam(refused)));
  }
  MakeAccount(ctx, {.name = p[0] == "*" ? nick : p[0],
                    .email = p[1] == "*" ? absl::string_view() : p[1],
                    .password = p[2],
                    .service = ""});
}

void VerifyCommand(SessionCtx& ctx, const Params& p) {
  if (!ctx.session.registered() && !ctx.state.config.account_registration_early) {
    return ctx.Reply(kFailVerifyEarly(SafeParam(p[0])));
  }
  const std::string nick(NickOf(ctx.state, ctx.session));
  Verify(ctx, p[0] == "*" ? absl::string_view(nick) : p[0], p[1], "");
}

}  // namespace irc

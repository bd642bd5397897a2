// PASS, USER, WEBIRC, PING, PONG, ERROR: commands about the connection itself.
// https://modern.ircdocs.horse/#connection-messages
#include "core/actions/quit.h"
#include "core/actions/register.h"
#include "core/commands/commands.h"
#include "core/protocol/numerics.h"
#include "core/protocol/render.h"
#include "core/protocol/utf8.h"

namespace irc {

// PASS <password>
void Pass(SessionCtx& ctx, const Params& p) {
  if (ctx.session.registered()) return ctx.Reply(kErrAlreadyRegistered());
  ctx.session.registration->password = std::string(p[0]);
}

// USER <username> 0 * :<realname>
void UserCommand(SessionCtx& ctx, const Params& p) {
  if (ctx.session.registered()) return ctx.Reply(kErrAlreadyRegistered());
  Registration& registration = *ctx.session.registration;
  if (!registration.username.empty()) return ctx.Reply(kErrAlreadyRegistered());
  if (p[0].empty() || p[3].empty()) return ctx.Reply(kErrNeedMoreParams("USER"));
  const Limits& limits = ctx.state.config.limits;
  const std::string username = CleanUsername(p[0], limits.user_bytes);
  if (username.empty()) return ctx.Reply(kErrInvalidUsername());
  registration.username = username;
  registration.realname =
      std::string(TruncateUtf8(p[3], static_cast<size_t>(limits.realname_bytes)));
  TryRegister(ctx);
}

// WEBIRC <password> <gateway> <host> <address> [:<options>]
// The shell handles WEBIRC in the first line of a known gateway. From another client, or in a later
// line, it ends the connection, because the client behind it would get a wrong address. The
// parameters after the password, a secret, do not reach the core.
// https://ircv3.net/specs/extensions/webirc
void Webirc(SessionCtx& ctx, const Params&) {
  if (ctx.session.registered()) return ctx.Reply(kErrAlreadyRegistered());
  EndSession(ctx.state, ctx.out, ctx.session,
             "WEBIRC is for gateways that are known here, and comes first", CloseCause::kRejected);
}

// PING <token>
// A token that does not fit behind the names of the server comes back without them: part of a token
// answers no PING, and this line is as long as the one that was received.
void Ping(SessionCtx& ctx, const Params& p) {
  if (p[0].empty()) return ctx.Reply(kErrNoOrigin());
  const std::string& server_name = ctx.state.config.server_name;
  Message pong = Message("PONG").Param(server_name);
  const bool fits = p[0].size() <= RoomFor(pong, server_name, "");
  ctx.Reply(fits ? pong.Trailing(p[0]) : Message::OfConnection("PONG").Param(p[0]));
}

// PONG <token>: the shell has already reset the connection's ping timeout.
void Pong(SessionCtx&, const Params&) {}

// ERROR is a command between servers; from a client it is ignored.
void ErrorCommand(SessionCtx&, const Params&) {}

}  // namespace irc

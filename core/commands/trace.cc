// TRACE [<nick or server>]: the connections of the server, by class.
// https://www.rfc-editor.org/rfc/rfc2812#section-3.4.8
#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/protocol/numerics.h"
#include "core/version.h"

namespace irc {
namespace {

constexpr absl::string_view kUserClass = "users", kOperClass = "opers";

void TraceUser(UserCtx& ctx, const User& user) {
  const std::string address = absl::StrCat("(", PeerOf(ctx.state, user).ip, ")");
  if (user.is_oper()) {
    ctx.ReplyInTurn(kRplTraceOperator("Oper", kOperClass, user.nick, address));
  } else {
    ctx.ReplyInTurn(kRplTraceUser("User", kUserClass, user.nick, address));
  }
}

void TraceEverybody(UserCtx& ctx) {
  ctx.state.sessions.ForEach([&](const Session& session) {
    if (session.registered()) return;
    ctx.ReplyInTurn(
        kRplTraceUnknown("????", "unregistered",
                         session.registration->nick.empty() ? "*" : session.registration->nick,
                         absl::StrCat("(", session.peer.ip, ")")));
  });
  ctx.state.users.ForEach([&](const User& user) { TraceUser(ctx, user); });
  const auto opers = static_cast<int64_t>(ctx.state.counters.opers);
  const auto users = static_cast<int64_t>(ctx.state.users.size()) - opers;
  if (users > 0) ctx.ReplyInTurn(kRplTraceClass("Class", kUserClass, users));
  if (opers > 0) ctx.ReplyInTurn(kRplTraceClass("Class", kOperClass, opers));
}

}  // namespace

void Trace(UserCtx& ctx, const Params& p) {
  if (const User* user = FindUser(ctx.state, p[0])) {
    TraceUser(ctx, *user);
  } else if (ctx.RequireServer(p[0])) {
    TraceEverybody(ctx);
  } else {
    return;
  }
  ctx.ReplyInTurn(kRplTraceEnd(ctx.state.config.server_name, kVersion));
}

}  // namespace irc

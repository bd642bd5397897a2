// OPER <name> <password>
// https://modern.ircdocs.horse/#oper-message
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/actions/login.h"
#include "core/actions/user_modes.h"
#include "core/commands/commands.h"
#include "core/commands/completions.h"
#include "core/outbox/source.h"
#include "core/protocol/mask.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

const OperConfig* FindBlock(const Config& config, const std::string& name) {
  for (const OperConfig& oper : config.opers) {
    if (oper.name == name) return &oper;
  }
  return nullptr;
}

bool HostMatches(const UserCtx& ctx, const OperConfig& block) {
  const Peer& peer = ctx.session.peer;
  constexpr Casemapping kCasemapping = Casemapping::kAscii;
  UserText text{.nick = {}, .username = GlobText(kCasemapping, ctx.user.username), .hosts = {}};
  text.hosts.emplace_back(kCasemapping, peer.host);
  text.hosts.emplace_back(kCasemapping, peer.ip);
  return std::any_of(block.hosts.begin(), block.hosts.end(), [&](const std::string& mask) {
    return UserHostMask(kCasemapping, mask).Matches(text);
  });
}

uint32_t NoticesOf(const Config& config) {
  if (config.oper_notices == "*") return kAllSnomasks;
  uint32_t snomask = 0;
  for (char letter : config.oper_notices) snomask |= SnomaskBitOfLetter(letter);
  return snomask;
}

void MakeOper(UserCtx& ctx, const std::string& name) {
  SetOper(ctx.state, ctx.user, name);
  ctx.user.snomask = NoticesOf(ctx.state.config);
  const bool notices = ctx.user.snomask != 0;
  SetUserMode(ctx.state, ctx.user, UserMode::kServerNotices, notices);
  ctx.Reply(kRplYoureOper());
  ctx.out.ReplyToUser(ctx.user,
                      From(ctx.user, "MODE").Param(ctx.user.nick).Trailing(notices ? "+os" : "+o"));
  if (notices) ctx.Reply(kRplSnomask(SnomaskString(ctx.user.snomask)));
}

}  // namespace

void Oper(UserCtx& ctx, const Params& p) {
  if (ctx.user.is_oper()) return ctx.Reply(kRplYoureOper());
  // Unknown names are checked too, so that neither the reply nor its delay reveals whether a name
  // exists.
  ctx.Ask(CheckPassword{.credential = absl::StrCat("oper/", p[0]), .secret = std::string(p[1])},
          PendingOper{std::string(p[0])});
}

void OnOperPassword(UserCtx& ctx, const std::string& name, bool ok) {
  const OperConfig* block = FindBlock(ctx.state.config, name);
  const bool host_ok = block != nullptr && HostMatches(ctx, *block);
  if (ok && host_ok) {
    ctx.Note(AuditKind::kLoggedIn, {{"method", "OPER"}, {"name", name}});
    // Before MakeOper, so that the new operator does not get the notice.
    ctx.out.NotifyOperators(Snomask::kOpers,
                            absl::StrCat(ctx.user.mask(), " is now an operator (", name, ")"));
    return MakeOper(ctx, name);
  }
  const absl::string_view why = block == nullptr ? kUnknownName : ok ? kWrongHost : kWrongPassword;
  // What does not exist may be a password in the wrong place.
  ctx.Note(AuditKind::kLoginFailed,
           {{"method", "OPER"}, {"name", block == nullptr ? "" : name}, {"why", std::string(why)}});
  ctx.out.NotifyOperators(Snomask::kOpers,
                          absl::StrCat("Failed OPER attempt by ", ctx.user.mask()));
  // The reply about the host is sent only with the right password, because it confirms the name.
  ctx.Reply(ok && block != nullptr ? kErrNoOperHost() : kErrPasswdMismatch());
  CountFailedLogin(ctx);
}

}  // namespace irc

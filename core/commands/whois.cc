// WHOIS [<server or nick>] <nick>{,<nick>}
// https://modern.ircdocs.horse/#whois-message
#include "absl/strings/str_cat.h"
#include "core/actions/user_modes.h"
#include "core/commands/commands.h"
#include "core/policy/policy.h"
#include "core/protocol/numerics.h"
#include "core/replies/list_reply.h"

namespace irc {
namespace {

void ReplyChannels(UserCtx& ctx, const User& target) {
  Message head = Message::Numeric(kRplWhoisChannels.code);
  ListReply channels(ctx, std::move(head.Param(target.nick)));
  for (const Membership& membership : target.channels) {
    const Channel& channel = ChannelOf(ctx.state, membership.channel);
    if (!CanSeeChannelOfUser(ctx.state, ctx.user, target, channel)) continue;
    const Prefixes prefixes = channel.members[membership.index].prefixes;
    channels.Add(absl::StrCat(ctx.Symbols(prefixes), channel.name));
  }
  channels.Finish();
}

// Replies with the real address and the modes, which only the user itself and operators may see.
void ReplyPrivate(UserCtx& ctx, const User& target) {
  const Peer& peer = PeerOf(ctx.state, target);
  if (!peer.certfp.empty()) {
    ctx.Reply(kRplWhoisCertFp(target.nick,
                              absl::StrCat("has client certificate fingerprint ", peer.certfp)));
  }
  ctx.Reply(kRplWhoisModes(target.nick, absl::StrCat("is using modes ", UserModeString(target))));
  // 378 has the same values in the form of a sentence, and is not sent beside it.
  ctx.Reply(kRplWhoisActually(target.nick, absl::StrCat(target.username, "@", peer.host), peer.ip));
}

void ReplyUser(UserCtx& ctx, const User& target) {
  const State& state = ctx.state;
  const Config& config = state.config;
  ctx.Reply(kRplWhoisUser(target.nick, target.username, target.host, "*", target.realname));
  ReplyChannels(ctx, target);
  ctx.Reply(kRplWhoisServer(target.nick, config.server_name, config.description));
  if (target.is_away()) ctx.Reply(kRplAway(target.nick, *target.away));
  if (target.has_account()) ctx.Reply(kRplWhoisAccount(target.nick, target.account));
  if (target.is_oper()) ctx.Reply(kRplWhoisOperator(target.nick));
  if (target.Has(UserMode::kBot)) {
    ctx.Reply(kRplWhoisBot(target.nick, absl::StrCat("is a Bot on ", config.network_name)));
  }
  if (PeerOf(state, target).tls) ctx.Reply(kRplWhoisSecure(target.nick));
  if (ctx.user.is_oper() || ctx.user.id == target.id) ReplyPrivate(ctx, target);
  if (ctx.session.HasMetadata()) {
    for (const auto& [key, value] : target.metadata) {
      ctx.Reply(kRplWhoisKeyValue(target.nick, key, "*", value));
    }
  }
  if (CanSeeIdleTime(state, ctx.user, target)) {
    ctx.Reply(kRplWhoisIdle(target.nick, absl::ToInt64Seconds(state.now - target.active_at),
                            absl::ToUnixSeconds(target.signed_on_at)));
  }
}

}  // namespace

void Whois(UserCtx& ctx, const Params& p) {
  // The first of two parameters is the server that answers, which must be this one.
  const absl::string_view nicks = p.size() > 1 ? p[1] : p[0];
  if (nicks.empty()) return ctx.Reply(kErrNoNicknameGiven());
  if (p.size() > 1 && !ctx.RequireServer(p[0])) return;
  Targets targets = SplitTargets(nicks);
  const auto targets_max = static_cast<size_t>(ctx.state.config.limits.targets);
  if (targets.size() > targets_max) targets.resize(targets_max);
  for (absl::string_view nick : targets) {
    if (const User* target = ctx.RequireUser(nick)) ReplyUser(ctx, *target);
  }
  ctx.Reply(kRplEndOfWhois(SafeParam(nicks)));
}

}  // namespace irc

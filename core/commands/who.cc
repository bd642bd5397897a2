// WHO <channel, nick or mask> [o][%<fields>[,<token>]]
// https://modern.ircdocs.horse/#who-message
#include "core/commands/who.h"

#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

struct Query {
  absl::string_view mask;
  bool opers_only = false;
  std::optional<WhoxRequest> whox;
};

Query ParseQuery(const Params& p) {
  Query query{.mask = p[0].empty() ? "*" : p[0]};
  const size_t percent = p[1].find('%');
  query.opers_only = p[1].substr(0, percent).find('o') != absl::string_view::npos;
  if (percent != absl::string_view::npos) query.whox = ParseWhox(p[1].substr(percent + 1));
  return query;
}

// True if the mask matches the user. Data that the client may not see is not compared.
bool MatchesWho(const UserCtx& ctx, const User& user, absl::string_view mask) {
  const State& state = ctx.state;
  const auto matches = [&](absl::string_view text) {
    return MatchMask(state.casemapping, mask, text);
  };
  if (matches(user.nick) || matches(user.username) || matches(user.host) ||
      matches(user.realname) || matches(state.config.server_name)) {
    return true;
  }
  if (!ctx.user.is_oper() && user.id != ctx.user.id) return false;
  const Peer& peer = PeerOf(state, user);
  return matches(peer.host) || matches(peer.ip);
}

// The first of the user's channels in which the user is visible to the client.
const Channel* ChannelToShow(const UserCtx& ctx, const User& user) {
  for (const Membership& membership : user.channels) {
    const Channel& channel = ChannelOf(ctx.state, membership.channel);
    if (CanSeeIn(ctx.state, ctx.user, user, channel)) return &channel;
  }
  return nullptr;
}

void ReplyEntry(UserCtx& ctx, const Query& query, const WhoEntry& entry) {
  if (query.whox.has_value()) return ctx.Reply(WhoxReply(ctx, *query.whox, entry));
  const User& user = entry.user;
  ctx.Reply(kRplWhoReply(
      entry.channel == nullptr ? absl::string_view("*") : absl::string_view(entry.channel->name),
      user.username, user.host, ctx.state.config.server_name, user.nick, WhoFlags(ctx, entry),
      absl::StrCat("0 ", user.realname)));
}

// The reply for a channel is never cut, because clients get the channel's users from it.
void WhoChannel(UserCtx& ctx, const Query& query) {
  const Channel* channel = FindChannel(ctx.state, query.mask);
  if (channel == nullptr || !CanSee(ctx.state, ctx.user, *channel)) return;
  const Member* inside = FindMember(ctx.state, ctx.user, *channel);
  for (const Member& member : channel->members) {
    const User& user = UserOf(ctx.state, member.user);
    if (query.opers_only && !user.is_oper()) continue;
    if (!CanSeeMember(ctx.state, ctx.user, inside, *channel, member)) continue;
    ReplyEntry(ctx, query, {user, channel});
  }
}

void WhoMask(UserCtx& ctx, const Query& query) {
  const bool everybody = query.mask == "0" || query.mask == "*";
  const int64_t replies_max = ctx.state.config.limits.who_replies;
  int64_t found = 0;
  ctx.state.users.ForEach([&](const User& user) {
    if (found > replies_max || (query.opers_only && !user.is_oper())) return;
    if (!CanFind(ctx.state, ctx.user, user)) return;
    if (!everybody && !MatchesWho(ctx, user, query.mask)) return;
    if (++found <= replies_max) ReplyEntry(ctx, query, {user, ChannelToShow(ctx, user)});
  });
  if (found > replies_max) ctx.Reply(kErrTooManyMatches("WHO", SafeParam(query.mask)));
}

}  // namespace

void Who(UserCtx& ctx, const Params& p) {
  const Query query = ParseQuery(p);
  if (LooksLikeChannel(query.mask)) {
    WhoChannel(ctx, query);
  } else if (const User* user = FindUser(ctx.state, query.mask)) {
    // The exact nick finds a user even with +i.
    if (!query.opers_only || user->is_oper()) {
      ReplyEntry(ctx, query, {*user, ChannelToShow(ctx, *user)});
    }
  } else {
    WhoMask(ctx, query);
  }
  ctx.Reply(kRplEndOfWho(SafeParam(query.mask)));
}

std::string WhoFlags(const UserCtx& ctx, const WhoEntry& entry) {
  const User& user = entry.user;
  std::string flags = user.is_away() ? "G" : "H";
  if (user.is_oper()) flags.push_back('*');
  if (entry.channel != nullptr) {
    absl::StrAppend(&flags, ctx.Symbols(FindMember(ctx.state, user, *entry.channel)->prefixes));
  }
  if (user.Has(UserMode::kBot)) flags.push_back('B');
  return flags;
}

}  // namespace irc

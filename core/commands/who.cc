// WHO <channel, nick or mask> [o][%<fields>[,<token>]]
// https://modern.ircdocs.horse/#who-message
#include "core/commands/who.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "core/commands/commands.h"
#include "core/commands/parts.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/replies/pieces.h"

namespace irc {
namespace {

struct Query {
  absl::string_view mask;
  bool opers_only = false;
  std::optional<WhoxRequest> whox;
};

Query ParseQuery(absl::string_view mask, absl::string_view options) {
  Query query{.mask = mask.empty() ? "*" : mask};
  const size_t percent = options.find('%');
  query.opers_only = options.substr(0, percent).find('o') != absl::string_view::npos;
  if (percent != absl::string_view::npos) query.whox = ParseWhox(options.substr(percent + 1));
  return query;
}

// True if the mask matches the user. Data that the client may not see is not compared.
bool MatchesWho(UserCtx& ctx, const User& user, absl::string_view mask) {
  const State& state = ctx.state;
  const auto matches = [&](absl::string_view text) {
    ctx.out.piece().ChargeMatch(mask, text);
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
    if (CanSeeChannelOfUser(ctx.state, ctx.user, user, channel)) return &channel;
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

}  // namespace

bool SendWho(UserCtx& ctx, ChannelWhoPart& part) {
  const Query query = ParseQuery(part.mask, part.options);
  const Channel* channel = ctx.state.channels.Find(part.members.channel);
  if (channel != nullptr && CanSeeChannel(ctx.state, ctx.user, *channel)) {
    const Member* inside = FindMember(ctx.state, ctx.user, *channel);
    const bool done = ForEachLeft(ctx.state, part.members, [&](const Member& member) {
      const User& user = UserOf(ctx.state, member.user);
      if (query.opers_only && !user.is_oper()) return true;
      if (!CanSeeMember(ctx.state, ctx.user, inside, *channel, member)) return true;
      if (ctx.out.PieceIsFull()) return false;
      ReplyEntry(ctx, query, {user, channel});
      return true;
    });
    if (!done) return false;
  }
  ctx.Reply(kRplEndOfWho(SafeParam(query.mask)));
  return true;
}

bool SendWho(UserCtx& ctx, MaskWhoPart& part) {
  const Query query = ParseQuery(part.mask, part.options);
  const bool everybody = query.mask == "0" || query.mask == "*";
  const int64_t replies_max = ctx.state.config.limits.who_replies;
  const auto visit = [&](const User& user) {
    if (part.found > replies_max) return true;
    if (ctx.out.PieceIsFull()) return false;
    ctx.out.piece().Charge(1);
    if (query.opers_only && !user.is_oper()) return true;
    // Whether the client may find somebody is the dearest question: it may walk a hundred channels.
    if (!everybody && !MatchesWho(ctx, user, query.mask)) return true;
    ctx.out.piece().Charge(user.channels.size());
    if (!CanFindUser(ctx.state, ctx.user, user)) return true;
    if (++part.found <= replies_max) ReplyEntry(ctx, query, {user, ChannelToShow(ctx, user)});
    return true;
  };
  if (!ctx.state.users.ForEachFrom(part.next_slot, visit)) return false;
  if (part.found > replies_max) ctx.Reply(kErrTooManyMatches("WHO", SafeParam(query.mask)));
  ctx.Reply(kRplEndOfWho(SafeParam(query.mask)));
  return true;
}

void Who(UserCtx& ctx, const Params& p) {
  const Query query = ParseQuery(p[0], p[1]);
  const std::string mask(query.mask), options(p[1]);
  const auto send = [&](auto part) {
    SendOrQueue(ctx.state, ctx.out, ctx.session, std::move(part),
                [&](auto& begun) { return SendWho(ctx, begun); });
  };
  const User* user = FindUser(ctx.state, query.mask);
  if (LooksLikeChannel(query.mask)) {
    // The reply for a channel is never cut, because clients get the channel's users from it.
    const Channel* channel = FindChannel(ctx.state, query.mask);
    send(ChannelWhoPart{
        .mask = mask,
        .options = options,
        .members = {.channel = channel == nullptr ? SlotId<Channel>() : channel->id}});
  } else if (user == nullptr) {
    send(MaskWhoPart{.mask = mask, .options = options});
  } else {
    // The exact nick finds a user even with +i.
    if (!query.opers_only || user->is_oper()) {
      ReplyEntry(ctx, query, {*user, ChannelToShow(ctx, *user)});
    }
    ctx.Reply(kRplEndOfWho(SafeParam(query.mask)));
  }
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

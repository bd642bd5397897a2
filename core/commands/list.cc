// LIST [<channel or mask>{,...}] [<condition>{,<condition>}]
// https://modern.ircdocs.horse/#list-message, ELIST=CMNTU
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "core/commands/commands.h"
#include "core/commands/parts.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/replies/pieces.h"

namespace irc {
namespace {

// A request. Names and masks select channels, the conditions exclude some of them.
struct Query {
  std::vector<absl::string_view> wanted;          // names, and masks (M)
  std::vector<absl::string_view> unwanted;        // masks after '!' (N)
  std::vector<int64_t> more_users, fewer_users;   // U
  std::vector<absl::Time> made_by, made_since;    // C
  std::vector<absl::Time> topic_by, topic_since;  // T
};

// The parts of "<n" or ">n". ParseBound is absent for another text.
struct Bound {
  bool above;
  int64_t number;
};
std::optional<Bound> ParseBound(absl::string_view text) {
  if (text.empty() || (text[0] != '<' && text[0] != '>')) return std::nullopt;
  int64_t number = 0;
  if (!absl::SimpleAtoi(text.substr(1), &number) || number < 0) return std::nullopt;
  return Bound{text[0] == '>', number};
}

// Adds a condition such as "C>60", created 60 minutes ago or earlier, or "C<60", created since
// then. False for an invalid item.
bool AddTimeCondition(absl::Time now, absl::string_view item, Query& query) {
  const std::optional<Bound> bound = ParseBound(item.substr(1));
  if (!bound.has_value()) return false;
  const absl::Time then = now - absl::Minutes(bound->number);
  switch (absl::ascii_toupper(static_cast<unsigned char>(item[0]))) {
    case 'C':
      (bound->above ? query.made_by : query.made_since).push_back(then);
      return true;
    case 'T':
      (bound->above ? query.topic_by : query.topic_since).push_back(then);
      return true;
    default:
      return false;
  }
}

void AddItem(absl::Time now, absl::string_view item, Query& query) {
  if (item[0] == '!') return query.unwanted.push_back(item.substr(1));
  if (const std::optional<Bound> users = ParseBound(item)) {
    return (users->above ? query.more_users : query.fewer_users).push_back(users->number);
  }
  if (!AddTimeCondition(now, item, query)) query.wanted.push_back(item);
}

Query ParseQuery(const ListPart& part) {
  Query query;
  for (const std::string& param : part.params) {
    for (absl::string_view item : SplitTargets(param)) AddItem(part.asked_at, item, query);
  }
  return query;
}

bool MatchesOne(const State& state, const Channel& channel,
                const std::vector<absl::string_view>& masks) {
  return std::any_of(masks.begin(), masks.end(), [&](absl::string_view mask) {
    return MatchMask(state.casemapping, mask, channel.name);
  });
}

// True if the channel meets all conditions. A channel whose topic was never set meets no condition
// on the topic's time.
bool MeetsConditions(const State& state, const Channel& channel, const Query& query) {
  const auto users = static_cast<int64_t>(channel.members.size());
  const Topic& topic = channel.topic;
  const auto all = [](const auto& bounds, auto holds) {
    return std::all_of(bounds.begin(), bounds.end(), holds);
  };
  return !MatchesOne(state, channel, query.unwanted) &&
         all(query.more_users, [&](int64_t n) { return users > n; }) &&
         all(query.fewer_users, [&](int64_t n) { return users < n; }) &&
         all(query.made_by, [&](absl::Time then) { return channel.created_at <= then; }) &&
         all(query.made_since, [&](absl::Time then) { return channel.created_at > then; }) &&
         all(query.topic_by,
             [&](absl::Time then) { return !topic.setter.empty() && topic.set_at <= then; }) &&
         all(query.topic_since,
             [&](absl::Time then) { return !topic.setter.empty() && topic.set_at > then; });
}

// Charges the comparison of the channel with masks: a line may have many, and the server many
// channels.
void Charge(UserCtx& ctx, const Channel& channel, const std::vector<absl::string_view>& masks) {
  ctx.out.piece().Charge(1);
  for (absl::string_view mask : masks) ctx.out.piece().ChargeMatch(mask, channel.name);
}

// Replies with a channel that names and masks select, if it meets the conditions and the client may
// see it.
void ReplyChosen(UserCtx& ctx, const Channel& channel, const Query& query, const ListPart& part) {
  // What was made after the question is in no list, so that no name is in one twice.
  if (channel.created_at > part.asked_at) return;
  Charge(ctx, channel, query.unwanted);
  if (channel.members.empty() && !ctx.state.config.list_empty_channels) return;
  if (!MeetsConditions(ctx.state, channel, query) || !CanSeeChannel(ctx.state, ctx.user, channel))
    return;
  ctx.Reply(
      kRplList(channel.name, static_cast<int64_t>(channel.members.size()), channel.topic.text));
}

// Names without wildcards are looked up, without iterating over all channels.
bool SendNamed(UserCtx& ctx, const Query& query, ListPart& part) {
  absl::flat_hash_set<Folded> seen;
  for (uint32_t i = 0; i < query.wanted.size(); ++i) {
    const absl::string_view name = query.wanted[i];
    if (!seen.insert(Fold(ctx.state.casemapping, name)).second || i < part.next) continue;
    if (ctx.out.PieceIsFull()) return false;
    const Channel* channel = FindChannel(ctx.state, name);
    if (channel != nullptr) ReplyChosen(ctx, *channel, query, part);
    part.next = i + 1;
  }
  return true;
}

bool SendAll(UserCtx& ctx, const Query& query, ListPart& part) {
  return ctx.state.channels.ForEachFrom(part.next, [&](const Channel& channel) {
    if (ctx.out.PieceIsFull()) return false;
    Charge(ctx, channel, query.wanted);
    if (query.wanted.empty() || MatchesOne(ctx.state, channel, query.wanted)) {
      ReplyChosen(ctx, channel, query, part);
    }
    return true;
  });
}

}  // namespace

bool SendList(UserCtx& ctx, ListPart& part) {
  const Query query = ParseQuery(part);
  const bool named =
      !query.wanted.empty() && std::none_of(query.wanted.begin(), query.wanted.end(), HasWildcard);
  if (named ? !SendNamed(ctx, query, part) : !SendAll(ctx, query, part)) return false;
  ctx.Reply(kRplListEnd());
  return true;
}

void List(UserCtx& ctx, const Params& p) {
  ctx.Reply(kRplListStart("Channel"));
  ListPart asked{.params = {}, .asked_at = ctx.state.now};
  for (absl::string_view param : p) {
    // A list of names without a name in it selects nothing.
    if (!param.empty() && SplitTargets(param).empty()) return ctx.Reply(kRplListEnd());
    asked.params.emplace_back(param);
  }
  SendOrQueue(ctx.state, ctx.out, ctx.session, std::move(asked),
              [&](ListPart& part) { return SendList(ctx, part); });
}

}  // namespace irc

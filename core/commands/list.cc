// LIST [<channel or mask>{,...}] [<condition>{,<condition>}]
// https://modern.ircdocs.horse/#list-message, ELIST=CMNTU
#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "core/commands/commands.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"

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

Query ParseQuery(absl::Time now, const Params& p) {
  Query query;
  for (absl::string_view param : p) {
    for (absl::string_view item : SplitTargets(param)) AddItem(now, item, query);
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

// The channels that names and masks select. Names without wildcards are looked up, without
// iterating over all channels.
std::vector<const Channel*> ChooseChannels(const State& state, const Query& query) {
  std::vector<const Channel*> chosen;
  if (!query.wanted.empty() &&
      std::none_of(query.wanted.begin(), query.wanted.end(), HasWildcard)) {
    for (absl::string_view name : query.wanted) {
      const Channel* channel = FindChannel(state, name);
      const bool again = std::find(chosen.begin(), chosen.end(), channel) != chosen.end();
      if (channel != nullptr && !again) chosen.push_back(channel);
    }
    return chosen;
  }
  state.channels.ForEach([&](const Channel& channel) {
    if (query.wanted.empty() || MatchesOne(state, channel, query.wanted)) {
      chosen.push_back(&channel);
    }
  });
  return chosen;
}

}  // namespace

void List(UserCtx& ctx, const Params& p) {
  const Query query = ParseQuery(ctx.state.now, p);
  ctx.Reply(kRplListStart("Channel"));
  for (const Channel* channel : ChooseChannels(ctx.state, query)) {
    if (!CanSee(ctx.state, ctx.user, *channel)) continue;
    if (!MeetsConditions(ctx.state, *channel, query)) continue;
    ctx.Reply(kRplList(channel->name, static_cast<int64_t>(channel->members.size()),
                       channel->topic.text));
  }
  ctx.Reply(kRplListEnd());
}

}  // namespace irc

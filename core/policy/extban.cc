#include "core/policy/extban.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "core/policy/visibility.h"

namespace irc {
namespace {

// The hosts of a user that masks are compared with, each one once.
absl::InlinedVector<const std::string*, 4> HostsOf(const State& state, const User& user,
                                                   Sight sight) {
  absl::InlinedVector<const std::string*, 4> hosts = {&user.host};
  const auto add = [&](const std::string& host) {
    const bool known = std::any_of(hosts.begin(), hosts.end(),
                                   [&](const std::string* other) { return *other == host; });
    if (!host.empty() && !known) hosts.push_back(&host);
  };
  const Peer& peer = PeerOf(state, user);
  add(peer.cloak);
  const auto shown = state.hosts_shown.find(user.id);
  if (shown != state.hosts_shown.end()) {
    for (const std::string& host : shown->second.worn) add(host);
  }
  if (sight == Sight::kShown) return hosts;
  add(peer.host);
  add(peer.ip);
  return hosts;
}

}  // namespace

// Compares one user with entries. The texts are made when the first entry needs them.
class Matcher {
 public:
  Matcher(const State& state, const User& user, const Channel& channel)
      : state_(state), user_(user), channel_(channel) {}

  bool Matches(const BanEntry& entry, absl::Time set_at) {
    set_at_ = set_at;
    return Has(entry) != entry.negated;
  }

 private:
  bool Has(const BanEntry& entry) {
    switch (entry.matching) {
      case 0:
        return MatchesMask(entry.mask);
      case 'a':
        return user_.has_account() && entry.text.Matches(Prepared(account_, user_.account));
      case 'j':
        return IsIn(entry);
      case 'o':
        return user_.is_oper() && MatchesMask(entry.mask);
      case 'r':
        return entry.text.Matches(Prepared(realname_, user_.realname));
      case 'U':
        return !user_.has_account() && MatchesMask(entry.mask);
      case 'x':
        return entry.whole ? MatchesWhole(entry.text)
                           : entry.text.Matches(Prepared(realname_, user_.realname)) &&
                                 MatchesMask(entry.mask);
      case 'z':
        return PeerOf(state_, user_).tls && MatchesMask(entry.mask);
    }
    IRC_CHECK(false, "every matching extban of the table has a case");
    return false;
  }

  // A mask that was set before a user hid the host goes on to match it, also when it was set before
  // the user came: +x is no way out of a ban. Masks that are set afterwards learn nothing.
  bool MatchesMask(const UserMask& mask) {
    if (!text_.has_value()) {
      text_ = TextOf(state_, user_, Sight::kShown);
      const auto shown = state_.hosts_shown.find(user_.id);
      if (shown != state_.hosts_shown.end()) {
        shown_until_ = shown->second.until;
        former_ = *text_;
        former_->hosts.assign(1, HostText(state_.casemapping, PeerOf(state_, user_).host));
      }
    }
    return mask.Matches(*text_) ||
           (former_.has_value() && set_at_ <= shown_until_ && mask.Matches(*former_));
  }

  const GlobText& Prepared(std::optional<GlobText>& prepared, absl::string_view text) {
    if (!prepared.has_value()) prepared.emplace(state_.casemapping, text);
    return *prepared;
  }

  // nick!user@host#realname.
  bool MatchesWhole(const Glob& mask) {
    if (wholes_.empty()) {
      for (const std::string* host : HostsOf(state_, user_, Sight::kShown)) {
        wholes_.emplace_back(state_.casemapping, absl::StrCat(user_.nick, "!", user_.username, "@",
                                                              *host, "#", user_.realname));
      }
    }
    return std::any_of(wholes_.begin(), wholes_.end(),
                       [&](const GlobText& text) { return mask.Matches(text); });
  }

  // True when members of this channel may know that the user is in `other`, as WHOIS would tell
  // them: a secret or private channel counts only in its own lists, and a hidden member in none.
  // Nobody finds a user with +i but those who see them in a channel.
  bool IsShownIn(const Channel& other, const Member& member, bool found) const {
    if (&other == &channel_) return true;
    return found && !other.Has(ChannelMode::kSecret) && !other.Has(ChannelMode::kPrivate) &&
           Sees(other, nullptr, member);
  }

  bool IsIn(const BanEntry& entry) {
    if (!channels_made_) ListChannels();
    return std::any_of(channels_.begin(), channels_.end(), [&](const auto& shown) {
      const auto& [prefixes, name] = shown;
      return (entry.least == 0 || (prefixes & AtLeast(entry.least)) != 0) &&
             entry.text.Matches(name);
    });
  }

  void ListChannels() {
    channels_made_ = true;
    const Member* inside = FindMember(state_, user_, channel_);
    const bool found = !user_.Has(UserMode::kInvisible) || (inside != nullptr && !inside->hidden);
    for (const Membership& membership : user_.channels) {
      const Channel& other = ChannelOf(state_, membership.channel);
      const Member& member = other.members[membership.index];
      if (!IsShownIn(other, member, found)) continue;
      channels_.emplace_back(member.prefixes, GlobText(state_.casemapping, other.name));
    }
  }

  const State& state_;
  const User& user_;
  const Channel& channel_;
  absl::Time set_at_;  // of the entry
  std::optional<UserText> text_;
  absl::Time shown_until_;
  std::optional<UserText> former_;  // with the host of that time
  std::optional<GlobText> account_, realname_;
  std::vector<GlobText> wholes_;
  std::vector<std::pair<Prefixes, GlobText>> channels_;  // those that 'j' may know of
  bool channels_made_ = false;
};

namespace {

// The number of a question to the lists, for ListVerdicts: which list, and which action.
int QuestionOf(ChannelMode list, BanAction action) {
  constexpr int kActions = kBanActions - 1;  // nobody asks about kAny
  static_assert(2 * kActions + 2 <= ListVerdicts::kQuestions);
  const int about = static_cast<int>(action) - 1;
  switch (list) {
    case ChannelMode::kBan:
      return about;
    case ChannelMode::kExcept:
      return kActions + about;
    case ChannelMode::kQuiet:
      return 2 * kActions;  // about speaking alone
    default:
      return 2 * kActions + 1;  // +I, about joining alone
  }
}

const Membership* MembershipIn(const User& user, const Channel& channel) {
  for (const Membership& membership : user.channels) {
    if (membership.channel == channel.id) return &membership;
  }
  return nullptr;
}

}  // namespace

UserText TextOf(const State& state, const User& user, Sight sight) {
  const Casemapping casemapping = state.casemapping;
  UserText text{.nick = GlobText(casemapping, user.nick),
                .username = GlobText(casemapping, user.username),
                .hosts = {}};
  for (const std::string* host : HostsOf(state, user, sight)) {
    text.hosts.emplace_back(casemapping, *host);
  }
  return text;
}

bool MatchesList(const State& state, const User& user, const Channel& channel, ChannelMode list,
                 BanAction action) {
  using Entries = ListVerdicts::Entries;
  const std::vector<ListEntry>& entries = channel.list(list);
  if (entries.empty()) return false;
  const Membership* membership = MembershipIn(user, channel);
  const int question = QuestionOf(list, action);
  Matcher matcher(state, user, channel);
  const auto matches = [&](Entries which) {
    if (membership != nullptr) {
      const auto known = membership->verdicts.Find(channel.lists_version, which, question);
      if (known.has_value()) return *known;
    }
    const bool yes = std::any_of(entries.begin(), entries.end(), [&](const ListEntry& entry) {
      const BanEntry& parsed = entry.parsed;
      return parsed.names_nick() == (which == Entries::kOfNicks) && parsed.IsAbout(action) &&
             matcher.Matches(parsed, entry.set_at);
    });
    if (membership != nullptr) {
      membership->verdicts.Remember(channel.lists_version, which, question, yes);
    }
    return yes;
  };
  return matches(Entries::kOthers) || matches(Entries::kOfNicks);
}

EntryMatcher::EntryMatcher(const State& state, const User& user, const Channel& channel)
    : matcher_(std::make_unique<Matcher>(state, user, channel)) {}

EntryMatcher::~EntryMatcher() = default;

bool EntryMatcher::Matches(const BanEntry& entry, absl::Time set_at) {
  return matcher_->Matches(entry, set_at);
}

bool MatchesEntry(const State& state, const User& user, const Channel& channel,
                  const BanEntry& entry, absl::Time set_at) {
  return Matcher(state, user, channel).Matches(entry, set_at);
}

bool MatchesName(const State& state, absl::string_view name, const std::vector<ListEntry>& list,
                 BanAction action) {
  const size_t bang = name.find('!'), at = name.rfind('@');
  IRC_CHECK(bang != absl::string_view::npos && at != absl::string_view::npos && bang < at,
            "the name has three parts");
  UserText text{.nick = GlobText(state.casemapping, name.substr(0, bang)),
                .username = GlobText(state.casemapping, name.substr(bang + 1, at - bang - 1)),
                .hosts = {}};
  text.hosts.emplace_back(state.casemapping, name.substr(at + 1));
  return std::any_of(list.begin(), list.end(), [&](const ListEntry& entry) {
    const BanEntry& parsed = entry.parsed;
    if (!parsed.IsAbout(action)) return false;
    const bool has = (parsed.matching == 0 || parsed.matching == 'U') && parsed.mask.Matches(text);
    return has != parsed.negated;
  });
}

}  // namespace irc

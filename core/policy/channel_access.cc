#include "core/policy/channel_access.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "core/policy/extban.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

// The account of the user; null: none, or one of the configuration, which has no id.
const Account* AccountOf(const State& state, const User& user) {
  if (!user.has_account()) return nullptr;
  const Account* account = FindAccount(state, user.account);
  return account == nullptr || account->configured ? nullptr : account;
}

bool IsFounder(const Account* account, const RegisteredChannel& channel) {
  return account != nullptr && channel.row.founder == account->id();
}

absl::Span<const AccessEntry> GroupEntries(const RegisteredChannel& channel) {
  const absl::Span<const AccessEntry> entries =
      absl::MakeConstSpan(channel.access.entries()).subspan(channel.access.accounts());
  const auto end = std::partition_point(
      entries.begin(), entries.end(),
      [](const AccessEntry& entry) { return entry.kind == EntryKind::kGroup; });
  return entries.subspan(0, static_cast<size_t>(end - entries.begin()));
}

// What names the account: the founder, and entries of accounts and groups.
void ForEachGrantByAccount(const State& state, const Account& account,
                           const RegisteredChannel& channel, absl::FunctionRef<void(Grant)> visit) {
  if (IsFounder(&account, channel)) visit(nullptr);
  const auto look_at = [&](const AccessEntry* entry) {
    if (entry != nullptr && !entry->IsOver(state.now)) visit(entry);
  };
  look_at(channel.access.Find(EntryKind::kAccount, account.id().value));
  // An account may be in many groups, to which anybody adds it, and a channel may have many entries
  // of groups: the fewer are looked at.
  const absl::Span<const GroupId> groups = state.groups.GroupsOf(account.id());
  const absl::Span<const AccessEntry> entries = GroupEntries(channel);
  if (groups.size() < entries.size()) {
    for (GroupId group : groups) {
      if (state.groups.IsMemberForChannels(group, account.id())) {
        look_at(channel.access.Find(EntryKind::kGroup, group.value));
      }
    }
    return;
  }
  for (const AccessEntry& entry : entries) {
    if (state.groups.IsMemberForChannels({entry.subject}, account.id())) look_at(&entry);
  }
}

ChannelRights RightsByAccount(const State& state, const Account& account,
                              const RegisteredChannel& channel) {
  ChannelRights rights = 0;
  ForEachGrantByAccount(state, account, channel, [&](Grant grant) { rights |= RightsOf(grant); });
  return rights;
}

// An entry of the kind `channel` is about who has any rights in the other one by an account.
bool HasRightsIn(const State& state, const Account& account, ChannelId other) {
  const RegisteredChannel* channel = state.registered_channels.Find(other);
  if (channel == nullptr) return false;
  const ChannelRights rights = RightsByAccount(state, account, *channel);
  return rights != 0 && !Has(rights, ChannelRight::kBanned);
}

// What masks are compared with.
enum class Hosts { kAll, kShown };

bool IsAbout(const State& state, const Account* account, const AccessEntry& entry, Hosts hosts,
             absl::FunctionRef<EntryMatcher&()> matcher) {
  switch (entry.kind) {
    case EntryKind::kAccount:
      return account != nullptr && account->id().value == entry.subject;
    case EntryKind::kGroup:
      return account != nullptr && state.groups.IsMemberForChannels({entry.subject}, account->id());
    case EntryKind::kChannel:
      return account != nullptr && HasRightsIn(state, *account, {entry.subject});
    case EntryKind::kMask:
      // What is set in the future matches nothing that was hidden before.
      return matcher().Matches(entry.details->parsed, hosts == Hosts::kShown
                                                          ? absl::InfiniteFuture()
                                                          : absl::FromUnixMillis(entry.set_at_ms));
  }
  return false;
}

// The rights that keep somebody in a restricted channel: any but to be kept out.
bool IsLetIn(ChannelRights rights) { return (rights & ~BitOf(ChannelRight::kBanned)) != 0; }

void VisitGrants(const State& state, const User& user, const RegisteredChannel& channel,
                 Hosts hosts, absl::FunctionRef<void(Grant)> visit) {
  if (!channel.approved()) return;
  const Account* account = AccountOf(state, user);
  if (IsFounder(account, channel)) visit(nullptr);
  std::optional<EntryMatcher> matcher;
  const auto matcher_of_user = [&]() -> EntryMatcher& {
    if (!matcher.has_value()) matcher.emplace(state, user, ChannelOf(state, channel.live));
    return *matcher;
  };
  const auto look_at = [&](const AccessEntry& entry) {
    if (!entry.IsOver(state.now) && IsAbout(state, account, entry, hosts, matcher_of_user))
      visit(&entry);
  };
  // Most entries are of accounts, and at most one of them is about this user.
  const AccessEntry* own =
      account == nullptr ? nullptr : channel.access.Find(EntryKind::kAccount, account->id().value);
  if (own != nullptr) look_at(*own);
  const std::vector<AccessEntry>& entries = channel.access.entries();
  for (size_t i = channel.access.accounts(); i < entries.size(); ++i) look_at(entries[i]);
}

}  // namespace

void ForEachGrant(const State& state, const User& user, const RegisteredChannel& channel,
                  absl::FunctionRef<void(Grant)> visit) {
  VisitGrants(state, user, channel, Hosts::kAll, visit);
}

void ForEachShownGrant(const State& state, const User& user, const RegisteredChannel& channel,
                       absl::FunctionRef<void(Grant)> visit) {
  VisitGrants(state, user, channel, Hosts::kShown, visit);
}

void ForEachGrant(const State& state, const Account& account, const RegisteredChannel& channel,
                  absl::FunctionRef<void(Grant)> visit) {
  if (channel.approved()) ForEachGrantByAccount(state, account, channel, visit);
}

ChannelRights RightsOf(const State& state, const User& user, const RegisteredChannel& channel) {
  // One event asks several times: whether the user may enter, and which prefixes come with that.
  RightsMemo& memo = user.rights;
  const uint64_t changes = state.registered_channels.changes();
  if (memo.seq == state.seq && memo.changes == changes && memo.channel == channel.id()) {
    return memo.rights;
  }
  ChannelRights rights = 0;
  ForEachGrant(state, user, channel, [&](Grant grant) { rights |= RightsOf(grant); });
  memo = {
      .seq = state.seq, .changes = changes, .channel = channel.id(), .rights = WithoutBan(rights)};
  return memo.rights;
}

ChannelRights RightsOf(const State& state, const Account& account,
                       const RegisteredChannel& channel) {
  ChannelRights rights = 0;
  ForEachGrant(state, account, channel, [&](Grant grant) { rights |= RightsOf(grant); });
  return WithoutBan(rights);
}

Prefixes PrefixesOf(ChannelRights rights) {
  Prefixes prefixes = 0;
  if (Has(rights, ChannelRight::kOwner)) prefixes |= kOwner;
  if (Has(rights, ChannelRight::kProtected)) prefixes |= kAdmin;
  if (Has(rights, ChannelRight::kOp)) prefixes |= kOp;
  if (Has(rights, ChannelRight::kHalfop)) prefixes |= kHalfop;
  if (Has(rights, ChannelRight::kVoice)) prefixes |= kVoice;
  return prefixes;
}

Prefixes AutomaticPrefixes(ChannelRights rights) {
  if (Has(rights, ChannelRight::kAutoOp)) {
    const Prefixes above = PrefixesOf(rights) & (kOwner | kAdmin);
    return static_cast<Prefixes>(kOp | HighestRank(above));
  }
  if (Has(rights, ChannelRight::kAutoHalfop)) return kHalfop;
  return Has(rights, ChannelRight::kAutoVoice) ? kVoice : Prefixes{0};
}

const AccessEntry* KeptOutBy(const State& state, const User& user,
                             const RegisteredChannel& channel) {
  if (!Has(RightsOf(state, user, channel), ChannelRight::kBanned)) return nullptr;
  const AccessEntry* found = nullptr;
  ForEachGrant(state, user, channel, [&](Grant grant) {
    if (found == nullptr && grant != nullptr && grant->Has(ChannelRight::kBanned)) found = grant;
  });
  return found;
}

Refusal CannotEnterRegistered(const State& state, const User& user, const Channel& channel) {
  const RegisteredChannel* registered = RegistrationOf(state, channel);
  if (registered == nullptr) return std::nullopt;
  if (const AccessEntry* entry = KeptOutBy(state, user, *registered)) {
    const std::string& reason = entry->details->reason;
    return kErrKeptOutOfChan(channel.name,
                             absl::StrCat("Cannot join channel (you are on its AKICK list)",
                                          reason.empty() ? "" : ": ", reason));
  }
  if (registered->IsOn("restricted") && !user.is_oper() &&
      !IsLetIn(RightsOf(state, user, *registered))) {
    return kErrRestrictedChan(channel.name,
                              "Cannot join channel (only those on its access list may)");
  }
  return std::nullopt;
}

Refusal CannotGivePrefix(const State& state, const User& target, const Channel& channel,
                         Prefixes prefix) {
  const RegisteredChannel* registered = RegistrationOf(state, channel);
  if (registered == nullptr || !registered->IsOn("secure")) return std::nullopt;
  if ((PrefixesOf(RightsOf(state, target, *registered)) & prefix) != 0) return std::nullopt;
  return kErrChanopPrivsNeeded(
      channel.name, absl::StrCat("The channel is secure: ", target.nick, " has no right to that"));
}

char LockOf(absl::string_view mlock, char letter) {
  char sign = '+';
  for (char c : mlock) {
    if (c == '+' || c == '-') sign = c;
    if (c == letter) return sign;
  }
  return 0;
}

Refusal CannotChangeLocked(const State& state, const Channel& channel, char letter, bool add) {
  const RegisteredChannel* registered = RegistrationOf(state, channel);
  if (registered == nullptr) return std::nullopt;
  const absl::string_view mlock = registered->Setting("mlock");
  const char lock = LockOf(mlock, letter);
  if (lock == 0 || (lock == '+') == add) return std::nullopt;
  return kErrModeIsLocked(channel.name, absl::string_view(&letter, 1), mlock);
}

Refusal CannotSetLockedTopic(const State& state, const User& user, const Channel& channel) {
  const RegisteredChannel* registered = RegistrationOf(state, channel);
  if (registered == nullptr || !registered->IsOn("topiclock") ||
      Has(RightsOf(state, user, *registered), ChannelRight::kTopic)) {
    return std::nullopt;
  }
  return kErrChanopPrivsNeeded(channel.name, "The topic is locked: you have no right to change it");
}

}  // namespace irc

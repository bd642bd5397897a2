#include "core/kept/channels/channel_effects.h"

#include <cstdint>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/strings/str_cat.h"
#include "core/actions/channel_grants.h"
#include "core/actions/channel_modes.h"
#include "core/actions/keep_channel.h"
#include "core/actions/notify/channel_log.h"
#include "core/channel_settings.h"
#include "core/policy/channel_access.h"
#include "core/replies/service_notice.h"
#include "core/texts/chanserv.h"

namespace irc {
namespace {

std::vector<SlotId<User>> UsersOf(const Channel& channel) {
  std::vector<SlotId<User>> users;
  for (const Member& member : channel.members) users.push_back(member.user);
  return users;
}

// In a secure channel: the prefixes that the member has no right to go.
void TakeUnfounded(State& state, Outbox& out, const RegisteredChannel& registered, User& user) {
  if (!registered.IsOn("secure")) return;
  const Prefixes entitled = PrefixesOf(RightsOf(state, user, registered));
  ChangePrefixes(state, out, ChannelOf(state, registered.live), user, 0,
                 static_cast<Prefixes>(~entitled));
}

void TakeUnfounded(State& state, Outbox& out, ChannelId id) {
  const RegisteredChannel* registered = state.registered_channels.Find(id);
  if (registered == nullptr) return;
  for (SlotId<User> user : UsersOf(ChannelOf(state, registered->live))) {
    TakeUnfounded(state, out, *registered, UserOf(state, user));
  }
}

void ApplyRights(State& state, Outbox& out, const RegisteredChannel& registered, User& user) {
  if (KickIfKeptOut(state, out, registered, user)) return;
  Channel& channel = ChannelOf(state, registered.live);
  ChangePrefixes(state, out, channel, user, PrefixesOnJoining(state, user, channel), 0);
  TakeUnfounded(state, out, registered, user);
}

using EntryKey = std::tuple<absl::string_view, uint64_t, absl::string_view>;

// After the entries with these keys were put.
void FollowEntries(State& state, Outbox& out, ChannelId id, const absl::btree_set<EntryKey>& keys) {
  const RegisteredChannel* registered = state.registered_channels.Find(id);
  if (registered == nullptr) return;
  for (SlotId<User> user_id : UsersOf(ChannelOf(state, registered->live))) {
    User& user = UserOf(state, user_id);
    bool is_about = false;
    ForEachGrant(state, user, *registered, [&](Grant grant) {
      is_about |= grant != nullptr &&
                  keys.contains({NameOf(grant->kind), grant->subject, grant->details->mask});
    });
    if (is_about) ApplyRights(state, out, *registered, user);
  }
  TakeUnfounded(state, out, id);
}

void FollowFounder(State& state, Outbox& out, const ChannelRow& row) {
  const RegisteredChannel* registered = state.registered_channels.Find(row.id);
  const Account* founder = state.accounts.Find(row.founder);
  if (registered == nullptr || founder == nullptr) return;
  Channel& channel = ChannelOf(state, registered->live);
  for (SlotId<User> id : UsersOf(channel)) {
    User& user = UserOf(state, id);
    if (user.account != founder->name()) continue;
    ChangePrefixes(state, out, channel, user, PrefixesOnJoining(state, user, channel), 0);
  }
}

void EnforceLock(State& state, Outbox& out, ChannelId id) {
  const RegisteredChannel* registered = state.registered_channels.Find(id);
  if (registered == nullptr) return;
  Channel& channel = ChannelOf(state, registered->live);
  const absl::string_view mlock = registered->Setting("mlock");
  std::string set, unset;
  for (const ChannelModeRow& mode : kChannelModes) {
    const char lock = LockOf(mlock, mode.letter);
    if (lock == 0) continue;
    const bool wanted = lock == '+';
    if (mode.kind == ModeKind::kFlag && channel.Has(mode.mode) != wanted) {
      SetFlag(state, channel, mode.mode, wanted);
      (wanted ? set : unset).push_back(mode.letter);
    } else if (mode.kind != ModeKind::kFlag && UnsetValue(channel, mode.mode)) {
      unset.push_back(mode.letter);
    }
  }
  if (set.empty() && unset.empty()) return;
  KeepModes(out, channel);
  Message message = FromService(state, ChanServ(state), "MODE");
  message.Param(channel.name)
      .Param(absl::StrCat(set.empty() ? "" : "+", set, unset.empty() ? "" : "-", unset));
  if (unset.find('k') != std::string::npos) message.Param("*");
  LogLine(state, out, channel, message);
  out.ReplyToChannel(channel, message);
}

void TellOfOffer(State& state, Outbox& out, const ChannelSettingRow& row) {
  const RegisteredChannel* registered = state.registered_channels.Find(row.channel);
  const Account* account =
      registered == nullptr ? nullptr : state.accounts.Find(registered->offered_to());
  if (account == nullptr) return;
  const std::string text = OfferText(state, *registered);
  state.users.ForEach([&](const User& user) {
    if (user.account != account->name()) return;
    out.NotifyUser(user,
                   FromService(state, ChanServ(state), "NOTICE").Param(user.nick).Trailing(text));
  });
}

}  // namespace

std::string OfferText(const State& state, const RegisteredChannel& channel) {
  const Account* founder = state.accounts.Find(channel.row.founder);
  const ServiceNames& services = state.config.services;
  return FillText(services, texts::kOfferOfChannel,
                  founder == nullptr ? FillText(services, texts::kNobody) : founder->name(),
                  channel.name());
}

void EmptyChannel(State& state, Outbox& out, absl::string_view name, absl::string_view reason) {
  Channel* channel = FindChannel(state, name);
  if (channel == nullptr) return;
  for (SlotId<User> id : UsersOf(*channel)) {
    User& user = UserOf(state, id);
    // The channel goes with its last member.
    if (!user.is_oper()) KickByService(state, out, *FindChannel(state, name), user, reason);
  }
}

size_t KickKeptOut(State& state, Outbox& out, const RegisteredChannel& registered) {
  size_t kicked = 0;
  for (SlotId<User> id : UsersOf(ChannelOf(state, registered.live))) {
    kicked += KickIfKeptOut(state, out, registered, UserOf(state, id)) ? 1 : 0;
  }
  return kicked;
}

void ApplyRightsToAll(State& state, Outbox& out, const RegisteredChannel& registered) {
  for (SlotId<User> id : UsersOf(ChannelOf(state, registered.live))) {
    ApplyRights(state, out, registered, UserOf(state, id));
  }
}

void FollowChannelRecords(State& state, Outbox& out, const std::vector<Record>& records) {
  absl::btree_map<ChannelId, absl::btree_set<EntryKey>> entries;  // one walk does for all of them
  for (const Record& record : records) {
    if (const auto* row = std::get_if<AccessRow>(&record.row)) {
      absl::btree_set<EntryKey>& keys = entries[row->channel];
      if (!record.drop) keys.insert({row->kind, row->subject, row->mask});
      continue;
    }
    const auto* channel = std::get_if<ChannelRow>(&record.row);
    if (channel != nullptr && !record.drop) FollowFounder(state, out, *channel);
    const auto* setting = std::get_if<ChannelSettingRow>(&record.row);
    if (setting == nullptr || record.drop) continue;
    if (setting->key == "secure") TakeUnfounded(state, out, setting->channel);
    if (setting->key == kTransferOffer) TellOfOffer(state, out, *setting);
    if (setting->key == "mlock") EnforceLock(state, out, setting->channel);
  }
  for (const auto& [channel, keys] : entries) FollowEntries(state, out, channel, keys);
}

}  // namespace irc

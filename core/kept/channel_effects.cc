#include "core/kept/channel_effects.h"

#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/actions/channel_grants.h"
#include "core/actions/channel_modes.h"
#include "core/actions/keep_channel.h"
#include "core/policy/channel_access.h"
#include "core/replies/service_notice.h"

namespace irc {
namespace {

std::vector<SlotId<User>> UsersOf(const Channel& channel) {
  std::vector<SlotId<User>> users;
  for (const Member& member : channel.members) users.push_back(member.user);
  return users;
}

// In a secure channel: the prefixes that members have no right to go.
void TakeUnfounded(State& state, Outbox& out, ChannelId id) {
  const RegisteredChannel* registered = state.registered_channels.Find(id);
  if (registered == nullptr || !registered->IsOn("secure")) return;
  Channel& channel = ChannelOf(state, registered->live);
  for (SlotId<User> user_id : UsersOf(channel)) {
    User& user = UserOf(state, user_id);
    const Prefixes entitled = PrefixesOf(RightsOf(state, user, *registered));
    ChangePrefixes(state, out, channel, user, 0, static_cast<Prefixes>(~entitled));
  }
}

void FollowEntry(State& state, Outbox& out, const AccessRow& row) {
  const RegisteredChannel* registered = state.registered_channels.Find(row.channel);
  if (registered == nullptr) return;
  Channel& channel = ChannelOf(state, registered->live);
  for (SlotId<User> id : UsersOf(channel)) {
    User& user = UserOf(state, id);
    bool is_about = false;
    ForEachGrant(state, user, *registered, [&](Grant grant) {
      is_about |= grant != nullptr && NameOf(grant->kind) == row.kind &&
                  grant->subject == row.subject && grant->details->mask == row.mask;
    });
    if (!is_about) continue;
    if (const AccessEntry* entry = KeptOutBy(state, user, *registered)) {
      const std::string& reason = entry->details->reason;
      KickByService(state, out, channel, user, reason.empty() ? "You are kept out" : reason);
      continue;
    }
    ChangePrefixes(state, out, channel, user, PrefixesOnJoining(state, user, channel), 0);
  }
  TakeUnfounded(state, out, row.channel);
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
  out.ReplyToChannel(channel, message);
}

}  // namespace

void KickByService(State& state, Outbox& out, Channel& channel, User& user,
                   absl::string_view reason) {
  Message kick = FromService(state, ChanServ(state), "KICK");
  kick.Param(channel.name).Param(user.nick).Trailing(reason);
  out.ReplyToWitnesses(channel, user, kick);
  PartChannel(state, channel, user);
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

void FollowChannelRecord(State& state, Outbox& out, const Record& record) {
  if (const auto* row = std::get_if<AccessRow>(&record.row)) {
    return record.drop ? TakeUnfounded(state, out, row->channel) : FollowEntry(state, out, *row);
  }
  if (const auto* row = std::get_if<ChannelRow>(&record.row)) {
    if (!record.drop) FollowFounder(state, out, *row);
    return;
  }
  const auto* row = std::get_if<ChannelSettingRow>(&record.row);
  if (row == nullptr || record.drop) return;
  if (row->key == "secure") TakeUnfounded(state, out, row->channel);
  if (row->key == "mlock") EnforceLock(state, out, row->channel);
}

}  // namespace irc

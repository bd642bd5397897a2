#include "core/actions/channel_grants.h"

#include <string>
#include <vector>

#include "core/actions/join.h"
#include "core/actions/keep_channel.h"
#include "core/actions/notify/channel_log.h"
#include "core/policy/channel_access.h"
#include "core/protocol/modes.h"
#include "core/replies/service_notice.h"
#include "core/texts/chanserv.h"

namespace irc {

Prefixes PrefixesOnJoining(const State& state, const User& user, const Channel& channel) {
  return PrefixesOnJoining(state, channel, RightsIn(state, user, channel));
}

Prefixes PrefixesOnJoining(const State& state, const Channel& channel, ChannelRights rights) {
  const RegisteredChannel* registered = RegistrationOf(state, channel);
  if (registered == nullptr || rights == 0 || registered->IsOn("noautoop")) return 0;
  return AutomaticPrefixes(rights);
}

ChannelRights RightsIn(const State& state, const User& user, const Channel& channel) {
  const RegisteredChannel* registered = RegistrationOf(state, channel);
  return registered == nullptr ? 0 : RightsOf(state, user, *registered);
}

void AnnouncePrefixes(const State& state, Outbox& out, const Channel& channel, const User& user,
                      Prefixes add, Prefixes remove) {
  std::string letters;
  size_t count = 0;
  const auto append = [&](char sign, Prefixes prefixes) {
    if (prefixes == 0) return;
    letters.push_back(sign);
    for (const PrefixRow& row : kPrefixes) {
      if ((prefixes & row.bit) == 0) continue;
      letters.push_back(row.letter);
      ++count;
    }
  };
  append('+', add);
  append('-', remove);
  if (count == 0) return;
  Message mode = FromService(state, ChanServ(state), "MODE");
  mode.Param(channel.name).Param(letters);
  for (size_t i = 0; i < count; ++i) mode.Param(user.nick);
  LogLine(state, out, channel, mode);
  out.ReplyToChannel(channel, mode);
}

void ChangePrefixes(State& state, Outbox& out, Channel& channel, User& user, Prefixes add,
                    Prefixes remove) {
  Member* member = FindMember(state, user, channel);
  IRC_CHECK(member != nullptr, "callers look before they change prefixes");
  add = static_cast<Prefixes>(add & ~member->prefixes);
  remove = static_cast<Prefixes>(remove & member->prefixes);
  if ((add | remove) == 0) return;
  SetPrefixes(user, *member, static_cast<Prefixes>((member->prefixes | add) & ~remove));
  Reveal(state, out, channel, user);
  AnnouncePrefixes(state, out, channel, user, add, remove);
}

void KickByService(State& state, Outbox& out, Channel& channel, User& user,
                   absl::string_view reason) {
  Message kick = FromService(state, ChanServ(state), "KICK");
  kick.Param(channel.name).Param(user.nick).Trailing(reason);
  LogLine(state, out, channel, kick);
  out.ReplyToWitnesses(channel, user, kick);
  PartChannel(state, channel, user);
}

bool KickIfKeptOut(State& state, Outbox& out, const RegisteredChannel& registered, User& user) {
  const AccessEntry* entry = KeptOutBy(state, user, registered);
  if (entry == nullptr) return false;
  const std::string& reason = entry->details->reason;
  KickByService(state, out, ChannelOf(state, registered.live), user,
                reason.empty() ? FillText(state.config.services, texts::kYouAreKeptOut) : reason);
  return true;
}

void ApplyRightsEverywhere(State& state, Outbox& out, User& user) {
  std::vector<SlotId<Channel>> channels;
  for (const Membership& membership : user.channels) channels.push_back(membership.channel);
  for (SlotId<Channel> id : channels) {
    Channel& channel = ChannelOf(state, id);
    const RegisteredChannel* registered = RegistrationOf(state, channel);
    if (registered == nullptr || KickIfKeptOut(state, out, *registered, user)) continue;
    const Prefixes granted = PrefixesOnJoining(state, user, channel);
    if (granted != 0) ChangePrefixes(state, out, channel, user, granted, 0);
  }
}

void FollowJoin(State& state, Outbox& out, const Channel& channel, const User& user,
                ChannelRights rights) {
  const RegisteredChannel* registered = RegistrationOf(state, channel);
  if (registered == nullptr) return;
  if (rights != 0) KeepUse(state, out, channel);
  const absl::string_view message = registered->Setting("entrymsg");
  if (message.empty()) return;
  const std::string text =
      FillText(state.config.services, texts::kEntryMessage, channel.name, message);
  out.ReplyToUser(user,
                  FromService(state, ChanServ(state), "NOTICE").Param(user.nick).Trailing(text));
}

}  // namespace irc

#include "core/kept/channels/channel_expiry.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "core/actions/channel_grants.h"
#include "core/actions/keep_channel.h"
#include "core/kept/channels/channel_changing.h"
#include "core/kept/channels/channel_records.h"
#include "core/kept/commit.h"
#include "core/kept/expiry_search.h"
#include "core/policy/channel_access.h"
#include "core/replies/date.h"
#include "core/replies/service_notice.h"
#include "core/texts/chanserv.h"

namespace irc {
namespace {

ExpiryTerms TermsOf(const Config& config) {
  return {.days = config.channel_expire_days, .notice_days = config.expire_notice_days};
}

absl::Time OwnerToldAt(const RegisteredChannel& channel) {
  return ToldAt(channel.Setting(kChannelExpiryNotice), channel.used_at());
}

// The channels of the next piece that may end, or whose founder is to be told. Moves the place of
// the search.
std::vector<ChannelId> TakePiece(State& state) {
  const absl::Time used_before = UsedBefore(TermsOf(state.config), state.now);
  ChannelId after = state.registered_channels.expiry_round().after;
  std::vector<ChannelId> found;
  ExpiryPiece piece;
  state.registered_channels.ForEachAfter(after, [&](const RegisteredChannel& channel) {
    if (!piece.Takes()) return false;
    after = channel.id();
    if (channel.used_at() <= used_before && !channel.IsOn("noexpire")) found.push_back(after);
    return true;
  });
  state.registered_channels.SetExpiryRound(
      {.next = piece.Next(state.now), .after = piece.is_last() ? ChannelId() : after});
  return found;
}

bool HasPeople(const State& state, const RegisteredChannel& registered) {
  const Channel& channel = ChannelOf(state, registered.live);
  return std::any_of(channel.members.begin(), channel.members.end(), [&](const Member& member) {
    const ChannelRights rights = RightsOf(state, UserOf(state, member.user), registered);
    return rights != 0 && !Has(rights, ChannelRight::kBanned);
  });
}

// At once, as for accounts: what becomes of the next one depends on it.
void End(State& state, Outbox& out, const RegisteredChannel& channel) {
  TellStaffOfEnd(state, out, "channel", channel.name(), channel.used_at());
  for (Record& drop : DropsOfChannel(state, channel)) {
    TakeUpChannelRecord(state, drop);
    out.output().stores.push_back(std::move(drop));
  }
}

// Has it kept that the founder is told, and writes the mail. Who is here gets a notice beside that.
void Tell(State& state, Outbox& out, const RegisteredChannel& channel) {
  Record marker = Put(ChannelSettingRow{.channel = channel.id(),
                                        .key = std::string(kChannelExpiryNotice),
                                        .value = absl::StrCat(absl::ToUnixSeconds(state.now))});
  state.registered_channels.Apply(state.casemapping, marker);
  out.output().stores.push_back(std::move(marker));
  const Account* founder = state.accounts.Find(channel.row.founder);
  if (state.config.mail && founder != nullptr && !founder->email().empty()) {
    out.output().mails.push_back({.kind = MailKind::kChannelExpires,
                                  .account = founder->name(),
                                  .to = std::string(founder->email()),
                                  .channel = channel.name()});
  }
  out.NotifyOperators(Snomask::kData, absl::StrCat("The channel ", channel.name(), " expires on ",
                                                   FormatDate(ExpiryOf(state, channel))));
}

void NotifyFounders(State& state, Outbox& out, const std::vector<ChannelId>& told) {
  absl::flat_hash_map<std::string, std::vector<ChannelId>> of_founders;
  for (ChannelId id : told) {
    const Account* founder = state.accounts.Find(state.registered_channels.Find(id)->row.founder);
    if (founder != nullptr) of_founders[founder->name()].push_back(id);
  }
  if (of_founders.empty()) return;
  state.users.ForEach([&](const User& user) {
    const auto found = of_founders.find(user.account);
    if (found == of_founders.end()) return;
    for (ChannelId id : found->second) {
      const RegisteredChannel& channel = *state.registered_channels.Find(id);
      const std::string text =
          FillText(state.config.services, texts::kChannelExpiresSoon, channel.name(),
                   FormatDate(channel.used_at()), FormatDate(ExpiryOf(state, channel)));
      out.NotifyUser(user,
                     FromService(state, ChanServ(state), "NOTICE").Param(user.nick).Trailing(text));
    }
  });
}

// The channels as EndOrTell sees them.
struct ChannelsInPiece {
  State& state;
  Outbox& out;
  std::vector<ChannelId> told;

  const RegisteredChannel& Of(ChannelId id) const { return *state.registered_channels.Find(id); }
  bool IsInUse(ChannelId id) const { return HasPeople(state, Of(id)); }
  void NoteUse(ChannelId id) { KeepUse(state, out, ChannelOf(state, Of(id).live)); }
  bool IsChanging(ChannelId id) const { return irc::IsChanging(state, id); }
  absl::Time EndOf(ChannelId id) const { return ExpiryOf(state, Of(id)); }
  absl::Time ToldAt(ChannelId id) const { return OwnerToldAt(Of(id)); }
  void End(ChannelId id) { irc::End(state, out, Of(id)); }
  void Tell(ChannelId id) {
    irc::Tell(state, out, Of(id));
    told.push_back(id);
  }
};

}  // namespace

absl::Time NextChannelExpiry(const State& state) {
  return state.config.channel_expire_days == 0 ? absl::InfiniteFuture()
                                               : state.registered_channels.expiry_round().next;
}

absl::Time ExpiryOf(const State& state, const RegisteredChannel& channel) {
  if (channel.IsOn("noexpire")) return absl::InfiniteFuture();
  return EndOf(TermsOf(state.config), state.now, channel.used_at(), OwnerToldAt(channel));
}

absl::Time NextEntryEnd(const State& state) {
  return state.registered_channels.NextEnd(state.now,
                                           [&](ChannelId id) { return IsChanging(state, id); });
}

void EndEntries(State& state, Outbox& out) {
  for (Record& drop : state.registered_channels.DropsOfEnded(
           state.now, [&](ChannelId id) { return IsChanging(state, id); })) {
    state.registered_channels.Apply(state.casemapping, drop);
    out.output().stores.push_back(std::move(drop));
  }
}

void GoOnWithChannelExpiry(State& state, Outbox& out) {
  if (state.now < NextChannelExpiry(state)) return;
  ChannelsInPiece channels{state, out, {}};
  EndOrTell(channels, state.now, TakePiece(state));
  NotifyFounders(state, out, channels.told);
}

}  // namespace irc

#include "core/kept/channels/channel_expiry.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "core/actions/channel_grants.h"
#include "core/actions/keep_channel.h"
#include "core/kept/channels/channel_changing.h"
#include "core/kept/channels/channel_records.h"
#include "core/kept/commit.h"
#include "core/kept/expiry.h"
#include "core/policy/channel_access.h"
#include "core/replies/date.h"
#include "core/replies/service_notice.h"

namespace irc {
namespace {

constexpr size_t kPiece = 200;  // channels that one event looks at
constexpr absl::Duration kPause = absl::Seconds(1);

absl::Duration Days(int64_t days) { return absl::Hours(24 * days); }

// When the founder was told; InfiniteFuture: not since the channel was used for the last time.
absl::Time ToldAt(const RegisteredChannel& channel) {
  int64_t seconds = 0;
  if (!absl::SimpleAtoi(channel.Setting(kChannelExpiryNotice), &seconds)) {
    return absl::InfiniteFuture();
  }
  const absl::Time at = absl::FromUnixSeconds(seconds);
  return at > channel.used_at() ? at : absl::InfiniteFuture();
}

// The channels of the next piece that may end, or whose founder is to be told. Moves the place of
// the search.
std::vector<ChannelId> TakePiece(State& state) {
  const Config& config = state.config;
  const absl::Time used_before =
      state.now -
      Days(std::max<int64_t>(config.channel_expire_days - config.expire_notice_days, 0));
  ChannelId after = state.registered_channels.expiry_round().after;
  std::vector<ChannelId> found;
  size_t seen = 0;
  bool is_last = true;
  state.registered_channels.ForEachAfter(after, [&](const RegisteredChannel& channel) {
    is_last = seen++ < kPiece;
    if (!is_last) return false;
    after = channel.id();
    if (channel.used_at() <= used_before && !channel.IsOn("noexpire")) found.push_back(after);
    return true;
  });
  state.registered_channels.SetExpiryRound(
      {.next = state.now + (is_last ? kExpiryInterval : kPause),
       .after = is_last ? ChannelId() : after});
  return found;
}

bool IsInUse(const State& state, const RegisteredChannel& registered) {
  const Channel& channel = ChannelOf(state, registered.live);
  return std::any_of(channel.members.begin(), channel.members.end(), [&](const Member& member) {
    const ChannelRights rights = RightsOf(state, UserOf(state, member.user), registered);
    return rights != 0 && !Has(rights, ChannelRight::kBanned);
  });
}

// At once, as for accounts: what becomes of the next one depends on it.
void End(State& state, Outbox& out, const RegisteredChannel& channel) {
  const std::string name = channel.name();
  const std::string unused = absl::StrCat("not used since ", FormatDate(channel.used_at()));
  out.output().stores.push_back(Put(AuditRecordRow{.id = state.last_ids.NextAudit(),
                                                   .at = state.now,
                                                   .actor = state.config.server_name,
                                                   .action = "EXPIRE",
                                                   .target = name,
                                                   .detail = unused}));
  out.NotifyOperators(Snomask::kData, absl::StrCat("The channel ", name, " has expired: ", unused));
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
      out.NotifyUser(
          user, FromService(state, ChanServ(state), "NOTICE")
                    .Param(user.nick)
                    .Trailing(absl::StrCat("Nobody with rights in your channel ", channel.name(),
                                           " has used it since ", FormatDate(channel.used_at()),
                                           ". It ends on ", FormatDate(ExpiryOf(state, channel)),
                                           " if nobody does")));
    }
  });
}

}  // namespace

absl::Time NextChannelExpiry(const State& state) {
  return state.config.channel_expire_days == 0 ? absl::InfiniteFuture()
                                               : state.registered_channels.expiry_round().next;
}

absl::Time ExpiryOf(const State& state, const RegisteredChannel& channel) {
  if (state.config.channel_expire_days == 0 || channel.IsOn("noexpire")) {
    return absl::InfiniteFuture();
  }
  const absl::Time unused_for_long = channel.used_at() + Days(state.config.channel_expire_days);
  if (state.config.expire_notice_days == 0) return unused_for_long;
  const absl::Duration notice = Days(state.config.expire_notice_days);
  absl::Time told_at = ToldAt(channel);
  if (told_at == absl::InfiniteFuture()) told_at = std::max(state.now, unused_for_long - notice);
  return std::max(unused_for_long, told_at + notice);
}

void GoOnWithChannelExpiry(State& state, Outbox& out) {
  if (state.now < NextChannelExpiry(state)) return;
  std::vector<ChannelId> told;
  for (ChannelId id : TakePiece(state)) {
    const RegisteredChannel& channel = *state.registered_channels.Find(id);
    if (IsInUse(state, channel)) {
      KeepUse(state, out, ChannelOf(state, channel.live));
    } else if (IsChanging(state, id)) {
      continue;  // the next search will find it
    } else if (ExpiryOf(state, channel) <= state.now) {
      End(state, out, channel);
    } else if (ToldAt(channel) == absl::InfiniteFuture()) {
      Tell(state, out, channel);
      told.push_back(id);
    }
  }
  NotifyFounders(state, out, told);
}

}  // namespace irc

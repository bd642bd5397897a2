// The end of accounts and of registered channels that nobody uses: the same laws for both. What
// else ends by itself.
#include "core/kept/expiry.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>

#include "absl/strings/str_cat.h"
#include "core/kept/ban_records.h"
#include "core/kept/channels/channel_expiry.h"
#include "core/kept/channels/channel_records.h"
#include "core/kept/staff_acts.h"
#include "core/server.h"
#include "core/state/pending.h"
#include "core/state/state.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1767225600);

absl::Duration Days(int64_t days) { return absl::Hours(24 * days); }

struct AccountThings {
  static int64_t& DaysIn(Config& config) { return config.expire_days; }
  static Row Unused(uint64_t id, absl::Time since) {
    return AccountRow{
        .id = {id}, .name = absl::StrCat("n", id), .registered_at = since, .verified_at = since};
  }
  static Row NeverEnds(uint64_t id) {
    return SettingRow{.account = {id}, .key = std::string(kNoExpire), .value = "on"};
  }
  static Row UsedAt(uint64_t id, absl::Time at) { return SeenRow{.account = {id}, .at = at}; }
  // The thing that the record drops, or notes that its owner was told; none: the record does not.
  static std::optional<uint64_t> EndedBy(const Record& record) {
    const auto* account = std::get_if<AccountRow>(&record.row);
    return account != nullptr && record.drop ? std::optional(account->id.value) : std::nullopt;
  }
  static std::optional<uint64_t> ToldBy(const Record& record) {
    const auto* setting = std::get_if<SettingRow>(&record.row);
    const bool told = setting != nullptr && !record.drop && setting->key == kExpiryNotice;
    return told ? std::optional(setting->account.value) : std::nullopt;
  }
  static size_t Count(const State& state) { return state.accounts.size(); }
  // When it ends; none: it is gone.
  static std::optional<absl::Time> EndOf(const State& state, uint64_t id) {
    const Account* account = state.accounts.Find(AccountId{id});
    return account == nullptr ? std::nullopt : std::optional(ExpiryOf(state, *account));
  }
};

struct ChannelThings {
  static int64_t& DaysIn(Config& config) { return config.channel_expire_days; }
  static Row Unused(uint64_t id, absl::Time since) {
    return ChannelRow{.id = {id},
                      .name = absl::StrCat("#c", id),
                      .founder = {1},
                      .registered_at = since,
                      .approved_at = since};
  }
  static Row NeverEnds(uint64_t id) {
    return ChannelSettingRow{.channel = {id}, .key = "noexpire", .value = "on"};
  }
  static Row UsedAt(uint64_t id, absl::Time at) { return ChannelUseRow{.channel = {id}, .at = at}; }
  static std::optional<uint64_t> EndedBy(const Record& record) {
    const auto* channel = std::get_if<ChannelRow>(&record.row);
    return channel != nullptr && record.drop ? std::optional(channel->id.value) : std::nullopt;
  }
  static std::optional<uint64_t> ToldBy(const Record& record) {
    const auto* setting = std::get_if<ChannelSettingRow>(&record.row);
    const bool told = setting != nullptr && !record.drop && setting->key == kChannelExpiryNotice;
    return told ? std::optional(setting->channel.value) : std::nullopt;
  }
  static size_t Count(const State& state) { return state.registered_channels.size(); }
  static std::optional<absl::Time> EndOf(const State& state, uint64_t id) {
    const RegisteredChannel* channel = state.registered_channels.Find({id});
    const bool is_live = FindChannel(state, absl::StrCat("#c", id)) != nullptr;
    EXPECT_EQ(channel != nullptr, is_live);
    return channel == nullptr ? std::nullopt : std::optional(ExpiryOf(state, *channel));
  }
};

// A server, and what it has kept of expiry.
template <typename Things>
struct Kept {
  Kept(int64_t days, int64_t notice_days) : server(WithExpiry(days, notice_days), kStart) {}

  static Config WithExpiry(int64_t days, int64_t notice_days) {
    Config config;
    config.accounts_kept = true;
    Things::DaysIn(config) = days;
    config.expire_notice_days = notice_days;
    return config;
  }

  void Restore(const Restored& restored) { server.Apply({++seq, kStart}, restored, out); }

  // Lets time pass until `end`. The most things that one event was about are in `most`.
  void PassUntil(absl::Time end) {
    while (server.NextDeadline() <= end) {
      server.Apply({.seq = ++seq, .now = server.NextDeadline()}, Ticked{}, out);
      server.CheckInvariants();
      size_t things = 0;
      for (const Record& record : out.stores) {
        const std::optional<uint64_t> now_ended = Things::EndedBy(record);
        const std::optional<uint64_t> now_told = Things::ToldBy(record);
        EXPECT_TRUE(!now_ended.has_value() || ended.insert(*now_ended).second);
        EXPECT_TRUE(!now_told.has_value() || told.insert(*now_told).second);
        things += now_ended.has_value() || now_told.has_value() ? 1 : 0;
      }
      most = std::max(most, things);
    }
  }

  Server server;
  Output out;
  uint64_t seq = 0;
  size_t most = 0;
  std::set<uint64_t> told, ended;
};

template <typename Things>
class Expiry : public testing::Test {};
using Kinds = testing::Types<AccountThings, ChannelThings>;
TYPED_TEST_SUITE(Expiry, Kinds);

TYPED_TEST(Expiry, GoesPieceByPiece) {
  Kept<TypeParam> kept(30, 7);
  Restored restored;
  // The first ones stay, and must not stop the search.
  for (uint64_t id = 1; id <= 450; ++id) {
    restored.rows.push_back(TypeParam::Unused(id, kStart - Days(100)));
    restored.rows.push_back(TypeParam::NeverEnds(id));
  }
  for (uint64_t id = 451; id <= 1000; ++id) {
    restored.rows.push_back(TypeParam::Unused(id, kStart - Days(50)));
  }
  for (uint64_t id = 1001; id <= 1010; ++id) {
    restored.rows.push_back(TypeParam::Unused(id, kStart - Days(1)));
  }
  kept.Restore(restored);

  kept.PassUntil(kStart + absl::Hours(2));
  EXPECT_EQ(kept.told.size(), 550u);
  EXPECT_EQ(kept.ended.size(), 0u);
  kept.PassUntil(kStart + Days(7));
  EXPECT_EQ(kept.ended.size(), 0u);
  kept.PassUntil(kStart + Days(8));
  EXPECT_EQ(kept.ended.size(), 550u);
  EXPECT_EQ(*kept.ended.begin(), 451u);
  EXPECT_EQ(TypeParam::Count(kept.server.state()), 460u);
  EXPECT_LE(kept.most, 200u);
}

TYPED_TEST(Expiry, OffHasNoDeadline) {
  Kept<TypeParam> kept(0, 7);
  EXPECT_EQ(kept.server.NextDeadline(), absl::InfiniteFuture());
}

TYPED_TEST(Expiry, IsDoneAnHourAfterTheStartWhateverTheClockIsSetTo) {
  Kept<TypeParam> kept(30, 7);
  EXPECT_EQ(kept.server.NextDeadline(), kStart + absl::Hours(1));
  kept.server.Apply({.seq = ++kept.seq, .now = kStart + Days(1), .set_by = Days(1)}, Ticked{},
                    kept.out);
  EXPECT_EQ(kept.server.NextDeadline(), kStart + Days(1) + absl::Hours(1));
}

template <typename Things>
void EndsWhatIsUnusedForTooLong() {
  const int64_t days = *rc::gen::inRange(1, 40);
  const int64_t notice = *rc::gen::inRange(0, 20);
  Kept<Things> kept(days, notice);
  Restored restored;
  std::map<uint64_t, absl::Time> used;
  for (uint64_t id = 1; id <= 20; ++id) {
    used[id] = kStart - absl::Hours(*rc::gen::inRange(0, 1000));
    restored.rows.push_back(Things::Unused(id, used[id] - absl::Hours(5)));
    restored.rows.push_back(Things::UsedAt(id, used[id]));
  }
  kept.Restore(restored);
  const absl::Time end = kStart + absl::Hours(*rc::gen::inRange(1, 1200)) + absl::Minutes(1);
  kept.PassUntil(end);
  // A search is done each full hour after the start; the first one an hour after it.
  const absl::Time first = kStart + absl::Hours(1);
  for (const auto& [id, at] : used) {
    const absl::Time told = std::max(first, at + Days(std::max<int64_t>(days - notice, 0)));
    const absl::Time ends = notice == 0 ? std::max(first, at + Days(days))
                                        : std::max(told + Days(notice), at + Days(days));
    RC_ASSERT(kept.ended.contains(id) == (ends <= end));
    if (notice > 0) RC_ASSERT(kept.told.contains(id) == (told <= end));
    const std::optional<absl::Time> ends_at = Things::EndOf(kept.server.state(), id);
    RC_ASSERT(ends_at.has_value() == (ends > end));
    if (ends_at.has_value() && notice == 0) RC_ASSERT(*ends_at == at + Days(days));
  }
}
RC_GTEST_PROP(AccountExpiry, EndsWhatIsUnusedForTooLong, ()) {
  EndsWhatIsUnusedForTooLong<AccountThings>();
}
RC_GTEST_PROP(ChannelExpiry, EndsWhatIsUnusedForTooLong, ()) {
  EndsWhatIsUnusedForTooLong<ChannelThings>();
}

// Otherwise the shell would have the core look again and again while the store is slow.
TEST(EndsByItself, HasNoDeadlineWhileItIsChanging) {
  State state;
  ASSERT_TRUE(RebuildIndexes(state));
  state.now = kStart;
  const BanRow ban{.id = {1}, .kind = "KLINE", .mask = "a@b", .expires_at = kStart};
  const ForbidRow forbid{.kind = "nick", .mask = "evil*", .expires_at = kStart};
  const AccessRow entry{
      .channel = {1}, .kind = "mask", .mask = "*!*@a", .flags = "b", .expires_at = kStart};
  TakeUpBan(state, ban);
  state.staff_rules.Apply(state.casemapping, Put(forbid));
  TakeUpChannelRecord(state, Put(ChannelThings::Unused(1, kStart)));
  TakeUpChannelRecord(state, Put(entry));
  EXPECT_EQ(NextBanDeadline(state), kStart);
  EXPECT_EQ(NextStaffRuleEnd(state), kStart);
  EXPECT_EQ(NextEntryEnd(state), kStart);

  state.pending[1].what = PendingCommit{.records = {Put(ban), Drop(forbid), Put(entry)}};
  EXPECT_EQ(NextBanDeadline(state), absl::InfiniteFuture());
  EXPECT_EQ(NextStaffRuleEnd(state), absl::InfiniteFuture());
  EXPECT_EQ(NextEntryEnd(state), absl::InfiniteFuture());
}

}  // namespace
}  // namespace irc

#include "core/kept/channels/channel_expiry.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <variant>

#include "absl/strings/str_cat.h"
#include "core/server.h"
#include "core/state/state.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1767225600);

absl::Duration Days(int64_t days) { return absl::Hours(24 * days); }

Config WithExpiry(int64_t days, int64_t notice_days) {
  Config config;
  config.accounts_kept = true;
  config.channel_expire_days = days;
  config.expire_notice_days = notice_days;
  return config;
}

// A server, and what it has kept of expiry.
struct Kept {
  explicit Kept(const Config& config) : server(config, kStart) {}

  // Lets time pass until `end`. The most channels that one event was about are in `most`.
  void PassUntil(absl::Time end) {
    while (server.NextDeadline() <= end) {
      server.Apply({.seq = ++seq, .now = server.NextDeadline()}, Ticked{}, out);
      server.CheckInvariants();
      size_t channels = 0;
      for (const Record& record : out.stores) {
        if (const auto* channel = std::get_if<ChannelRow>(&record.row)) {
          EXPECT_TRUE(record.drop);
          EXPECT_TRUE(ended.insert(channel->id.value).second);
          ++channels;
        }
        if (const auto* setting = std::get_if<ChannelSettingRow>(&record.row)) {
          if (record.drop || setting->key != kChannelExpiryNotice) continue;
          EXPECT_TRUE(told.insert(setting->channel.value).second);
          ++channels;
        }
      }
      most = std::max(most, channels);
    }
  }

  Server server;
  Output out;
  uint64_t seq = 0;
  size_t most = 0;
  std::set<uint64_t> told, ended;
};

ChannelRow Unused(uint64_t id, absl::Time since) {
  return {.id = {id},
          .name = absl::StrCat("#c", id),
          .founder = {1},
          .registered_at = since,
          .approved_at = since};
}

TEST(ChannelExpiry, GoesPieceByPiece) {
  Kept kept(WithExpiry(30, 7));
  Restored restored;
  // The first ones stay, and must not stop the search.
  for (uint64_t id = 1; id <= 450; ++id) {
    restored.rows.emplace_back(Unused(id, kStart - Days(100)));
    restored.rows.emplace_back(
        ChannelSettingRow{.channel = {id}, .key = "noexpire", .value = "on"});
  }
  for (uint64_t id = 451; id <= 1000; ++id) {
    restored.rows.emplace_back(Unused(id, kStart - Days(50)));
  }
  kept.server.Apply({.seq = ++kept.seq, .now = kStart}, restored, kept.out);

  kept.PassUntil(kStart + absl::Hours(2));
  EXPECT_EQ(kept.told.size(), 550u);
  EXPECT_EQ(kept.ended.size(), 0u);
  kept.PassUntil(kStart + Days(7));
  EXPECT_EQ(kept.ended.size(), 0u);
  kept.PassUntil(kStart + Days(8));
  EXPECT_EQ(kept.ended.size(), 550u);
  EXPECT_EQ(*kept.ended.begin(), 451u);
  EXPECT_EQ(kept.server.state().registered_channels.size(), 450u);
  EXPECT_LE(kept.most, 200u);
}

TEST(ChannelExpiry, OffHasNoDeadline) {
  Kept kept(WithExpiry(0, 7));
  EXPECT_EQ(kept.server.NextDeadline(), absl::InfiniteFuture());
}

TEST(ChannelExpiry, IsDoneAnHourAfterTheStartWhateverTheClockIsSetTo) {
  Kept kept(WithExpiry(30, 7));
  EXPECT_EQ(kept.server.NextDeadline(), kStart + absl::Hours(1));
  kept.server.Apply({.seq = ++kept.seq, .now = kStart + Days(1), .set_by = Days(1)}, Ticked{},
                    kept.out);
  EXPECT_EQ(kept.server.NextDeadline(), kStart + Days(1) + absl::Hours(1));
}

RC_GTEST_PROP(ChannelExpiry, EndsWhatIsUnusedForTooLong, ()) {
  const int64_t days = *rc::gen::inRange(1, 40);
  const int64_t notice = *rc::gen::inRange(0, 20);
  Kept kept(WithExpiry(days, notice));
  Restored restored;
  std::map<uint64_t, absl::Time> used;
  for (uint64_t id = 1; id <= 20; ++id) {
    used[id] = kStart - absl::Hours(*rc::gen::inRange(0, 1000));
    restored.rows.emplace_back(Unused(id, used[id] - absl::Hours(5)));
    restored.rows.emplace_back(ChannelUseRow{.channel = {id}, .at = used[id]});
  }
  kept.server.Apply({.seq = ++kept.seq, .now = kStart}, restored, kept.out);
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
    const RegisteredChannel* channel = kept.server.state().registered_channels.Find({id});
    RC_ASSERT((channel == nullptr) == (ends <= end));
    RC_ASSERT((FindChannel(kept.server.state(), absl::StrCat("#c", id)) == nullptr) ==
              (ends <= end));
    if (channel != nullptr && notice == 0) {
      RC_ASSERT(ExpiryOf(kept.server.state(), *channel) == at + Days(days));
    }
  }
}

}  // namespace
}  // namespace irc

#include "core/state/registry/registered_channels.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/channel_settings.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr Casemapping kAscii = Casemapping::kAscii;

ChannelRow Founded(uint64_t id, uint64_t founder, uint64_t successor = 0) {
  return {.id = {id},
          .name = absl::StrCat("#c", id),
          .founder = {founder},
          .successor = {successor},
          .registered_at = absl::UnixEpoch(),
          .approved_at = absl::UnixEpoch()};
}
AccessRow Entry(uint64_t channel, uint64_t account, absl::Time end = absl::InfiniteFuture()) {
  return {.channel = {channel},
          .kind = "account",
          .subject = account,
          .flags = "v",
          .by = "x",
          .set_at = absl::UnixEpoch(),
          .expires_at = end};
}

bool Names(const RegisteredChannel& channel, AccountId account) {
  return channel.row.founder == account || channel.row.successor == account ||
         channel.offered_to() == account ||
         channel.access.Find(EntryKind::kAccount, account.value) != nullptr;
}

bool IsNotChanging(ChannelId) { return false; }
absl::Time NextEnd(const RegisteredChannels& channels) {
  return channels.NextEnd(absl::InfinitePast(), IsNotChanging);
}

absl::Time SomeEnd() {
  const int64_t seconds = *rc::gen::inRange(0, 20);
  return seconds == 0 ? absl::InfiniteFuture() : absl::FromUnixSeconds(seconds);
}

Record SomeChange() {
  const auto channel = *rc::gen::inRange<uint64_t>(1, 5);
  const auto account = *rc::gen::inRange<uint64_t>(1, 5);
  const bool drop = *rc::gen::inRange(0, 3) == 0;
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      return {.drop = drop, .row = Founded(channel, account, *rc::gen::inRange<uint64_t>(0, 5))};
    case 1:
      return {.drop = drop,
              .row = ChannelSettingRow{.channel = {channel}, .key = "secure", .value = "on"}};
    case 2:
      return {.drop = drop,
              .row = ChannelSettingRow{.channel = {channel},
                                       .key = std::string(kTransferOffer),
                                       .value = absl::StrCat(account)}};
    default:
      return {.drop = drop, .row = Entry(channel, account, SomeEnd())};
  }
}

RC_GTEST_PROP(RegisteredChannels, KnowThoseOfAnAccount, ()) {
  RegisteredChannels channels;
  for (int i = *rc::gen::inRange(0, 50); i > 0; --i) channels.Apply(kAscii, SomeChange());
  for (uint64_t account = 1; account <= 5; ++account) {
    std::vector<ChannelId> named;
    size_t founded = 0;
    channels.ForEach([&](const RegisteredChannel& channel) {
      if (Names(channel, {account})) named.push_back(channel.id());
      founded += channel.row.founder == AccountId{account} ? 1 : 0;
    });
    const auto& indexed = channels.ChannelsOf({account});
    RC_ASSERT(std::vector<ChannelId>(indexed.begin(), indexed.end()) == named);
    RC_ASSERT(channels.CountOfFounder({account}) == founded);
  }
  // The rows of all make the same channels again.
  RegisteredChannels again;
  for (Row& row : channels.Rows()) RC_ASSERT(again.Apply(kAscii, Put(std::move(row))));
  RC_ASSERT(again.Rows() == channels.Rows());
  RC_ASSERT(NextEnd(again) == NextEnd(channels));
}

TEST(RegisteredChannels, TakeNothingForAChannelThatIsNotThere) {
  RegisteredChannels channels;
  EXPECT_FALSE(channels.Apply(kAscii, Put(Entry(1, 1))));
  EXPECT_FALSE(channels.Apply(kAscii, Drop(Founded(1, 1))));
  EXPECT_FALSE(channels.Apply(kAscii, Put(ChannelUseRow{.channel = {1}})));
  EXPECT_FALSE(channels.Apply(kAscii, Put(ChannelSettingRow{.channel = {1}, .key = "url"})));
  EXPECT_EQ(channels.size(), 0u);
}

RC_GTEST_PROP(RegisteredChannels, EndWhatIsOver, ()) {
  RegisteredChannels channels;
  for (uint64_t id = 1; id <= 3; ++id) channels.Apply(kAscii, Put(Founded(id, 9)));
  std::map<std::pair<uint64_t, uint64_t>, absl::Time> ends;
  for (int i = *rc::gen::inRange(0, 30); i > 0; --i) {
    const auto channel = *rc::gen::inRange<uint64_t>(1, 4);
    const auto account = *rc::gen::inRange<uint64_t>(1, 4);
    const absl::Time end = SomeEnd();
    channels.Apply(kAscii, Put(Entry(channel, account, end)));
    ends[{channel, account}] = end;
  }
  const absl::Time now = absl::FromUnixSeconds(*rc::gen::inRange(0, 25));
  const auto changing = *rc::gen::inRange<uint64_t>(0, 4);  // 0: none
  const auto is_changing = [&](ChannelId id) { return id.value == changing; };
  absl::Time next = absl::InfiniteFuture();
  for (const auto& [key, end] : ends) {
    if (end > now || key.first != changing) next = std::min(next, end);
  }
  RC_ASSERT(channels.NextEnd(now, is_changing) == next);
  for (const Record& drop : channels.DropsOfEnded(now, is_changing)) {
    RC_ASSERT(drop.drop);
    RC_ASSERT(channels.Apply(kAscii, drop));
  }
  for (const auto& [key, end] : ends) {
    const bool is_there =
        channels.Find({key.first})->access.Find(EntryKind::kAccount, key.second) != nullptr;
    RC_ASSERT(is_there == (end > now || key.first == changing));
  }
  for (const Record& drop : channels.DropsOfEnded(now, IsNotChanging)) {
    RC_ASSERT(channels.Apply(kAscii, drop));
  }
  RC_ASSERT(channels.NextEnd(now, IsNotChanging) > now);
}

TEST(RegisteredChannels, AreVisitedBehindOne) {
  RegisteredChannels channels;
  for (uint64_t id : {2, 4, 6, 8}) channels.Apply(kAscii, Put(Founded(id, 1)));
  std::vector<uint64_t> seen;
  channels.ForEachAfter({4}, [&](const RegisteredChannel& channel) {
    seen.push_back(channel.id().value);
    return seen.size() < 2;
  });
  EXPECT_EQ(seen, (std::vector<uint64_t>{6, 8}));
  channels.ForEachAfter({8}, [&](const RegisteredChannel&) {
    ADD_FAILURE();
    return true;
  });
}

}  // namespace
}  // namespace irc

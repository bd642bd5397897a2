#include "core/state/registry/staff_rules.h"

#include <string>

#include "absl/time/time.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

constexpr Casemapping kAscii = Casemapping::kAscii;
const absl::Time kNow = absl::FromUnixSeconds(1'000'000);
constexpr absl::Duration kHour = absl::Hours(1);

ForbidRow Nick(const std::string& mask, absl::Time expires_at = absl::InfiniteFuture()) {
  return {.kind = std::string(kForbidNick),
          .mask = mask,
          .reason = mask,
          .set_at = kNow,
          .expires_at = expires_at};
}

TEST(StaffRules, ForbidWhatAMaskOfTheKindMatches) {
  StaffRules rules;
  EXPECT_TRUE(rules.Apply(kAscii, Put(Nick("evil*"))));
  ASSERT_NE(rules.FindForbid(kAscii, kForbidNick, "EVIL1", kNow), nullptr);
  EXPECT_EQ(rules.FindForbid(kAscii, kForbidNick, "good", kNow), nullptr);
  EXPECT_EQ(rules.FindForbid(kAscii, kForbidChannel, "evil1", kNow), nullptr);
  EXPECT_NE(rules.FindForbidNamed(kAscii, kForbidNick, "Evil*"), nullptr);
  EXPECT_EQ(rules.FindForbidNamed(kAscii, kForbidNick, "evil1"), nullptr);
  EXPECT_TRUE(rules.Apply(kAscii, Drop(Nick("EVIL*"))));
  EXPECT_EQ(rules.FindForbid(kAscii, kForbidNick, "evil1", kNow), nullptr);
  EXPECT_FALSE(rules.Apply(kAscii, Put(HoldRow{.name = "evil1"})));
}

TEST(StaffRules, EndWhenTheirTimeHasPassed) {
  StaffRules rules;
  EXPECT_EQ(rules.next_expiry(), absl::InfiniteFuture());
  rules.Apply(kAscii, Put(Nick("good*")));
  rules.Apply(kAscii, Put(Nick("evil*", kNow + kHour)));
  rules.Apply(kAscii, Put(SessionLimitRow{.address = "192.0.2.1", .expires_at = kNow + 2 * kHour}));
  rules.Apply(kAscii, Put(ServerSettingRow{.key = "defcon", .expires_at = kNow + 3 * kHour}));
  EXPECT_TRUE(rules.TakeSettingsChanged());
  EXPECT_FALSE(rules.TakeSettingsChanged());
  EXPECT_EQ(rules.next_expiry(), kNow + kHour);
  EXPECT_NE(rules.FindForbid(kAscii, kForbidNick, "evil1", kNow + kHour - absl::Seconds(1)),
            nullptr);
  EXPECT_EQ(rules.FindForbid(kAscii, kForbidNick, "evil1", kNow + kHour), nullptr);
  EXPECT_TRUE(rules.TakeExpired(kNow).empty());
  EXPECT_EQ(rules.TakeExpired(kNow + 2 * kHour).size(), 2u);
  EXPECT_EQ(rules.next_expiry(), kNow + 3 * kHour);
  EXPECT_FALSE(rules.TakeSettingsChanged());
  EXPECT_EQ(rules.TakeExpired(kNow + 3 * kHour).size(), 1u);
  EXPECT_TRUE(rules.TakeSettingsChanged());
  EXPECT_EQ(rules.forbids().size(), 1u);
}

TEST(StaffRules, FollowTheClock) {
  StaffRules rules;
  rules.Apply(kAscii, Put(Nick("evil*", kNow + kHour)));
  rules.Apply(kAscii, Put(NewsRow{.id = {1}, .set_at = kNow}));
  rules.SetClock(-kHour, kNow - kHour);
  EXPECT_EQ(rules.next_expiry(), kNow);
  EXPECT_EQ(rules.FindForbidNamed(kAscii, kForbidNick, "evil*")->set_at, kNow - kHour);
  EXPECT_EQ(rules.news().Find(1)->set_at, kNow - kHour);
}

}  // namespace
}  // namespace irc

#include "core/state/registry/staff_rules.h"

#include <string>
#include <variant>

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

bool IsNotChanging(const Row&) { return false; }
absl::Time NextExpiry(const StaffRules& rules) { return rules.NextExpiry(kNow, IsNotChanging); }

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
  EXPECT_EQ(NextExpiry(rules), absl::InfiniteFuture());
  rules.Apply(kAscii, Put(Nick("good*")));
  rules.Apply(kAscii, Put(Nick("evil*", kNow + kHour)));
  rules.Apply(kAscii, Put(SessionLimitRow{.address = "192.0.2.1", .expires_at = kNow + 2 * kHour}));
  rules.Apply(kAscii, Put(ServerSettingRow{.key = "defcon", .expires_at = kNow + 3 * kHour}));
  EXPECT_TRUE(rules.TakeSettingsChanged());
  EXPECT_FALSE(rules.TakeSettingsChanged());
  EXPECT_EQ(NextExpiry(rules), kNow + kHour);
  EXPECT_NE(rules.FindForbid(kAscii, kForbidNick, "evil1", kNow + kHour - absl::Seconds(1)),
            nullptr);
  EXPECT_EQ(rules.FindForbid(kAscii, kForbidNick, "evil1", kNow + kHour), nullptr);
  EXPECT_TRUE(rules.TakeExpired(kNow, IsNotChanging).empty());
  EXPECT_EQ(rules.TakeExpired(kNow + 2 * kHour, IsNotChanging).size(), 2u);
  EXPECT_EQ(NextExpiry(rules), kNow + 3 * kHour);
  EXPECT_FALSE(rules.TakeSettingsChanged());
  EXPECT_EQ(rules.TakeExpired(kNow + 3 * kHour, IsNotChanging).size(), 1u);
  EXPECT_TRUE(rules.TakeSettingsChanged());
  EXPECT_EQ(rules.forbids().size(), 1u);
}

TEST(StaffRules, DoNotEndWhileTheyAreChanging) {
  StaffRules rules;
  const auto is_changing = [](const Row& row) {
    const auto* limit = std::get_if<SessionLimitRow>(&row);
    return limit != nullptr && limit->address == "192.0.2.1";
  };
  rules.Apply(kAscii, Put(SessionLimitRow{.address = "192.0.2.1", .expires_at = kNow + kHour}));
  EXPECT_EQ(rules.NextExpiry(kNow, is_changing), kNow + kHour);
  EXPECT_EQ(rules.NextExpiry(kNow + kHour, is_changing), absl::InfiniteFuture());
  rules.Apply(kAscii, Put(SessionLimitRow{.address = "192.0.2.2", .expires_at = kNow + kHour}));
  EXPECT_EQ(rules.NextExpiry(kNow + kHour, is_changing), kNow + kHour);
  EXPECT_EQ(rules.TakeExpired(kNow + kHour, is_changing).size(), 1u);
  EXPECT_EQ(rules.NextExpiry(kNow + kHour, is_changing), absl::InfiniteFuture());
  EXPECT_EQ(rules.NextExpiry(kNow + kHour, IsNotChanging), kNow + kHour);
  EXPECT_EQ(rules.TakeExpired(kNow + kHour, IsNotChanging).size(), 1u);
}

TEST(StaffRules, FollowTheClock) {
  StaffRules rules;
  rules.Apply(kAscii, Put(Nick("evil*", kNow + kHour)));
  rules.Apply(kAscii, Put(NewsRow{.id = {1}, .set_at = kNow}));
  rules.SetClock(-kHour, kNow - kHour);
  EXPECT_EQ(NextExpiry(rules), kNow);
  EXPECT_EQ(rules.FindForbidNamed(kAscii, kForbidNick, "evil*")->set_at, kNow - kHour);
  EXPECT_EQ(rules.news().Find(1)->set_at, kNow - kHour);
}

}  // namespace
}  // namespace irc

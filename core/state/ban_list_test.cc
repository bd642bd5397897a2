#include "core/state/ban_list.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/testing/bans.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

TEST(AddBan, ReplacesEvenWhenThereAreTooMany) {
  State state = EmptyState();
  state.config.limits.bans = 2;
  EXPECT_TRUE(AddBan(state, Ban(BanKind::kResv, "one")));
  EXPECT_TRUE(AddBan(state, Ban(BanKind::kResv, "two")));
  EXPECT_FALSE(AddBan(state, Ban(BanKind::kResv, "three")));
  state.config.limits.bans = 1;
  ServerBan again = Ban(BanKind::kResv, "ONE");
  again.reason = "another";
  EXPECT_TRUE(AddBan(state, again));
  ASSERT_EQ(state.bans.size(), 2u);
  EXPECT_EQ(state.bans.begin()->mask, "two");
  EXPECT_EQ(std::next(state.bans.begin())->reason, "another");
}

TEST(BanHits, AreKeptEveryFewMinutes) {
  State state = EmptyState();
  for (const uint64_t id : {1, 2}) {
    ServerBan ban = Ban(BanKind::kResv, id == 1 ? "one" : "two");
    ban.id = {id};
    AddBan(state, ban);
  }
  SetBanHits(state, {.ban = {1}, .hits = 7, .last_at = state.now});
  SetBanHits(state, {.ban = {3}, .hits = 7, .last_at = state.now});
  EXPECT_EQ(state.next_ban_deadline, absl::InfiniteFuture());
  CountBanHit(state, {1});
  const absl::Time due = state.next_ban_deadline;
  EXPECT_EQ(due, state.now + absl::Minutes(5));
  state.now += absl::Minutes(1);
  CountBanHit(state, {1});
  CountBanHit(state, {2});
  CountBanHit(state, {3});
  EXPECT_EQ(state.next_ban_deadline, due);
  EXPECT_TRUE(TakeNewBanHits(state, false).empty());
  const absl::Time last = state.now;
  state.now = due;
  EXPECT_EQ(TakeNewBanHits(state, false),
            std::vector<Record>{Put(BanHitRow{.ban = {1}, .hits = 9, .last_at = last})});
  EXPECT_EQ(state.next_ban_deadline, due + absl::Minutes(1));
  EXPECT_EQ(TakeNewBanHits(state, true),
            std::vector<Record>{Put(BanHitRow{.ban = {2}, .hits = 1, .last_at = last})});
  EXPECT_TRUE(TakeNewBanHits(state, true).empty());
  EXPECT_EQ(state.next_ban_deadline, absl::InfiniteFuture());
}

TEST(BanHits, GoOnWhenTheSameBanIsSetAgain) {
  State state = EmptyState();
  ServerBan ban = Ban(BanKind::kShun, "a@b.example");
  ban.id = {4};
  AddBan(state, ban);
  CountBanHit(state, {4});
  ban.reason = "another";
  AddBan(state, ban);
  ASSERT_EQ(state.bans.size(), 1u);
  EXPECT_EQ(state.bans.begin()->hits, 1u);
  EXPECT_EQ(state.bans.begin()->hits_due, state.now + absl::Minutes(5));
  RemoveBan(state, ban.kind, ban.mask);
  EXPECT_EQ(state.next_ban_deadline, absl::InfiniteFuture());
}

TEST(AddBan, ReplacesTheOneOfItsIdAlsoWithAnotherMask) {
  State state = EmptyState();
  ServerBan ban = Ban(BanKind::kDLine, "192.0.2.0/24");
  ban.id = {4};
  EXPECT_TRUE(AddBan(state, ban));
  ban.mask = "198.51.100.0/24";
  EXPECT_TRUE(AddBan(state, ban));
  EXPECT_EQ(state.bans.size(), 1u);
  EXPECT_EQ(FindBanNamed(state, BanKind::kDLine, "192.0.2.0/24"), nullptr);
  EXPECT_EQ(FindBanNamed(state, BanKind::kDLine, "198.51.100.9/24"), FindBan(state, {4}));
}

// The bans behave like a plain list, and `next_ban_deadline` is always the earliest expiry in it.
RC_GTEST_PROP(Bans, LikeAPlainList, ()) {
  State state = EmptyState();
  std::vector<ServerBan> model;
  const auto in_model = [&](const ServerBan& ban) {
    return std::find_if(model.begin(), model.end(), [&](const ServerBan& other) {
      return other.kind == ban.kind &&
             absl::AsciiStrToLower(other.mask) == absl::AsciiStrToLower(ban.mask);
    });
  };
  const int steps = *rc::gen::inRange(0, 40);
  for (int i = 0; i < steps; ++i) {
    ServerBan ban = Ban(*rc::gen::element(BanKind::kKLine, BanKind::kXLine),
                        *rc::gen::element<std::string>("a@b", "A@b", "c@d"));
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
      case 1: {
        const int minutes = *rc::gen::inRange(0, 4);
        if (minutes != 0) ban.expires_at = state.now + absl::Minutes(minutes);
        if (in_model(ban) != model.end()) model.erase(in_model(ban));
        model.push_back(ban);
        RC_ASSERT(AddBan(state, ban));
        break;
      }
      case 2: {
        const auto found = in_model(ban);
        RC_ASSERT(RemoveBan(state, ban.kind, ban.mask) == (found != model.end()));
        if (found != model.end()) model.erase(found);
        break;
      }
      default: {
        state.now += absl::Minutes(*rc::gen::inRange(0, 3));
        std::vector<std::string> gone;
        for (const ServerBan& expired :
             TakeExpiredBans(state, [](const ServerBan&) { return false; }))
          gone.push_back(expired.mask);
        std::vector<std::string> expected;
        for (auto it = model.begin(); it != model.end();) {
          if (it->expires_at > state.now) {
            ++it;
            continue;
          }
          expected.push_back(it->mask);
          it = model.erase(it);
        }
        RC_ASSERT(gone == expected);
      }
    }
    absl::Time soonest = absl::InfiniteFuture();
    for (const ServerBan& one : model) soonest = std::min(soonest, one.expires_at);
    RC_ASSERT(state.next_ban_deadline == soonest);
    RC_ASSERT(state.bans.size() == model.size());
    State loaded = EmptyState();
    auto at = state.bans.begin();
    for (const ServerBan& one : model) {
      RC_ASSERT(at->kind == one.kind);
      RC_ASSERT(at->mask == one.mask);
      RC_ASSERT(at->expires_at == one.expires_at);
      loaded.bans.Add(Casemapping::kAscii, *at++);
    }
    RC_ASSERT(RebuildIndexes(loaded));
    RC_ASSERT(loaded.next_ban_deadline == soonest);
  }
}

}  // namespace
}  // namespace irc

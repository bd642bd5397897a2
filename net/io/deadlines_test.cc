#include "net/io/deadlines.h"

#include <map>
#include <utility>

#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

absl::Time At(int seconds) { return absl::FromUnixSeconds(seconds); }

TEST(Deadlines, TheEarliestComesFirst) {
  Deadlines deadlines;
  EXPECT_EQ(deadlines.Next(), absl::InfiniteFuture());
  EXPECT_EQ(deadlines.PopDue(absl::InfiniteFuture()), std::nullopt);
  deadlines.Set(3, At(30));
  deadlines.Set(1, At(10));
  deadlines.Set(2, At(20));
  EXPECT_EQ(deadlines.Next(), At(10));
  EXPECT_EQ(deadlines.PopDue(At(9)), std::nullopt);
  EXPECT_EQ(deadlines.PopDue(At(25)), 1u);
  EXPECT_EQ(deadlines.PopDue(At(25)), 2u);
  EXPECT_EQ(deadlines.PopDue(At(25)), std::nullopt);
  EXPECT_EQ(deadlines.size(), 1u);
}

TEST(Deadlines, MovesBothWaysAndGoes) {
  Deadlines deadlines;
  deadlines.Set(1, At(10));
  deadlines.Set(2, At(20));
  deadlines.Set(1, At(30));
  EXPECT_EQ(deadlines.Next(), At(20));
  deadlines.Set(1, At(5));
  EXPECT_EQ(deadlines.Next(), At(5));
  deadlines.Clear(1);
  EXPECT_EQ(deadlines.Next(), At(20));
  deadlines.Set(2, absl::InfiniteFuture());
  EXPECT_EQ(deadlines.size(), 0u);
  deadlines.Clear(7);
}

TEST(Deadlines, IsNeverEarly) {
  Deadlines deadlines;
  const absl::Time when = At(1) + absl::Nanoseconds(1);
  deadlines.Set(0, when);
  EXPECT_GE(deadlines.Next(), when);
  EXPECT_LT(deadlines.Next(), when + absl::Milliseconds(1));
}

RC_GTEST_PROP(Deadlines, AgreesWithAMap, ()) {
  Deadlines deadlines;
  std::map<uint32_t, int> model;
  for (int step = 0; step < 300; ++step) {
    const uint32_t slot = *rc::gen::inRange<uint32_t>(0, 30);
    const int when = *rc::gen::inRange(0, 50);
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        deadlines.Clear(slot);
        model.erase(slot);
        break;
      case 1: {
        auto earliest = model.end();
        for (auto it = model.begin(); it != model.end(); ++it) {
          if (it->second > when) continue;
          if (earliest == model.end() || it->second < earliest->second) earliest = it;
        }
        const auto popped = deadlines.PopDue(At(when));
        if (earliest == model.end()) {
          RC_ASSERT(!popped.has_value());
        } else {
          RC_ASSERT(popped == earliest->first);
          model.erase(earliest);
        }
        break;
      }
      default:
        deadlines.Set(slot, At(when));
        model[slot] = when;
    }
    RC_ASSERT(deadlines.size() == model.size());
  }
}

}  // namespace
}  // namespace irc

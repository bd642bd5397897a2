#include "core/conn/flood_budget.h"

#include "gtest/gtest.h"

namespace irc {
namespace {

constexpr FloodLimits kLimits{.ordinary = {.burst = 10, .per_second = 1},
                              .queries = {.burst = 100, .per_second = 5},
                              .opening = 30,
                              .joins = 40};
constexpr LinePrice kOrdinary{.tokens = 1, .kind = LineKind::kOrdinary};
constexpr LinePrice kQuery{.tokens = 5, .kind = LineKind::kQuery};
constexpr LinePrice kJoin{.tokens = 2, .kind = LineKind::kJoin};

absl::Time At(double seconds) { return absl::UnixEpoch() + absl::Seconds(seconds); }

// The number of lines of that price that are paid at that time, with the one that is owed.
int Pass(FloodBudget& budget, LinePrice price, double seconds) {
  for (int paid = 0;; ++paid) {
    if (!budget.owes()) budget.Owe(price);
    if (!budget.TryPay(kLimits, At(seconds))) return paid;
  }
}

FloodBudget Registered() {
  FloodBudget budget;
  budget.OnRegistered();
  return budget;
}

TEST(FloodBudget, TheOpeningHasABudgetOfItsOwn) {
  FloodBudget budget;
  EXPECT_EQ(Pass(budget, kOrdinary, 1000), 30 + 10);
  EXPECT_TRUE(budget.owes());
  EXPECT_EQ(budget.ReadyAt(kLimits), At(1001));
  EXPECT_EQ(Pass(budget, kOrdinary, 1005), 5) << "after it the ordinary rate";
}

TEST(FloodBudget, TheBucketIsFullAfterTheOpening) {
  FloodBudget budget;
  Pass(budget, kOrdinary, 1000);
  budget.OnRegistered();
  EXPECT_EQ(Pass(budget, kOrdinary, 1000), 10);
  EXPECT_EQ(Pass(budget, kOrdinary, 1001), 1) << "nothing is left for the opening";
}

TEST(FloodBudget, TheFirstJoinsTakeNothingFromTheBucket) {
  FloodBudget budget = Registered();
  EXPECT_EQ(Pass(budget, kJoin, 1000), 20 + 5);
  EXPECT_EQ(Pass(budget, kJoin, 1010), 5) << "once only";
}

TEST(FloodBudget, QueriesTakeNothingFromTheBucketUntilTheirsIsEmpty) {
  FloodBudget budget = Registered();
  for (int i = 0; i < 20; ++i) {
    budget.Owe(kQuery);
    EXPECT_TRUE(budget.TryPay(kLimits, At(1000)));
  }
  EXPECT_EQ(Pass(budget, kOrdinary, 1000), 10);
}

TEST(FloodBudget, AFirehoseOfQueriesGetsItsRate) {
  FloodBudget budget = Registered();
  EXPECT_EQ(Pass(budget, kQuery, 1000), 20 + 2);
  EXPECT_EQ(budget.ReadyAt(kLimits), At(1001)) << "the bucket that is ready first";
  EXPECT_EQ(Pass(budget, kQuery, 1000.999), 0);
  EXPECT_EQ(Pass(budget, kQuery, 1001), 1);
}

TEST(FloodBudget, OrdinaryLinesDoNotTakeFromTheQueries) {
  FloodBudget budget = Registered();
  EXPECT_EQ(Pass(budget, kOrdinary, 1000), 10);
  EXPECT_EQ(budget.ReadyAt(kLimits), At(1001));
}

}  // namespace
}  // namespace irc

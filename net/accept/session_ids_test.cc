#include "net/accept/session_ids.h"

#include <set>

#include "gtest/gtest.h"

namespace irc {
namespace {

TEST(SessionIds, CountUp) {
  SessionIds ids;
  EXPECT_EQ(ids.Take().value, 1u);
  EXPECT_EQ(ids.Take().value, 2u);
  EXPECT_EQ(ids.Take().value, 3u);
  EXPECT_EQ(ids.taken(), 3u);
}

TEST(SessionIds, AnIdIsNeverUsedTwice) {
  SessionIds ids;
  std::set<uint64_t> seen;
  for (int i = 0; i < 200'000; ++i) {
    const SessionId id = ids.Take();
    ASSERT_TRUE(seen.insert(id.value).second) << i;
    ids.GiveBack(id);
  }
  EXPECT_EQ(ids.taken(), 0u);
}

TEST(SessionIds, ASlotIsUsedAgain) {
  SessionIds ids;
  const SessionId first = ids.Take();
  ids.GiveBack(first);
  const SessionId second = ids.Take();
  EXPECT_NE(second, first);
  EXPECT_EQ(SessionIds::SlotOf(second), SessionIds::SlotOf(first));
}

TEST(SessionIds, ASlotIsUsedAsOftenAsItsNumbersLast) {
  SessionIds ids;
  for (int i = 0; i < 65536; ++i) {
    const SessionId id = ids.Take();
    ASSERT_EQ(SessionIds::SlotOf(id), 1u) << i;
    ids.GiveBack(id);
  }
  EXPECT_EQ(SessionIds::SlotOf(ids.Take()), 2u);
}

TEST(SessionIds, WithoutReuseTheyCountUp) {
  SessionIds ids(false);
  ids.GiveBack(ids.Take());
  EXPECT_EQ(ids.Take().value, 2u);
}

TEST(SessionIdsDeathTest, AnIdIsGivenBackOnce) {
  SessionIds ids;
  const SessionId id = ids.Take();
  ids.GiveBack(id);
  EXPECT_DEATH(ids.GiveBack(id), "gives it back once");
}

}  // namespace
}  // namespace irc

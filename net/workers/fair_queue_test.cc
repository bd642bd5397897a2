#include "net/workers/fair_queue.h"

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class FairQueueTest : public ::testing::Test {
 protected:
  void Push(absl::string_view from, uint64_t id) {
    queue_.Push({.id = {id},
                 .work = PasswordWork{.from = *ParseIpAddress(from),
                                      .credentials = nullptr,
                                      .credential = "server",
                                      .password = SecretText("sesame")}});
  }
  bool Remove(absl::string_view unit, uint64_t id) {
    return queue_.Remove(*ParseIpAddress(unit), {id}).has_value();
  }
  std::vector<uint64_t> PopAll() {
    std::vector<uint64_t> ids;
    while (std::optional<WorkUnit> unit = queue_.Pop()) ids.push_back(unit->id.value);
    EXPECT_EQ(queue_.size(), 0u);
    return ids;
  }

  FairQueue queue_;
};

TEST_F(FairQueueTest, AddressesTakeTurns) {
  for (uint64_t id : {1, 2, 3, 4}) Push("192.0.2.1", id);
  Push("192.0.2.2", 5);
  Push("192.0.2.3", 6);
  Push("192.0.2.2", 7);
  EXPECT_EQ(queue_.size(), 7u);
  EXPECT_THAT(PopAll(), ElementsAre(1, 5, 6, 2, 7, 3, 4));
}

// A hundred units of one address, of which some have been taken, delay another address by one.
TEST_F(FairQueueTest, WhoComesLaterWaitsForOneUnitOfEach) {
  for (uint64_t id = 1; id <= 100; ++id) Push("192.0.2.1", id);
  for (uint64_t id = 1; id <= 10; ++id) EXPECT_EQ(queue_.Pop()->id.value, id);
  Push("192.0.2.2", 101);
  EXPECT_EQ(queue_.Pop()->id.value, 11u);
  EXPECT_EQ(queue_.Pop()->id.value, 101u);
  EXPECT_EQ(queue_.Pop()->id.value, 12u);
}

TEST_F(FairQueueTest, APrefixOfIpv6IsOneAddress) {
  Push("2001:db8::1", 1);
  Push("2001:db8::2", 2);
  Push("2001:db8::3", 3);
  Push("2001:db8:0:1::1", 4);
  EXPECT_THAT(PopAll(), ElementsAre(1, 4, 2, 3));
}

TEST_F(FairQueueTest, UnitsCanBeRemoved) {
  for (uint64_t id : {1, 2, 3}) Push("192.0.2.1", id);
  for (uint64_t id : {4, 5}) Push("192.0.2.2", id);
  EXPECT_TRUE(Remove("192.0.2.1", 2));
  EXPECT_FALSE(Remove("192.0.2.1", 2)) << "it is gone";
  EXPECT_FALSE(Remove("192.0.2.1", 4)) << "it is another address's";
  EXPECT_TRUE(Remove("192.0.2.2", 4));
  EXPECT_TRUE(Remove("192.0.2.2", 5));
  EXPECT_EQ(queue_.size(), 2u);
  EXPECT_THAT(PopAll(), ElementsAre(1, 3));
  Push("192.0.2.2", 6);
  EXPECT_THAT(PopAll(), ElementsAre(6));
  EXPECT_THAT(PopAll(), IsEmpty());
}

}  // namespace
}  // namespace irc

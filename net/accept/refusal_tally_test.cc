#include "net/accept/refusal_tally.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RefusalTallyTest : public ::testing::Test {
 protected:
  bool Note(absl::string_view address, RefusalReason why = RefusalReason::kThrottled) {
    return tally_.Note(*ParseIpAddress(address), why, now_);
  }
  std::vector<std::string> TakeEnded() {
    std::vector<std::string> lines;
    for (const RefusalTally::Counted& counted : tally_.TakeEnded(now_)) {
      lines.push_back(
          absl::StrCat(counted.address.has_value() ? AddressText(*counted.address) : "others", " ",
                       RowOf(counted.why).word, " ", counted.count));
    }
    return lines;
  }

  absl::Time now_ = absl::FromUnixSeconds(1'767'225'600);
  RefusalTally tally_;
};

TEST_F(RefusalTallyTest, TellsTheFirstOfAnAddressAtOnce) {
  EXPECT_EQ(tally_.NextDeadline(), absl::InfiniteFuture());
  EXPECT_TRUE(Note("192.0.2.1"));
  EXPECT_EQ(tally_.NextDeadline(), now_ + absl::Seconds(10));
  EXPECT_TRUE(Note("192.0.2.2"));
  EXPECT_FALSE(Note("192.0.2.1"));
  EXPECT_FALSE(Note("192.0.2.1", RefusalReason::kFull));
  EXPECT_TRUE(Note("2001:db8::1"));
  EXPECT_FALSE(Note("2001:db8::2")) << "the same /64";
  now_ += absl::Seconds(9);
  EXPECT_THAT(TakeEnded(), IsEmpty());
  EXPECT_FALSE(Note("192.0.2.1", RefusalReason::kPerAddress));
  now_ += absl::Seconds(1);
  EXPECT_THAT(TakeEnded(), ElementsAre("192.0.2.1 per_address 3", "2001:db8:: throttled 1"));
  EXPECT_EQ(tally_.NextDeadline(), absl::InfiniteFuture());
  EXPECT_THAT(TakeEnded(), IsEmpty());
  EXPECT_TRUE(Note("192.0.2.1")) << "in the next period";
}

TEST_F(RefusalTallyTest, SumsTheOthersUp) {
  for (size_t i = 0; i < RefusalTally::kAddressesMax; ++i) {
    EXPECT_TRUE(Note(absl::StrCat("192.0.2.", i)));
  }
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(Note(absl::StrCat("198.51.100.", i)));
  EXPECT_FALSE(Note("192.0.2.0"));
  now_ += absl::Seconds(10);
  EXPECT_THAT(TakeEnded(), ElementsAre("192.0.2.0 throttled 1", "others throttled 100"));
}

}  // namespace
}  // namespace irc

#include "core/replies/duration.h"

#include <cstdint>
#include <string>

#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

TEST(ParseBanDuration, MinutesOrUnits) {
  EXPECT_EQ(ParseBanDuration("30"), absl::Minutes(30));
  EXPECT_EQ(ParseBanDuration("1d12h"), absl::Hours(36));
  EXPECT_EQ(ParseBanDuration("2W3d4H5m6S"),
            absl::Hours(24 * 17 + 4) + absl::Minutes(5) + absl::Seconds(6));
  EXPECT_EQ(ParseBanDuration("1h30"), absl::Minutes(90)) << "a bare number is minutes";
}

TEST(ParseBanDuration, NothingAndTooLongAreForever) {
  for (const char* text :
       {"0", "0d", "521400w", "3651d", "99999999999999999999999999", "9999999999w"}) {
    EXPECT_EQ(ParseBanDuration(text), absl::InfiniteDuration()) << text;
  }
  EXPECT_EQ(ParseBanDuration("3650d"), absl::Hours(24 * 3650));
}

TEST(ParseBanDuration, RefusesOtherText) {
  for (const char* text : {"", "d", "1x", "1dd", "-1", "+1", "1.5h", "1 h", "*@host", "#1d"}) {
    EXPECT_FALSE(ParseBanDuration(text).has_value()) << text;
  }
}

TEST(FormatBanDuration, LeavesOutWhatIsNone) {
  EXPECT_EQ(FormatBanDuration(absl::Minutes(90)), "1h30m");
  EXPECT_EQ(FormatBanDuration(absl::Hours(24 * 7)), "1w");
  EXPECT_EQ(FormatBanDuration(absl::Seconds(59)), "59s");
}

RC_GTEST_PROP(FormatBanDuration, IsReadAgain, ()) {
  const absl::Duration duration = absl::Seconds(*rc::gen::inRange<int64_t>(1, 3650 * 86400 + 1));
  RC_ASSERT(ParseBanDuration(FormatBanDuration(duration)) == duration);
}

}  // namespace
}  // namespace irc

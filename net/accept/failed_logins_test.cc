#include "net/accept/failed_logins.h"

#include "gtest/gtest.h"

namespace irc {
namespace {

const IpAddress kAlice = IpAddress::V4(192, 0, 2, 1);
const IpAddress kBob = IpAddress::V4(192, 0, 2, 2);

absl::Time At(int64_t seconds) { return absl::UnixEpoch() + absl::Seconds(seconds); }

FailedLogins WithLimits(int64_t most, int64_t seconds) {
  FailedLogins logins;
  logins.SetLimits({.most = most, .window = absl::Seconds(seconds)});
  return logins;
}

TEST(FailedLogins, RefuseAnAddressThatHasHadTooMany) {
  FailedLogins logins = WithLimits(3, 60);
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(logins.Refuses(kAlice, At(i)));
    logins.Count(kAlice, At(i));
  }
  EXPECT_TRUE(logins.Refuses(kAlice, At(3)));
  EXPECT_FALSE(logins.Refuses(kBob, At(3)));
}

// The window slides: each failure counts for as long as it, and no longer.
TEST(FailedLogins, AreForgottenOneByOne) {
  FailedLogins logins = WithLimits(2, 60);
  logins.Count(kAlice, At(0));
  logins.Count(kAlice, At(50));
  EXPECT_TRUE(logins.Refuses(kAlice, At(59)));
  EXPECT_FALSE(logins.Refuses(kAlice, At(60)));
  logins.Count(kAlice, At(60));
  EXPECT_TRUE(logins.Refuses(kAlice, At(109)));
  EXPECT_FALSE(logins.Refuses(kAlice, At(110)));
}

TEST(FailedLogins, CountForAWholeNetworkOfIpv6) {
  FailedLogins logins = WithLimits(1, 60);
  logins.Count(*ParseIpAddress("2001:db8::1"), At(0));
  EXPECT_TRUE(logins.Refuses(*ParseIpAddress("2001:db8::ffff:2"), At(1)));
  EXPECT_FALSE(logins.Refuses(*ParseIpAddress("2001:db8:0:1::1"), At(1)));
}

TEST(FailedLogins, DoNotCountForExemptAddresses) {
  FailedLogins logins;
  logins.SetLimits({.most = 1, .exempt = {*ParseIpNetwork("192.0.2.1")}});
  logins.Count(kAlice, At(0));
  EXPECT_FALSE(logins.Refuses(kAlice, At(0)));
  EXPECT_EQ(logins.remembered(), 0u);
}

TEST(FailedLogins, FollowNewLimits) {
  FailedLogins logins = WithLimits(3, 60);
  for (int i = 0; i < 3; ++i) logins.Count(kAlice, At(i));
  logins.SetLimits({.most = 4, .window = absl::Seconds(60)});
  EXPECT_FALSE(logins.Refuses(kAlice, At(3)));
  logins.SetLimits({.most = 1, .window = absl::Seconds(60)});
  EXPECT_TRUE(logins.Refuses(kAlice, At(61)));
  EXPECT_FALSE(logins.Refuses(kAlice, At(62)));
  logins.Count(kAlice, At(62));
  EXPECT_TRUE(logins.Refuses(kAlice, At(121)));
}

TEST(FailedLogins, TakeBoundedMemory) {
  FailedLogins logins = WithLimits(1, 60);
  const auto address = [](size_t i) {
    return IpAddress::V4(10, static_cast<uint8_t>(i >> 16), static_cast<uint8_t>(i >> 8),
                         static_cast<uint8_t>(i));
  };
  logins.Count(kAlice, At(0));
  for (size_t i = 0; i + 1 < FailedLogins::kAddressesMax; ++i) logins.Count(address(i), At(1));
  EXPECT_EQ(logins.remembered(), FailedLogins::kAddressesMax);
  EXPECT_TRUE(logins.Refuses(kAlice, At(2)));
  logins.Count(kBob, At(2));
  EXPECT_EQ(logins.remembered(), FailedLogins::kAddressesMax);
  EXPECT_FALSE(logins.Refuses(kAlice, At(2))) << "the one that was quiet for the longest time";
  EXPECT_TRUE(logins.Refuses(kBob, At(2)));
  logins.Count(kAlice, At(61));
  EXPECT_EQ(logins.remembered(), 2u) << "the others do not count any more";
}

}  // namespace
}  // namespace irc

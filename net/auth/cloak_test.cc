#include "net/auth/cloak.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

std::vector<std::string> Parts(const char* ip, absl::string_view secret = "key") {
  return absl::StrSplit(Cloaks(secret).Of(*ParseIpAddress(ip)), '.');
}

TEST(Cloak, ThreePartsAndAnEnding) {
  const auto parts = Parts("192.0.2.7");
  ASSERT_EQ(parts.size(), 4u);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(parts[i].size(), 8u);
    EXPECT_EQ(parts[i].find_first_not_of("0123456789abcdef"), std::string::npos);
  }
  EXPECT_EQ(parts[3], "ip");
  EXPECT_EQ(Parts("2001:db8::1")[3], "ip6");
}

// Computed with: printf '4/4/\xc0\x00\x02\x07' | openssl dgst -sha256 -hmac key
TEST(Cloak, IsHmacSha256) { EXPECT_EQ(Parts("192.0.2.7")[0], "940ad983"); }

TEST(Cloak, DoesNotDependOnWhoWasCloakedBefore) {
  Cloaks cloaks("key");
  for (const char* ip : {"192.0.2.7", "192.0.2.7", "2001:db8::1", "192.0.2.8", "2001:db8::1",
                         "192.0.2.7", "c000:207::"}) {
    const IpAddress address = *ParseIpAddress(ip);
    EXPECT_EQ(cloaks.Of(address), Cloaks("key").Of(address)) << ip;
  }
}

TEST(Cloak, AKeyMayBeEmptyOrLong) {
  EXPECT_NE(Parts("192.0.2.7", ""), Parts("192.0.2.7", std::string(200, 'k')));
}

TEST(Cloak, NeighboursShareTheNetworkParts) {
  const auto one = Parts("192.0.2.7");
  const auto same_24 = Parts("192.0.2.8");
  EXPECT_NE(one[0], same_24[0]);
  EXPECT_EQ(one[1], same_24[1]);
  EXPECT_EQ(one[2], same_24[2]);
  const auto same_16 = Parts("192.0.3.7");
  EXPECT_NE(one[1], same_16[1]);
  EXPECT_EQ(one[2], same_16[2]);
}

TEST(Cloak, OneIpv6SubscriberHasOneCloak) {
  EXPECT_EQ(Parts("2001:db8:1:2::1"), Parts("2001:db8:1:2:ffff::9"));
  EXPECT_NE(Parts("2001:db8:1:2::1")[0], Parts("2001:db8:1:3::1")[0]);
  EXPECT_EQ(Parts("2001:db8:1:2::1")[1], Parts("2001:db8:1:3::1")[1]);
}

TEST(Cloak, DependsOnTheSecret) {
  EXPECT_NE(Parts("192.0.2.7", "key"), Parts("192.0.2.7", "yek"));
  EXPECT_NE(RandomKey(), RandomKey());
}

}  // namespace
}  // namespace irc

#include "net/admission.h"

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1'000'000);

AdmissionLimits Limits() {
  return {.total = 100,
          .per_address = 3,
          .throttle_count = 5,
          .throttle_window = absl::Seconds(10),
          .exempt = {}};
}

IpAddress Ip(absl::string_view text) { return *ParseIpAddress(text); }

TEST(Admission, LimitsTheConnectionsOfOneAddress) {
  Admission admission(Limits());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart), "");
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart), "Too many connections from your address");
  EXPECT_EQ(admission.Enter(Ip("10.0.0.2"), kStart), "");
  admission.Leave(Ip("10.0.0.1"));
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart), "");
}

TEST(Admission, AnIpv6SubscriberIsOneAddress) {
  Admission admission(Limits());
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(admission.Enter(Ip(absl::StrCat("2001:db8::", i)), kStart), "");
  }
  EXPECT_NE(admission.Enter(Ip("2001:db8::9"), kStart), "");
  EXPECT_EQ(admission.Enter(Ip("2001:db8:0:1::9"), kStart), "");
}

TEST(Admission, ThrottlesWhoConnectsTooOften) {
  Admission admission(Limits());
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart), "");
    admission.Leave(Ip("10.0.0.1"));
  }
  const absl::string_view refusal =
      "Too many connection attempts from your address, try again later";
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart), refusal);
  // Hammering on moves the end of the window.
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart + absl::Seconds(9)), refusal);
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart + absl::Seconds(18)), refusal);
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart + absl::Seconds(28)), "");
}

TEST(Admission, ExemptNetworksHaveNoLimitButTheTotal) {
  AdmissionLimits limits = Limits();
  limits.exempt = {*ParseIpNetwork("127.0.0.0/8")};
  Admission admission(limits);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(admission.Enter(Ip("127.0.0.1"), kStart), "") << i;
  EXPECT_EQ(admission.Enter(Ip("127.0.0.1"), kStart), "The server is full, try again later");
  EXPECT_EQ(admission.total(), 100);
}

TEST(Admission, ForgetsQuietAddresses) {
  AdmissionLimits limits = Limits();
  limits.total = 1'000'000;
  Admission admission(limits);
  absl::Time now = kStart;
  for (int i = 0; i < 100'000; ++i) {
    const IpAddress ip = Ip(absl::StrCat("10.", i / 65536, ".", i / 256 % 256, ".", i % 256));
    EXPECT_EQ(admission.Enter(ip, now), "");
    admission.Leave(ip);
    now += absl::Milliseconds(100);
  }
  EXPECT_LE(admission.remembered(), 2048u);
}

TEST(Admission, RemembersWhoIsIn) {
  Admission admission(Limits());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(admission.Enter(Ip("10.9.9.9"), kStart), "");
  absl::Time now = kStart + absl::Hours(1);
  for (int i = 0; i < 5000; ++i) {
    const IpAddress ip = Ip(absl::StrCat("10.1.", i / 256, ".", i % 256));
    ASSERT_EQ(admission.Enter(ip, now), "");
    admission.Leave(ip);
    now += absl::Seconds(1);
  }
  EXPECT_EQ(admission.Enter(Ip("10.9.9.9"), now), "Too many connections from your address");
}

TEST(Admission, NewLimitsHoldForTheNext) {
  Admission admission(Limits());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart), "");
  AdmissionLimits wider = Limits();
  wider.per_address = 4;
  admission.SetLimits(wider);
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart), "");
  EXPECT_NE(admission.Enter(Ip("10.0.0.1"), kStart), "");
}

}  // namespace
}  // namespace irc

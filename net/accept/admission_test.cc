#include "net/accept/admission.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/records.h"
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

// An Admission with the connections that it has let in.
class Door {
 public:
  explicit Door(AdmissionLimits limits) : admission_(std::move(limits)) {}

  RefusalReason Enter(const IpAddress& address, absl::Time now) {
    AdmissionTicket ticket;
    const RefusalReason refusal = admission_.Enter(address, now, ticket);
    EXPECT_EQ(ticket.valid(), refusal == RefusalReason::kNone);
    if (ticket.valid()) inside_.push_back(std::move(ticket));
    return refusal;
  }
  // One connection of the address ends.
  void Leave(const IpAddress& address) {
    for (AdmissionTicket& ticket : inside_) {
      if (!ticket.valid() || !(ticket.address() == address)) continue;
      std::swap(ticket, inside_.back());
      return inside_.pop_back();
    }
    FAIL() << "nobody of this address is inside";
  }
  Admission& admission() { return admission_; }

 private:
  Admission admission_;
  std::vector<AdmissionTicket> inside_;
};

// A socket whose client's address is not known yet has a place in the count of the server, and
// gives it up for one in both counts.
TEST(Admission, CountsWhoHasNoAddressYet) {
  AdmissionLimits limits = Limits();
  limits.total = 2;
  Admission admission(limits);
  AdmissionTicket one, two, three;
  EXPECT_EQ(admission.EnterUnnamed(one), RefusalReason::kNone);
  EXPECT_EQ(admission.EnterUnnamed(two), RefusalReason::kNone);
  EXPECT_TRUE(one.valid());
  EXPECT_FALSE(one.named());
  EXPECT_EQ(admission.total(), 2);
  EXPECT_EQ(admission.EnterUnnamed(three), RefusalReason::kFull);
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart, three), RefusalReason::kFull);
  EXPECT_FALSE(three.valid());
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart, one), RefusalReason::kNone);
  EXPECT_TRUE(one.named());
  EXPECT_EQ(admission.total(), 2);
  two = AdmissionTicket();
  EXPECT_EQ(admission.total(), 1);
  one = AdmissionTicket();
  EXPECT_EQ(admission.total(), 0);
}

TEST(Admission, LimitsTheConnectionsOfOneAddress) {
  Door admission(Limits());
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart), RefusalReason::kNone);
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart), RefusalReason::kPerAddress);
  EXPECT_EQ(admission.Enter(Ip("10.0.0.2"), kStart), RefusalReason::kNone);
  admission.Leave(Ip("10.0.0.1"));
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart), RefusalReason::kNone);
}

TEST(Admission, AnIpv6SubscriberIsOneAddress) {
  Door admission(Limits());
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(admission.Enter(Ip(absl::StrCat("2001:db8::", i)), kStart), RefusalReason::kNone);
  }
  EXPECT_NE(admission.Enter(Ip("2001:db8::9"), kStart), RefusalReason::kNone);
  EXPECT_EQ(admission.Enter(Ip("2001:db8:0:1::9"), kStart), RefusalReason::kNone);
}

TEST(Admission, ThrottlesWhoConnectsTooOften) {
  Door admission(Limits());
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart), RefusalReason::kNone);
    admission.Leave(Ip("10.0.0.1"));
  }
  const RefusalReason refusal = RefusalReason::kThrottled;
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart), refusal);
  // Refused attempts extend the window.
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart + absl::Seconds(9)), refusal);
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart + absl::Seconds(18)), refusal);
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart + absl::Seconds(28)), RefusalReason::kNone);
}

TEST(Admission, ExemptNetworksHaveNoLimitButTheTotal) {
  AdmissionLimits limits = Limits();
  limits.exempt = {*ParseIpNetwork("127.0.0.0/8")};
  Door admission(limits);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(admission.Enter(Ip("127.0.0.1"), kStart), RefusalReason::kNone) << i;
  }
  EXPECT_EQ(admission.Enter(Ip("127.0.0.1"), kStart), RefusalReason::kFull);
  EXPECT_EQ(admission.admission().total(), 100);
}

TEST(Admission, ForgetsQuietAddresses) {
  AdmissionLimits limits = Limits();
  limits.total = 1'000'000;
  Door admission(limits);
  absl::Time now = kStart;
  for (int i = 0; i < 100'000; ++i) {
    const IpAddress ip = Ip(absl::StrCat("10.", i / 65536, ".", i / 256 % 256, ".", i % 256));
    EXPECT_EQ(admission.Enter(ip, now), RefusalReason::kNone);
    admission.Leave(ip);
    now += absl::Milliseconds(100);
  }
  EXPECT_LE(admission.admission().remembered(), 2048u);
}

TEST(Admission, RemembersWhoIsIn) {
  Door admission(Limits());
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(admission.Enter(Ip("10.9.9.9"), kStart), RefusalReason::kNone);
  absl::Time now = kStart + absl::Hours(1);
  for (int i = 0; i < 5000; ++i) {
    const IpAddress ip = Ip(absl::StrCat("10.1.", i / 256, ".", i % 256));
    ASSERT_EQ(admission.Enter(ip, now), RefusalReason::kNone);
    admission.Leave(ip);
    now += absl::Seconds(1);
  }
  EXPECT_EQ(admission.Enter(Ip("10.9.9.9"), now), RefusalReason::kPerAddress);
}

TEST(Admission, NewLimitsHoldForTheNext) {
  Door admission(Limits());
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart), RefusalReason::kNone);
  AdmissionLimits wider = Limits();
  wider.per_address = 4;
  admission.admission().SetLimits(wider);
  EXPECT_EQ(admission.Enter(Ip("10.0.0.1"), kStart), RefusalReason::kNone);
  EXPECT_NE(admission.Enter(Ip("10.0.0.1"), kStart), RefusalReason::kNone);
}

// How many of twenty connections of an address at the same moment are let in.
int Admitted(Door& door, const IpAddress& address) {
  int admitted = 0;
  for (int i = 0; i < 20; ++i) {
    if (door.Enter(address, kStart) == RefusalReason::kNone) ++admitted;
  }
  return admitted;
}

TEST(Admission, AnExceptionStandsInThePlaceOfTheLimit) {
  Door door(Limits());
  const auto except = [&](const std::string& address, uint64_t limit) {
    door.admission().TakeException(Put(SessionLimitRow{.address = address, .limit = limit}));
  };
  except("10.0.0.0/8", 12);
  except("10.1.0.0/16", 0);
  except("10.2.0.1", 1);
  EXPECT_EQ(Admitted(door, Ip("10.0.0.1")), 12);
  EXPECT_EQ(Admitted(door, Ip("10.1.0.1")), 20) << "the smallest network counts, and 0 is no limit";
  EXPECT_EQ(Admitted(door, Ip("10.2.0.1")), 1) << "a limit may be lower, too";
  EXPECT_EQ(Admitted(door, Ip("11.0.0.1")), 3) << "that of the configuration";
  door.admission().TakeException(Drop(SessionLimitRow{.address = "10.0.0.0/8"}));
  EXPECT_EQ(Admitted(door, Ip("10.0.0.2")), 3);
}

TEST(AdmissionTicket, GivesItsPlaceBackOnce) {
  Admission admission(Limits());
  AdmissionTicket ticket;
  EXPECT_FALSE(ticket.valid());
  ASSERT_EQ(admission.Enter(Ip("10.0.0.1"), kStart, ticket), RefusalReason::kNone);
  EXPECT_EQ(ticket.address(), Ip("10.0.0.1"));
  EXPECT_EQ(admission.total(), 1);
  {
    AdmissionTicket moved = std::move(ticket);
    EXPECT_FALSE(ticket.valid());
    EXPECT_EQ(admission.total(), 1);
  }
  EXPECT_EQ(admission.total(), 0);
  ASSERT_EQ(admission.Enter(Ip("10.0.0.1"), kStart, ticket), RefusalReason::kNone);
  ticket = AdmissionTicket();
  EXPECT_EQ(admission.total(), 0);
}

}  // namespace
}  // namespace irc

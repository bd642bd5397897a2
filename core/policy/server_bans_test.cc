#include "core/policy/server_bans.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/state/ban_list.h"
#include "core/testing/bans.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

bool Matches(BanKind kind, absl::string_view mask, absl::string_view text) {
  return BanMatches(EmptyState(), Ban(kind, mask), text);
}

TEST(BanMatches, EachKindMatchesItsText) {
  EXPECT_TRUE(Matches(BanKind::kKLine, "*@*.BAD.example", "user@host.bad.example"));
  EXPECT_FALSE(Matches(BanKind::kKLine, "*@*.bad.example", "user@bad.example"));
  EXPECT_TRUE(Matches(BanKind::kDLine, "192.0.2.1", "192.0.2.1"));
  EXPECT_FALSE(Matches(BanKind::kDLine, "192.0.2.1", "192.0.2.10"));
  EXPECT_FALSE(Matches(BanKind::kDLine, "192.0.2.1", "host.example"));
  EXPECT_TRUE(Matches(BanKind::kXLine, "*free?money*", "Get Free Money!"));
  EXPECT_TRUE(Matches(BanKind::kResv, "#bad*", "#BadNews"));
}

TEST(BanMatches, HostOfAKlineMayBeANetwork) {
  EXPECT_TRUE(Matches(BanKind::kKLine, "*@192.0.2.0/24", "user@192.0.2.77"));
  EXPECT_TRUE(Matches(BanKind::kKLine, "U*@2001:db8::/32", "user@2001:db8:1::1"));
  EXPECT_FALSE(Matches(BanKind::kKLine, "root@192.0.2.0/24", "user@192.0.2.77"));
  EXPECT_FALSE(Matches(BanKind::kKLine, "*@192.0.2.0/24", "user@192.0.3.77"));
  EXPECT_FALSE(Matches(BanKind::kKLine, "*@192.0.2.0/24", "192.0.2.77"));
  EXPECT_FALSE(Matches(BanKind::kKLine, "*@192.0.2.0/24", "user@host.example"));
  EXPECT_FALSE(Matches(BanKind::kKLine, "*@no/network", "user@192.0.2.77"));
  EXPECT_TRUE(Matches(BanKind::kKLine, "*@2001:db8:0:0:0:0:0:7", "user@2001:db8::7"));
  EXPECT_TRUE(Matches(BanKind::kKLine, "*@::1", "user@0::1"));
  EXPECT_FALSE(Matches(BanKind::kKLine, "*@::1", "user@0::2"));
}

// Compares with the definition of a network, bit by bit, for IPv4.
RC_GTEST_PROP(BanMatches, NetworksComparedBitByBit, ()) {
  const auto network = *rc::gen::arbitrary<uint32_t>();
  const int bits = *rc::gen::inRange(0, 33);
  // Close to the network, so that both answers are common.
  const uint32_t address = network ^ (uint32_t{1} << *rc::gen::inRange(0, 32));
  bool same = true;
  for (int i = 0; i < bits; ++i) {
    same &= (network >> (31 - i) & 1) == (address >> (31 - i) & 1);
  }
  const auto quad = [](uint32_t a) {
    return absl::StrCat(a >> 24, ".", a >> 16 & 255, ".", a >> 8 & 255, ".", a & 255);
  };
  const std::string mask = absl::StrCat(quad(network), "/", bits);
  RC_CLASSIFY(same, "hit");
  RC_ASSERT(Matches(BanKind::kDLine, mask, quad(address)) == same);
  RC_ASSERT(Matches(BanKind::kKLine, absl::StrCat("*@", mask),
                    absl::StrCat("user@", quad(address))) == same);
}

TEST(IsWideNetwork, AtTheEdges) {
  for (const char* wide : {"0.0.0.0/0", "10.0.0.0/7", "::/0", "2000::/15", "0::/80",
                           "::ffff:0:0/96", "::ffff:10.0.0.0/103"}) {
    EXPECT_TRUE(IsWideNetwork(wide)) << wide;
  }
  for (const char* fit : {"10.0.0.0/8", "192.0.2.1", "2001::/16", "2001:db8::1", "0::1",
                          "::ffff:10.0.0.0/104", "0:1::/32", "*", "host.example"}) {
    EXPECT_FALSE(IsWideNetwork(fit)) << fit;
  }
}

TEST(SameBanMask, ByLettersOrByNetwork) {
  const State state = EmptyState();
  EXPECT_TRUE(SameBanMask(state, BanKind::kKLine, "*@Host.example", "*@hOST.example"));
  EXPECT_FALSE(SameBanMask(state, BanKind::kKLine, "*@host.example", "?@host.example"));
  EXPECT_TRUE(SameBanMask(state, BanKind::kDLine, "192.0.2.0/24", "192.0.2.77/24"));
  EXPECT_FALSE(SameBanMask(state, BanKind::kDLine, "192.0.2.0/24", "192.0.2.0/25"));
  EXPECT_FALSE(SameBanMask(state, BanKind::kDLine, "192.0.2.0/24", "198.51.100.0/24"));
  EXPECT_FALSE(SameBanMask(state, BanKind::kDLine, "192.0.2.0/24", "nonsense"));
}

class SessionTest : public testing::Test {
 protected:
  bool Hits(BanKind kind, absl::string_view mask) const {
    return BanHits(state, Ban(kind, mask), session);
  }

  State state = EmptyState();
  Session& session = AddSession(state, SessionId{1},
                                {.ip = "192.0.2.7", .host = "host.example", .cloak = "cloak.x"});
};

TEST_F(SessionTest, BeforeItHasSaidWhoItIs) {
  EXPECT_TRUE(Hits(BanKind::kDLine, "192.0.2.0/24"));
  EXPECT_FALSE(Hits(BanKind::kKLine, "*@host.example"));
  EXPECT_FALSE(Hits(BanKind::kXLine, "*"));
}

TEST_F(SessionTest, ByEveryFormOfItsHost) {
  session.registration->username = "user";
  session.registration->realname = "Real Name";
  const auto expect_hits = [&] {
    EXPECT_TRUE(Hits(BanKind::kKLine, "user@host.example"));
    EXPECT_TRUE(Hits(BanKind::kKLine, "*@192.0.2.7"));
    EXPECT_TRUE(Hits(BanKind::kKLine, "*@192.0.2.0/24"));
    EXPECT_TRUE(Hits(BanKind::kKLine, "*@cloak.x"));
    EXPECT_FALSE(Hits(BanKind::kKLine, "root@*"));
    EXPECT_TRUE(Hits(BanKind::kXLine, "real?name"));
    EXPECT_FALSE(Hits(BanKind::kResv, "*"));
  };
  expect_hits();
  ReserveNick(state, session, "nick");
  RegisterUser(state, session);
  expect_hits();
}

TEST_F(SessionTest, RegistrationMeetsTheFirstBanThatHolds) {
  session.registration->username = "user";
  session.registration->realname = "Real Name";
  EXPECT_EQ(FindBanOfRegistration(state, session), nullptr);
  AddBan(state, Ban(BanKind::kKLine, "*@host.example", state.now + absl::Minutes(1)));
  AddBan(state, Ban(BanKind::kXLine, "real*"));
  EXPECT_EQ(FindBanOfRegistration(state, session)->kind, BanKind::kKLine);
  state.now += absl::Minutes(1);
  EXPECT_EQ(FindBanOfRegistration(state, session)->kind, BanKind::kXLine)
      << "one that has run out holds no more, also before the tick that takes it away";
}

}  // namespace
}  // namespace irc

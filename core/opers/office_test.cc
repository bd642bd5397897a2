#include "core/opers/office.h"

#include "core/audit.h"
#include "core/opers/rights.h"
#include "core/testing/bans.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

class LackTest : public testing::Test {
 protected:
  LackTest() {
    session_.peer = {.ip = "192.0.2.1", .host = "host.example", .certfp = "aa"};
    user_.username = "ann";
    user_.account = "Ann";
  }
  absl::string_view Why(const OperConfig& block) {
    return LackFor(state_, session_, user_, block).why;
  }

  State state_ = EmptyState();
  Session session_;
  User user_;
};

TEST_F(LackTest, IsNothingWhenTheBlockAsksForNothing) { EXPECT_EQ(Why({.name = "x"}), ""); }

TEST_F(LackTest, OneOfTheHostsMatchesTheAddressOrTheName) {
  EXPECT_EQ(Why({.name = "x", .hosts = {"*@nowhere.example", "ann@192.0.2.*"}}), "");
  EXPECT_EQ(Why({.name = "x", .hosts = {"*@*.example"}}), "");
  EXPECT_EQ(Why({.name = "x", .hosts = {"bob@*"}}), kWrongHost);
}

TEST_F(LackTest, AccountAndCertificateAreProofs) {
  EXPECT_EQ(Why({.name = "x", .account = "ann", .certfps = {"bb", "aa"}}), "");
  const Lack account = LackFor(state_, session_, user_, {.name = "x", .account = "bob"});
  EXPECT_EQ(account.why, kWrongAccount);
  EXPECT_TRUE(account.is_proof);
  const Lack certificate = LackFor(state_, session_, user_, {.name = "x", .certfps = {"bb"}});
  EXPECT_EQ(certificate.why, kWrongCertificate);
  EXPECT_TRUE(certificate.is_proof);
  EXPECT_FALSE(LackFor(state_, session_, user_, {.name = "x", .hosts = {"bob@*"}}).is_proof);
  user_.account.clear();
  EXPECT_EQ(Why({.name = "x", .account = "ann"}), kWrongAccount);
  session_.peer.certfp.clear();
  EXPECT_EQ(Why({.name = "x", .certfps = {"bb"}}), kWrongCertificate);
}

TEST_F(LackTest, ASecondFactorIsOneOfTheSession) {
  const OperConfig block{.name = "x", .account = "ann", .second_factor = true};
  EXPECT_EQ(Why(block), kNoSecondFactor);
  session_.second_factor = true;
  EXPECT_EQ(Why(block), "");
}

TEST_F(LackTest, WhoIsNoOperatorCanNothing) {
  state_.config.opers = {{.name = "x"}};
  EXPECT_FALSE(Can(state_, user_, Privilege::kKill));
  user_.oper.Set("x");
  EXPECT_TRUE(Can(state_, user_, Privilege::kKill));
  user_.oper.Set("gone");
  EXPECT_FALSE(Can(state_, user_, Privilege::kKill));
}

}  // namespace
}  // namespace irc

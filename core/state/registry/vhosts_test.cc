#include "core/state/registry/vhosts.h"

#include "gtest/gtest.h"

namespace irc {
namespace {

constexpr AccountId kAlice{1}, kBob{2};

TEST(Vhosts, BelongToOneAccount) {
  Vhosts vhosts;
  EXPECT_EQ(vhosts.OwnerOf("a.example"), AccountId());
  EXPECT_TRUE(vhosts.Apply(Put(VhostRow{.account = kAlice, .host = "a.example"})));
  EXPECT_TRUE(vhosts.Apply(Put(VhostRow{.account = kBob, .host = "B.example"})));
  EXPECT_EQ(vhosts.OwnerOf("b.EXAMPLE"), kBob);
  ASSERT_NE(vhosts.Of(kAlice), nullptr);
  EXPECT_TRUE(vhosts.Apply(Put(VhostRow{.account = kAlice, .host = "other.example"})));
  EXPECT_EQ(vhosts.Of(kAlice)->host, "other.example");
  EXPECT_EQ(vhosts.OwnerOf("a.example"), AccountId());
  EXPECT_TRUE(vhosts.Apply(Drop(VhostRow{.account = kAlice})));
  EXPECT_FALSE(vhosts.Apply(Drop(VhostRow{.account = kAlice})));
  EXPECT_EQ(vhosts.Of(kAlice), nullptr);
}

TEST(Vhosts, AreAskedForAndOffered) {
  Vhosts vhosts;
  EXPECT_TRUE(vhosts.Apply(Put(VhostRequestRow{.account = kAlice, .host = "a.example"})));
  EXPECT_TRUE(vhosts.Apply(Put(VhostOfferRow{.host = "$account.example"})));
  ASSERT_NE(vhosts.RequestOf(kAlice), nullptr);
  EXPECT_EQ(vhosts.RequestOf(kBob), nullptr);
  EXPECT_EQ(vhosts.RowsOf(kAlice).size(), 1u);
  EXPECT_EQ(vhosts.offers().size(), 1u);
  EXPECT_TRUE(vhosts.Apply(Drop(VhostOfferRow{.host = "$account.example"})));
  EXPECT_FALSE(vhosts.Apply(Put(MarkRow{.id = {1}})));
}

}  // namespace
}  // namespace irc

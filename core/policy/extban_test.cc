// The masks and extended bans of the channel lists.
#include "core/policy/extban.h"

#include "core/policy/policy.h"
#include "core/testing/policy_world.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using ExtbanTest = PolicyTest;

TEST_F(ExtbanTest, MasksMatchEveryFormOfAUser) {
  EXPECT_TRUE(MatchesUser(state, alice, "ALICE!user@alice.example"));
  EXPECT_TRUE(MatchesUser(state, alice, "*!*@192.0.2.*"));
  EXPECT_TRUE(MatchesUser(state, alice, "*!*@alice.cloak")) << "even when it is not in use";
  alice.host = "alice.cloak";
  EXPECT_TRUE(MatchesUser(state, alice, "*!*@alice.example")) << "even behind the cloak";
  EXPECT_TRUE(MatchesUser(state, alice, "*!*@alice.cloak"));
  EXPECT_FALSE(MatchesUser(state, alice, "bob!*@*"));
  EXPECT_FALSE(MatchesUser(state, alice, "*!other@*"));
  EXPECT_FALSE(MatchesUser(state, alice, "alice"));
}

TEST_F(ExtbanTest, NoCloakMatchesNothing) {
  world.PeerIn(alice).cloak.clear();
  EXPECT_FALSE(MatchesUser(state, alice, "alice!user@"));
}

TEST_F(ExtbanTest, ExceptionsLiftBans) {
  EXPECT_FALSE(IsBanned(state, alice, channel, BanAction::kJoin));
  world.Ban(channel, ChannelMode::kBan, "*!*@*.example");
  EXPECT_TRUE(IsBanned(state, alice, channel, BanAction::kJoin));
  world.Ban(channel, ChannelMode::kExcept, "bob!*@*");
  EXPECT_TRUE(IsBanned(state, alice, channel, BanAction::kJoin));
  EXPECT_FALSE(IsBanned(state, bob, channel, BanAction::kJoin));
  world.Ban(channel, ChannelMode::kInvex, "alice!*@*");
  EXPECT_TRUE(IsBanned(state, alice, channel, BanAction::kJoin)) << "+I is for +i only";
}

TEST_F(ExtbanTest, AccountsAreMatchedAsNamesAndNeverAsNicks) {
  world.Ban(channel, ChannelMode::kBan, "a:BOB");
  EXPECT_FALSE(IsBanned(state, bob, channel, BanAction::kJoin)) << "a nick is no account";
  alice.account = "bob";
  EXPECT_TRUE(IsBanned(state, alice, channel, BanAction::kJoin));
  world.Ban(channel, ChannelMode::kExcept, "a:b*");
  EXPECT_FALSE(IsBanned(state, alice, channel, BanAction::kJoin));
  world.Ban(channel, ChannelMode::kBan, "U:*!*@*");
  EXPECT_TRUE(IsBanned(state, bob, channel, BanAction::kJoin));
  bob.account = "robert";
  EXPECT_FALSE(IsBanned(state, bob, channel, BanAction::kJoin));
  world.Ban(channel, ChannelMode::kBan, "m:!a:alice");
  EXPECT_FALSE(IsBanned(state, bob, channel, BanAction::kJoin));
  EXPECT_TRUE(IsBanned(state, bob, channel, BanAction::kSpeak));
  bob.account = "Alice";
  EXPECT_FALSE(IsBanned(state, bob, channel, BanAction::kSpeak));
}

}  // namespace
}  // namespace irc

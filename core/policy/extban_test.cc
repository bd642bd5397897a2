// The masks and extended bans of the channel lists.
#include "core/policy/extban.h"

#include "core/policy/policy.h"
#include "core/testing/policy_world.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using ExtbanTest = PolicyTest;

bool Matches(const State& state, const User& user, absl::string_view mask,
             Sight sight = Sight::kShown) {
  return UserMask(state.casemapping, mask).Matches(TextOf(state, user, sight));
}

TEST_F(ExtbanTest, MasksMatchWhatTheUserShows) {
  EXPECT_TRUE(Matches(state, alice, "ALICE!user@alice.example"));
  EXPECT_FALSE(Matches(state, alice, "*!*@192.0.2.*")) << "the host is a name";
  EXPECT_TRUE(Matches(state, alice, "*!*@alice.cloak")) << "even when it is not in use";
  SetHost(state, alice, "alice.cloak");
  EXPECT_FALSE(Matches(state, alice, "*!*@alice.example")) << "behind the cloak";
  EXPECT_TRUE(Matches(state, alice, "*!*@alice.cloak"));
  EXPECT_FALSE(Matches(state, alice, "bob!*@*"));
  EXPECT_FALSE(Matches(state, alice, "*!other@*"));
  EXPECT_FALSE(Matches(state, alice, "alice!user@alice"));
}

TEST_F(ExtbanTest, MasksOfOperatorsMatchEverything) {
  SetHost(state, alice, "alice.cloak");
  EXPECT_TRUE(Matches(state, alice, "*!*@alice.example", Sight::kEverything));
  EXPECT_TRUE(Matches(state, alice, "*!*@192.0.2.0/24", Sight::kEverything));
  EXPECT_TRUE(Matches(state, alice, "*!*@alice.cloak", Sight::kEverything));
}

TEST_F(ExtbanTest, NoCloakMatchesNothing) {
  world.PeerIn(alice).cloak.clear();
  EXPECT_EQ(TextOf(state, alice, Sight::kShown).hosts.size(), 1u);
}

// An entry that was set before the user hid the host holds when they hide it; one that is set
// afterwards would find the host out.
TEST_F(ExtbanTest, TheCloakIsNoWayOut) {
  Channel& other = CreateChannel(state, "#d");
  Channel& earlier = CreateChannel(state, "#f");
  world.Ban(earlier, ChannelMode::kBan, "*!*@alice.example");
  SetHost(state, alice, "alice.cloak");
  EXPECT_TRUE(IsBanned(state, alice, earlier, BanAction::kJoin)) << "also in the same moment";
  state.now += absl::Seconds(1);
  world.Ban(other, ChannelMode::kBan, "*!*@alice.example");
  EXPECT_FALSE(IsBanned(state, alice, other, BanAction::kJoin));
  state.now += absl::Seconds(1);
  SetHost(state, alice, "alice.example");
  state.now += absl::Seconds(1);
  world.Ban(channel, ChannelMode::kBan, "*!*@alice.example");
  EXPECT_TRUE(IsBanned(state, alice, channel, BanAction::kJoin));
  state.now += absl::Seconds(1);
  SetHost(state, alice, "alice.cloak");
  EXPECT_TRUE(IsBanned(state, alice, channel, BanAction::kJoin));
  EXPECT_TRUE(IsBanned(state, alice, other, BanAction::kJoin));
  state.now += absl::Seconds(1);
  Channel& late = CreateChannel(state, "#e");
  world.Ban(late, ChannelMode::kBan, "*!*@alice.example");
  EXPECT_FALSE(IsBanned(state, alice, late, BanAction::kJoin));
}

// Who takes another host is banned on.
TEST_F(ExtbanTest, AHostThatWasShownIsRemembered) {
  SetHost(state, alice, "one.vhost");
  EXPECT_FALSE(Matches(state, alice, "*!*@alice.example")) << "only earlier entries see that";
  for (absl::string_view host : {"two.vhost", "three.vhost", "four.vhost", "five.vhost"}) {
    SetHost(state, alice, host);
  }
  SetHost(state, alice, "alice.cloak");
  EXPECT_TRUE(Matches(state, alice, "*!*@one.vhost"));
  EXPECT_TRUE(Matches(state, alice, "*!*@five.vhost"));
  world.Ban(channel, ChannelMode::kBan, "x:alice!*@two.vhost#*");
  EXPECT_TRUE(IsBanned(state, alice, channel, BanAction::kJoin));
  SetHost(state, alice, "six.vhost");
  SetHost(state, alice, "alice.example");
  EXPECT_FALSE(Matches(state, alice, "*!*@one.vhost")) << "five are enough";
  EXPECT_TRUE(Matches(state, alice, "*!*@two.vhost"));
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
  SetAccount(state, alice, "bob");
  EXPECT_TRUE(IsBanned(state, alice, channel, BanAction::kJoin));
  world.Ban(channel, ChannelMode::kExcept, "a:b*");
  EXPECT_FALSE(IsBanned(state, alice, channel, BanAction::kJoin));
  world.Ban(channel, ChannelMode::kBan, "U:*!*@*");
  EXPECT_TRUE(IsBanned(state, bob, channel, BanAction::kJoin));
  SetAccount(state, bob, "robert");
  EXPECT_FALSE(IsBanned(state, bob, channel, BanAction::kJoin));
  world.Ban(channel, ChannelMode::kBan, "m:!a:alice");
  EXPECT_FALSE(IsBanned(state, bob, channel, BanAction::kJoin));
  EXPECT_TRUE(IsBanned(state, bob, channel, BanAction::kSpeak));
  SetAccount(state, bob, "Alice");
  EXPECT_FALSE(IsBanned(state, bob, channel, BanAction::kSpeak));
}

}  // namespace
}  // namespace irc

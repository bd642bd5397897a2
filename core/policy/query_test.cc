// The rules about the answers to queries: which channels and users they show.
#include "core/policy/policy.h"
#include "core/testing/policy_world.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

using QueryTest = PolicyTest;

TEST_F(QueryTest, SecretChannelsAreForThoseInside) {
  EXPECT_TRUE(CanSeeChannel(state, alice, channel));
  channel.Set(ChannelMode::kSecret, true);
  EXPECT_FALSE(CanSeeChannel(state, alice, channel));
  JoinChannel(state, channel, bob, 0);
  EXPECT_FALSE(CanSeeChannel(state, alice, channel));
  EXPECT_TRUE(CanSeeChannel(state, bob, channel));
  SetOper(state, alice, "root");
  EXPECT_TRUE(CanSeeChannel(state, alice, channel));
}

TEST_F(QueryTest, InvisibleUsersAreFoundByThoseWhoShareAChannel) {
  EXPECT_TRUE(CanFindUser(state, alice, bob));
  SetUserMode(state, bob, UserMode::kInvisible, true);
  EXPECT_FALSE(CanFindUser(state, alice, bob));
  EXPECT_TRUE(CanFindUser(state, bob, bob));
  JoinChannel(state, channel, alice, 0);
  EXPECT_FALSE(CanFindUser(state, alice, bob));
  JoinChannel(state, channel, bob, 0);
  EXPECT_TRUE(SharesVisibleChannel(state, alice, bob));
  EXPECT_TRUE(CanFindUser(state, alice, bob));
  PartChannel(state, channel, alice);
  EXPECT_FALSE(CanFindUser(state, alice, bob));
  SetOper(state, alice, "root");
  EXPECT_TRUE(CanFindUser(state, alice, bob));
}

TEST_F(QueryTest, MembershipsAreKnownAsFarAsUserAndChannelAreSeen) {
  JoinChannel(state, channel, bob, 0);
  const auto seen = [&] { return CanSeeChannelOfUser(state, alice, bob, channel); };
  EXPECT_TRUE(seen());
  channel.Set(ChannelMode::kPrivate, true);
  EXPECT_FALSE(seen());
  channel.Set(ChannelMode::kPrivate, false);
  channel.Set(ChannelMode::kSecret, true);
  EXPECT_FALSE(seen());
  EXPECT_TRUE(CanSeeChannelOfUser(state, bob, bob, channel)) << "everybody sees their own channels";
  channel.Set(ChannelMode::kSecret, false);
  SetUserMode(state, bob, UserMode::kInvisible, true);
  EXPECT_FALSE(seen());
  JoinChannel(state, channel, alice, 0);
  channel.Set(ChannelMode::kSecret, true);
  EXPECT_TRUE(seen()) << "inside nothing is hidden";
  PartChannel(state, channel, alice);
  SetOper(state, alice, "root");
  EXPECT_TRUE(seen());
}

TEST_F(QueryTest, IdleTimeOfOperators) {
  SetOper(state, bob, "root");
  EXPECT_TRUE(CanSeeIdleTime(state, alice, bob));
  state.config.hide_oper_idle = true;
  EXPECT_FALSE(CanSeeIdleTime(state, alice, bob));
  EXPECT_TRUE(CanSeeIdleTime(state, bob, bob));
  EXPECT_TRUE(CanSeeIdleTime(state, bob, alice)) << "those of users are no secret";
  SetOper(state, alice, "root");
  EXPECT_TRUE(CanSeeIdleTime(state, alice, bob));
}

TEST_F(QueryTest, AddressesAreForOneselfAndOperators) {
  EXPECT_EQ(AddressFor(state, alice, bob), "255.255.255.255");
  EXPECT_EQ(AddressFor(state, bob, bob), "192.0.2.7");
  SetOper(state, alice, "root");
  EXPECT_EQ(AddressFor(state, alice, bob), "192.0.2.7");
}

// A membership is never easier to see than the channel and the user.
RC_GTEST_PROP(CanSeeChannelOfUser, NeedsToSeeTheChannel, ()) {
  PolicyWorld world;
  User& viewer = world.AddUser("viewer");
  User& user = world.AddUser("user");
  Channel& here = CreateChannel(world.state, "#here");
  Channel& there = CreateChannel(world.state, "#there");
  const auto maybe = [] { return *rc::gen::arbitrary<bool>(); };
  JoinChannel(world.state, here, user, 0);
  if (maybe()) JoinChannel(world.state, there, user, 0);
  if (maybe()) JoinChannel(world.state, here, viewer, 0);
  if (maybe()) JoinChannel(world.state, there, viewer, 0);
  here.Set(ChannelMode::kSecret, maybe());
  here.Set(ChannelMode::kPrivate, maybe());
  SetUserMode(world.state, user, UserMode::kInvisible, maybe());
  if (maybe()) SetOper(world.state, viewer, "root");
  const bool seen = CanSeeChannelOfUser(world.state, viewer, user, here);
  RC_CLASSIFY(seen, "seen");
  if (seen) {
    RC_ASSERT(CanSeeChannel(world.state, viewer, here));
    RC_ASSERT(CanFindUser(world.state, viewer, user));
  } else {
    RC_ASSERT(FindMember(world.state, viewer, here) == nullptr);
  }
}

}  // namespace
}  // namespace irc

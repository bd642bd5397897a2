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
  EXPECT_TRUE(CanSee(state, alice, channel));
  channel.Set(ChannelMode::kSecret, true);
  EXPECT_FALSE(CanSee(state, alice, channel));
  JoinChannel(state, channel, bob, 0);
  EXPECT_FALSE(CanSee(state, alice, channel));
  EXPECT_TRUE(CanSee(state, bob, channel));
  SetOper(state, alice, "root");
  EXPECT_TRUE(CanSee(state, alice, channel));
}

TEST_F(QueryTest, InvisibleUsersAreFoundByThoseWhoShareAChannel) {
  EXPECT_TRUE(CanFind(state, alice, bob));
  SetUserMode(state, bob, UserMode::kInvisible, true);
  EXPECT_FALSE(CanFind(state, alice, bob));
  EXPECT_TRUE(CanFind(state, bob, bob));
  JoinChannel(state, channel, alice, 0);
  EXPECT_FALSE(CanFind(state, alice, bob));
  JoinChannel(state, channel, bob, 0);
  EXPECT_TRUE(SeesSomewhere(state, alice, bob));
  EXPECT_TRUE(CanFind(state, alice, bob));
  PartChannel(state, channel, alice);
  EXPECT_FALSE(CanFind(state, alice, bob));
  SetOper(state, alice, "root");
  EXPECT_TRUE(CanFind(state, alice, bob));
}

TEST_F(QueryTest, MembershipsAreKnownAsFarAsUserAndChannelAreSeen) {
  JoinChannel(state, channel, bob, 0);
  const auto seen = [&] { return CanSeeIn(state, alice, bob, channel); };
  EXPECT_TRUE(seen());
  channel.Set(ChannelMode::kPrivate, true);
  EXPECT_FALSE(seen());
  channel.Set(ChannelMode::kPrivate, false);
  channel.Set(ChannelMode::kSecret, true);
  EXPECT_FALSE(seen());
  EXPECT_TRUE(CanSeeIn(state, bob, bob, channel)) << "everybody sees their own channels";
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
  EXPECT_TRUE(CanSeeIdle(state, alice, bob));
  state.config.hide_oper_idle = true;
  EXPECT_FALSE(CanSeeIdle(state, alice, bob));
  EXPECT_TRUE(CanSeeIdle(state, bob, bob));
  EXPECT_TRUE(CanSeeIdle(state, bob, alice)) << "those of users are no secret";
  SetOper(state, alice, "root");
  EXPECT_TRUE(CanSeeIdle(state, alice, bob));
}

TEST_F(QueryTest, AddressesAreForOneselfAndOperators) {
  EXPECT_EQ(AddressFor(state, alice, bob), "255.255.255.255");
  EXPECT_EQ(AddressFor(state, bob, bob), "192.0.2.7");
  SetOper(state, alice, "root");
  EXPECT_EQ(AddressFor(state, alice, bob), "192.0.2.7");
}

// A membership is never easier to see than the channel and the user.
RC_GTEST_PROP(CanSeeIn, NeedsToSeeTheChannel, ()) {
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
  const bool seen = CanSeeIn(world.state, viewer, user, here);
  RC_CLASSIFY(seen, "seen");
  if (seen) {
    RC_ASSERT(CanSee(world.state, viewer, here));
    RC_ASSERT(CanFind(world.state, viewer, user));
  } else {
    RC_ASSERT(FindMember(world.state, viewer, here) == nullptr);
  }
}

}  // namespace
}  // namespace irc

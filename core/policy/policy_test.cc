// The rules about actions in and on channels, and about names.
#include "core/policy/policy.h"

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/state/ban_list.h"
#include "core/testing/policy_world.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

// The order of the refusals: all obstacles are there at first, and each that is removed shows the
// next.
TEST_F(PolicyTest, CannotJoinNamesOneObstacleAfterTheOther) {
  JoinChannel(state, channel, bob, kOp);
  channel.Set(ChannelMode::kTlsOnly, true);
  world.Ban(channel, ChannelMode::kBan, "alice!*@*");
  channel.Set(ChannelMode::kInviteOnly, true);
  channel.key = "sesame";
  channel.limit = 1;
  channel.extras.Edit().throttle = {
      .joins = 1, .seconds = 10, .seen = 1, .window_began = state.now};
  const auto refusal = [&](absl::string_view key = "") {
    return Text(CannotJoin(state, alice, channel, key));
  };

  EXPECT_EQ(refusal("sesame"), "489 #c Cannot join channel (SSL/TLS only)");
  world.PeerIn(alice).tls = true;
  EXPECT_EQ(refusal("sesame"), "474 #c Cannot join channel (+b)");
  world.Ban(channel, ChannelMode::kExcept, "alice!*@*");
  EXPECT_EQ(refusal("sesame"), "473 #c Cannot join channel (+i)");
  world.Ban(channel, ChannelMode::kInvex, "alice!*@*");
  EXPECT_EQ(refusal(), "475 #c Cannot join channel (+k)");
  EXPECT_EQ(refusal("Sesame"), "475 #c Cannot join channel (+k)") << "keys have a case";
  EXPECT_EQ(refusal("sesame"), "471 #c Cannot join channel (+l)");
  channel.limit = 2;
  EXPECT_EQ(refusal("sesame"),
            "480 #c Cannot join channel (+j) - throttle exceeded, try again later");
  state.now += absl::Seconds(10) - absl::Milliseconds(1);
  EXPECT_NE(refusal("sesame"), "");
  state.now += absl::Milliseconds(1);
  EXPECT_EQ(refusal("sesame"), "");
}

TEST_F(PolicyTest, AnInvitationOpensEveryDoorButThatOfTls) {
  JoinChannel(state, channel, bob, kOp);
  world.Ban(channel, ChannelMode::kBan, "*!*@*");
  channel.Set(ChannelMode::kInviteOnly, true);
  channel.key = "sesame";
  channel.limit = 1;
  EXPECT_FALSE(IsInvited(alice, channel));
  alice.invitations.push_back(channel.id);
  EXPECT_TRUE(IsInvited(alice, channel));
  EXPECT_EQ(Text(CannotJoin(state, alice, channel, "")), "");
  channel.Set(ChannelMode::kTlsOnly, true);
  EXPECT_EQ(Text(CannotJoin(state, alice, channel, "")),
            "489 #c Cannot join channel (SSL/TLS only)");
}

TEST_F(PolicyTest, CannotActAsTellsOutsidersFromThoseWithoutRank) {
  EXPECT_EQ(Text(CannotActAs(state, alice, channel, kOp)), "442 #c You're not on that channel");
  EXPECT_EQ(Text(CannotActAs(state, alice, channel, 0)), "442 #c You're not on that channel");
  Member& member = JoinChannel(state, channel, alice, 0);
  EXPECT_EQ(Text(CannotActAs(state, alice, channel, 0)), "") << "to be inside is enough";
  EXPECT_EQ(Text(CannotActAs(state, alice, channel, kOp)), "482 #c You're not a channel operator");
  member.prefixes = kVoice;
  EXPECT_EQ(Text(CannotActAs(state, alice, channel, kHalfop)),
            "482 #c You're not a channel half-operator");
  EXPECT_EQ(Text(CannotActAs(state, alice, channel, kVoice)), "");
  member.prefixes = kOwner;
  EXPECT_EQ(Text(CannotActAs(state, alice, channel, kOp)), "") << "a higher rank will do";
}

TEST_F(PolicyTest, TopicAndInviteAreForEverybodyInsideUnlessLocked) {
  EXPECT_EQ(Text(CannotSetTopic(state, alice, channel, "new")),
            "442 #c You're not on that channel");
  EXPECT_EQ(Text(CannotInvite(state, alice, channel)), "442 #c You're not on that channel");
  Member& member = JoinChannel(state, channel, alice, 0);
  EXPECT_EQ(Text(CannotSetTopic(state, alice, channel, "new")), "");
  EXPECT_EQ(Text(CannotInvite(state, alice, channel)), "");
  channel.Set(ChannelMode::kTopicLock, true);
  channel.Set(ChannelMode::kInviteOnly, true);
  EXPECT_EQ(Text(CannotSetTopic(state, alice, channel, "new")),
            "482 #c You're not a channel half-operator");
  EXPECT_EQ(Text(CannotInvite(state, alice, channel)), "482 #c You're not a channel half-operator");
  member.prefixes = kHalfop;
  EXPECT_EQ(Text(CannotSetTopic(state, alice, channel, "new")), "");
  EXPECT_EQ(Text(CannotInvite(state, alice, channel)), "");
}

TEST_F(PolicyTest, CannotKickAUserOutsideTheChannel) {
  EXPECT_EQ(Text(CannotKick(state, alice, channel, bob)), "442 #c You're not on that channel");
  JoinChannel(state, channel, alice, kOp);
  EXPECT_EQ(Text(CannotKick(state, alice, channel, bob)), "441 bob #c They aren't on that channel");
}

TEST_F(PolicyTest, NoKickIsForOperatorsOfTheServer) {
  JoinChannel(state, channel, alice, kOwner);
  JoinChannel(state, channel, bob, 0);
  channel.Set(ChannelMode::kNoKick, true);
  EXPECT_EQ(Text(CannotKick(state, alice, channel, bob)),
            "482 #c Nobody may be kicked from this channel (+Q)");
  SetOper(state, alice, "root");
  EXPECT_EQ(Text(CannotKick(state, alice, channel, bob)), "");
}

TEST_F(PolicyTest, CannotChangeNickWhereItWouldSpeak) {
  Member& member = JoinChannel(state, channel, alice, 0);
  const auto refusal = [&] { return Text(CannotChangeNick(state, alice, "new")); };
  EXPECT_EQ(refusal(), "");
  channel.Set(ChannelMode::kModerated, true);
  EXPECT_EQ(refusal(), "");
  world.Ban(channel, ChannelMode::kBan, "alice!*@*");
  EXPECT_EQ(refusal(), "437 new #c Cannot change nickname while banned on channel");
  member.prefixes = kVoice;
  EXPECT_EQ(refusal(), "");

  channel.Set(ChannelMode::kNoNickChange, true);
  EXPECT_EQ(refusal(), "447 Cannot change nickname while on #c (+N)");
  member.prefixes = kHalfop;
  EXPECT_EQ(refusal(), "");
  member.prefixes = 0;
  SetOper(state, alice, "root");
  EXPECT_EQ(refusal(), "");
}

TEST_F(PolicyTest, ReservedNames) {
  state.config.reserved_nicks = {"*Serv"};
  AddBan(state, {.kind = BanKind::kResv,
                 .mask = "#bad*",
                 .reason = "",
                 .setter = "x",
                 .set_at = state.now,
                 .expires_at = state.now + absl::Seconds(60)});
  AddBan(
      state,
      {.kind = BanKind::kResv, .mask = "root", .reason = "", .setter = "x", .set_at = state.now});
  EXPECT_TRUE(IsReservedNick(state, "NICKSERV", nullptr));
  EXPECT_TRUE(IsReservedNick(state, "Root", &alice));
  EXPECT_FALSE(IsReservedNick(state, "rooter", &alice));
  EXPECT_TRUE(IsReservedChannel(state, "#BadThings", alice));
  EXPECT_FALSE(IsReservedChannel(state, "#good", alice));
  state.now += absl::Seconds(60);
  EXPECT_FALSE(IsReservedChannel(state, "#BadThings", alice)) << "the ban has run out";
  SetOper(state, alice, "root");
  EXPECT_FALSE(IsReservedNick(state, "BotServ", &alice));
  EXPECT_TRUE(IsReservedNick(state, "NickServ", &alice)) << "operators are no services";
  EXPECT_FALSE(IsReservedNick(state, "root", &alice));
}

// The two highest ranks decide about a kick: half-operators kick lower ranks, operators and higher
// ranks also their own rank. Everybody who may kick at all may kick themselves.
RC_GTEST_PROP(CannotKick, FollowsFromTheRanks, ()) {
  PolicyWorld world;
  User& kicker = world.AddUser("kicker");
  User& victim = world.AddUser("victim");
  Channel& channel = CreateChannel(world.state, "#c");
  const auto mine = static_cast<Prefixes>(*rc::gen::inRange(0, 32));
  const auto theirs = static_cast<Prefixes>(*rc::gen::inRange(0, 32));
  JoinChannel(world.state, channel, kicker, mine);
  JoinChannel(world.state, channel, victim, theirs);
  const auto height = [](Prefixes prefixes) {
    int ranks = 0;
    for (; prefixes != 0; prefixes = static_cast<Prefixes>(prefixes >> 1)) ++ranks;
    return ranks;  // 0 none, 1 voice, 2 halfop, 3 op, 4 admin, 5 owner
  };
  const bool below = height(theirs) < height(mine);
  const bool equals = height(theirs) == height(mine) && height(mine) >= 3;
  const bool allowed = height(mine) >= 2 && (below || equals);
  RC_CLASSIFY(allowed, "allowed");
  RC_ASSERT(!CannotKick(world.state, kicker, channel, victim).has_value() == allowed);
  RC_ASSERT(!CannotKick(world.state, kicker, channel, kicker).has_value() == (height(mine) >= 2));
}

}  // namespace
}  // namespace irc

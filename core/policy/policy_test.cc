#include "core/policy/policy.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/check.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

// A state with users and channels, without a server around it.
class World {
 public:
  World() {
    IRC_CHECK(RebuildIndexes(state), "an empty state contradicts nothing");
    state.now = absl::FromUnixSeconds(1000000);
  }

  User& AddUser(absl::string_view nick) {
    Peer peer{.ip = "192.0.2.7",
              .host = absl::StrCat(nick, ".example"),
              .cloak = absl::StrCat(nick, ".cloak"),
              .local_port = 6667};
    Session& session = AddSession(state, SessionId{++last_session_}, std::move(peer));
    ReserveNick(state, session, nick);
    session.registration->username = "user";
    session.registration->realname = "Real Name";
    return RegisterUser(state, session);
  }
  Peer& PeerIn(const User& user) { return SessionOf(state, user.sessions.front()).peer; }
  void Ban(Channel& channel, ChannelMode list, absl::string_view mask) {
    channel.list(list).push_back({.mask = std::string(mask), .setter = "x", .set_at = state.now});
  }

  State state;

 private:
  uint64_t last_session_ = 0;
};

// A refusal as text without source and client, such as "474 #c :Cannot join channel (+b)"; empty
// when there is none.
std::string Text(const Refusal& refusal) {
  if (!refusal.has_value()) return "";
  std::string text(refusal->command());
  for (size_t i = 0; i < refusal->params(); ++i) absl::StrAppend(&text, " ", refusal->param(i));
  return text;
}

class PolicyTest : public testing::Test {
 protected:
  World world;
  State& state = world.state;
  User& alice = world.AddUser("alice");
  User& bob = world.AddUser("bob");
  Channel& channel = CreateChannel(state, "#c");
};

TEST_F(PolicyTest, MasksMatchEveryFormOfAUser) {
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

TEST_F(PolicyTest, NoCloakMatchesNothing) {
  world.PeerIn(alice).cloak.clear();
  EXPECT_FALSE(MatchesUser(state, alice, "alice!user@"));
}

TEST_F(PolicyTest, ExceptionsLiftBans) {
  EXPECT_FALSE(IsBanned(state, alice, channel, BanAction::kJoin));
  world.Ban(channel, ChannelMode::kBan, "*!*@*.example");
  EXPECT_TRUE(IsBanned(state, alice, channel, BanAction::kJoin));
  world.Ban(channel, ChannelMode::kExcept, "bob!*@*");
  EXPECT_TRUE(IsBanned(state, alice, channel, BanAction::kJoin));
  EXPECT_FALSE(IsBanned(state, bob, channel, BanAction::kJoin));
  world.Ban(channel, ChannelMode::kInvex, "alice!*@*");
  EXPECT_TRUE(IsBanned(state, alice, channel, BanAction::kJoin)) << "+I is for +i only";
}

TEST_F(PolicyTest, AccountsAreMatchedAsNamesAndNeverAsNicks) {
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

TEST_F(PolicyTest, RegisteredSpeechIsForAccountsAndRanks) {
  Member& member = JoinChannel(state, channel, bob, 0);
  channel.Set(ChannelMode::kRegisteredSpeech, true);
  const auto text = [&] { return Text(CannotSpeak(state, bob, channel, Speech::kPrivmsg, "hi")); };
  EXPECT_EQ(text(), "404 #c Cannot send to channel (+M)");
  bob.account = "bob";
  EXPECT_EQ(text(), "");
  bob.account.clear();
  member.prefixes = kVoice;
  EXPECT_EQ(text(), "");
}

TEST_F(PolicyTest, UnderOpModerationOperatorsHearTheUnvoiced) {
  Member& member = JoinChannel(state, channel, bob, 0);
  EXPECT_EQ(HearersOf(state, bob, channel, 0), 0);
  channel.Set(ChannelMode::kOpModerated, true);
  EXPECT_EQ(HearersOf(state, bob, channel, 0), AtLeast(kHalfop));
  EXPECT_EQ(HearersOf(state, bob, channel, AtLeast(kOwner)), kOwner);
  EXPECT_EQ(HearersOf(state, alice, channel, 0), AtLeast(kHalfop)) << "nor from outside";
  member.prefixes = kVoice;
  EXPECT_EQ(HearersOf(state, bob, channel, 0), 0);
}

TEST_F(PolicyTest, SecretChannelsAreForThoseInside) {
  EXPECT_TRUE(CanSee(state, alice, channel));
  channel.Set(ChannelMode::kSecret, true);
  EXPECT_FALSE(CanSee(state, alice, channel));
  JoinChannel(state, channel, bob, 0);
  EXPECT_FALSE(CanSee(state, alice, channel));
  EXPECT_TRUE(CanSee(state, bob, channel));
  SetOper(state, alice, "root");
  EXPECT_TRUE(CanSee(state, alice, channel));
}

TEST_F(PolicyTest, InvisibleUsersAreFoundByThoseWhoShareAChannel) {
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

TEST_F(PolicyTest, WhoIsInAChannelIsKnownAsFarAsBothAreSeen) {
  JoinChannel(state, channel, bob, 0);
  const auto seen = [&] { return CanSeeIn(state, alice, bob, channel); };
  EXPECT_TRUE(seen());
  channel.Set(ChannelMode::kPrivate, true);
  EXPECT_FALSE(seen());
  channel.Set(ChannelMode::kPrivate, false);
  channel.Set(ChannelMode::kSecret, true);
  EXPECT_FALSE(seen());
  EXPECT_TRUE(CanSeeIn(state, bob, bob, channel)) << "everybody knows where he is himself";
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

TEST_F(PolicyTest, IdleTimeOfOperators) {
  SetOper(state, bob, "root");
  EXPECT_TRUE(CanSeeIdle(state, alice, bob));
  state.config.hide_oper_idle = true;
  EXPECT_FALSE(CanSeeIdle(state, alice, bob));
  EXPECT_TRUE(CanSeeIdle(state, bob, bob));
  EXPECT_TRUE(CanSeeIdle(state, bob, alice)) << "those of users are no secret";
  SetOper(state, alice, "root");
  EXPECT_TRUE(CanSeeIdle(state, alice, bob));
}

TEST_F(PolicyTest, AddressesAreForOneselfAndOperators) {
  EXPECT_EQ(AddressFor(state, alice, bob), "255.255.255.255");
  EXPECT_EQ(AddressFor(state, bob, bob), "192.0.2.7");
  SetOper(state, alice, "root");
  EXPECT_EQ(AddressFor(state, alice, bob), "192.0.2.7");
}

// The order of precedence of the refusals: all apply at first, and the removal of each one reveals
// the next.
TEST_F(PolicyTest, CannotJoinNamesOneObstacleAfterTheOther) {
  JoinChannel(state, channel, bob, kOp);
  channel.Set(ChannelMode::kTlsOnly, true);
  world.Ban(channel, ChannelMode::kBan, "alice!*@*");
  channel.Set(ChannelMode::kInviteOnly, true);
  channel.key = "sesame";
  channel.limit = 1;
  channel.throttle = {.joins = 1, .seconds = 10, .seen = 1, .window_began = state.now};
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
  EXPECT_EQ(Text(CannotActAs(state, alice, channel, kOp)), "482 #c You're not channel operator");
  member.prefixes = kVoice;
  EXPECT_EQ(Text(CannotActAs(state, alice, channel, kHalfop)),
            "482 #c You're not channel half-operator");
  EXPECT_EQ(Text(CannotActAs(state, alice, channel, kVoice)), "");
  member.prefixes = kOwner;
  EXPECT_EQ(Text(CannotActAs(state, alice, channel, kOp)), "") << "a higher rank will do";
}

TEST_F(PolicyTest, TopicAndInviteAreForEverybodyInsideUnlessLocked) {
  EXPECT_EQ(Text(CannotSetTopic(state, alice, channel)), "442 #c You're not on that channel");
  EXPECT_EQ(Text(CannotInvite(state, alice, channel)), "442 #c You're not on that channel");
  Member& member = JoinChannel(state, channel, alice, 0);
  EXPECT_EQ(Text(CannotSetTopic(state, alice, channel)), "");
  EXPECT_EQ(Text(CannotInvite(state, alice, channel)), "");
  channel.Set(ChannelMode::kTopicLock, true);
  channel.Set(ChannelMode::kInviteOnly, true);
  EXPECT_EQ(Text(CannotSetTopic(state, alice, channel)), "482 #c You're not channel half-operator");
  EXPECT_EQ(Text(CannotInvite(state, alice, channel)), "482 #c You're not channel half-operator");
  member.prefixes = kHalfop;
  EXPECT_EQ(Text(CannotSetTopic(state, alice, channel)), "");
  EXPECT_EQ(Text(CannotInvite(state, alice, channel)), "");
}

TEST_F(PolicyTest, CannotKickWhoIsNotThere) {
  EXPECT_EQ(Text(CannotKick(state, alice, channel, bob)), "442 #c You're not on that channel");
  JoinChannel(state, channel, alice, kOp);
  EXPECT_EQ(Text(CannotKick(state, alice, channel, bob)), "441 bob #c They aren't on that channel");
}

TEST_F(PolicyTest, NobodyIsKickedWhereNobodyMayBe) {
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
  EXPECT_EQ(refusal(), "447 Can not change nickname while on #c (+N)");
  member.prefixes = kHalfop;
  EXPECT_EQ(refusal(), "");
  member.prefixes = 0;
  SetOper(state, alice, "root");
  EXPECT_EQ(refusal(), "");
}

TEST_F(PolicyTest, CannotSpeak) {
  const auto refusal = [&](absl::string_view text = "hi", Speech speech = Speech::kPrivmsg) {
    return Text(CannotSpeak(state, alice, channel, speech, text));
  };
  EXPECT_EQ(refusal(), "") << "without +n also from outside";
  channel.Set(ChannelMode::kNoExternal, true);
  EXPECT_EQ(refusal(), "404 #c Cannot send to channel (+n)");
  Member& member = JoinChannel(state, channel, alice, 0);
  EXPECT_EQ(refusal(), "");
  world.Ban(channel, ChannelMode::kBan, "alice!*@*");
  EXPECT_EQ(refusal(), "404 #c Cannot send to channel (+b)");
  channel.Set(ChannelMode::kModerated, true);
  EXPECT_EQ(refusal(), "404 #c Cannot send to channel (+m)");
  member.prefixes = kVoice;
  EXPECT_EQ(refusal(), "") << "a voice is heard";

  channel.Set(ChannelMode::kNoNotice, true);
  EXPECT_EQ(refusal(), "");
  EXPECT_EQ(refusal("hi", Speech::kNotice), "404 #c Cannot send to channel (+T)");
  channel.Set(ChannelMode::kNoCtcp, true);
  EXPECT_EQ(refusal("\x01VERSION\x01"), "404 #c Cannot send to channel (+C)");
  EXPECT_EQ(refusal("\x01"
                    "ACTION waves\x01"),
            "");
  channel.Set(ChannelMode::kNoColours, true);
  EXPECT_EQ(refusal("\x03"
                    "4red"),
            "404 #c Cannot send to channel (+c)");
  EXPECT_EQ(refusal("\x01"
                    "ACTION \x02waves\x01"),
            "404 #c Cannot send to channel (+c)");
}

TEST_F(PolicyTest, EveryFormattingCodeIsAColour) {
  channel.Set(ChannelMode::kNoColours, true);
  const auto refused = [&](char c) {
    const std::string text = {'a', c, 'b'};
    return CannotSpeak(state, alice, channel, Speech::kPrivmsg, text).has_value();
  };
  std::string codes;
  for (int c = 1; c < 256; ++c) {
    if (refused(static_cast<char>(c))) codes.push_back(static_cast<char>(c));
  }
  // https://modern.ircdocs.horse/formatting
  EXPECT_EQ(codes, "\x02\x03\x04\x0f\x11\x16\x1d\x1e\x1f");
}

TEST(IsCtcpRequest, ActionIsNone) {
  EXPECT_TRUE(IsCtcpRequest("\x01VERSION\x01"));
  EXPECT_TRUE(IsCtcpRequest("\x01VERSION")) << "the end may be missing";
  EXPECT_TRUE(
      IsCtcpRequest("\x01"
                    "ACTIONS\x01"));
  EXPECT_FALSE(
      IsCtcpRequest("\x01"
                    "ACTION waves\x01"));
  EXPECT_FALSE(IsCtcpRequest("hi \x01VERSION\x01"));
  EXPECT_FALSE(IsCtcpRequest(""));
}

TEST_F(PolicyTest, ReservedNames) {
  state.config.reserved_nicks = {"*Serv"};
  state.bans.push_back({.kind = BanKind::kResv,
                        .mask = "#bad*",
                        .reason = "",
                        .setter = "x",
                        .set_at = state.now,
                        .expires_at = state.now + absl::Seconds(60)});
  state.bans.push_back(
      {.kind = BanKind::kResv, .mask = "root", .reason = "", .setter = "x", .set_at = state.now});
  EXPECT_TRUE(IsReservedNick(state, "NICKSERV", nullptr));
  EXPECT_TRUE(IsReservedNick(state, "Root", &alice));
  EXPECT_FALSE(IsReservedNick(state, "rooter", &alice));
  EXPECT_TRUE(IsReservedChannel(state, "#BadThings", alice));
  EXPECT_FALSE(IsReservedChannel(state, "#good", alice));
  state.now += absl::Seconds(60);
  EXPECT_FALSE(IsReservedChannel(state, "#BadThings", alice)) << "the ban has run out";
  SetOper(state, alice, "root");
  EXPECT_FALSE(IsReservedNick(state, "NickServ", &alice));
  EXPECT_FALSE(IsReservedNick(state, "root", &alice));
}

// Permission to kick follows from the highest rank of both members: half-operators may kick lower
// ranks; operators and higher ranks may also kick their own rank; and any of them may kick itself.
RC_GTEST_PROP(CannotKick, FollowsFromTheRanks, ()) {
  World world;
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

// Membership of a channel is visible only if both the channel and the user are, and always to other
// members.
RC_GTEST_PROP(CanSeeIn, NeedsToSeeTheChannel, ()) {
  World world;
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

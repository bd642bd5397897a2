// The rules about speaking in a channel.
#include <string>

#include "absl/strings/string_view.h"
#include "core/policy/heard.h"
#include "core/policy/policy.h"
#include "core/testing/policy_world.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using SpeechTest = PolicyTest;

TEST_F(SpeechTest, RegisteredSpeechIsForAccountsAndRanks) {
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

TEST_F(SpeechTest, UnderOpModerationOperatorsHearTheUnvoiced) {
  Member& member = JoinChannel(state, channel, bob, 0);
  EXPECT_EQ(HearersOf(state, bob, channel, 0), 0);
  channel.Set(ChannelMode::kOpModerated, true);
  EXPECT_EQ(HearersOf(state, bob, channel, 0), AtLeast(kHalfop));
  EXPECT_EQ(HearersOf(state, bob, channel, AtLeast(kOwner)), kOwner);
  EXPECT_EQ(HearersOf(state, alice, channel, 0), AtLeast(kHalfop)) << "nor from outside";
  member.prefixes = kVoice;
  EXPECT_EQ(HearersOf(state, bob, channel, 0), 0);
}

// What is seen of a member outside of messages follows the rules about messages.
TEST_F(SpeechTest, WhoMayNotSpeakIsNotHeard) {
  Member& member = JoinChannel(state, channel, bob, 0);
  const auto heard = [&] { return std::string(HeardText(state, bob, channel, "words")); };
  EXPECT_EQ(heard(), "words");
  channel.Set(ChannelMode::kOpModerated, true);
  EXPECT_EQ(heard(), "") << "only operators would get it as a message";
  EXPECT_EQ(Text(CannotBeHeard(state, bob, channel, "")), "404 #c Cannot send to channel (+U)");
  channel.Set(ChannelMode::kOpModerated, false);
  for (const ChannelMode mode : {ChannelMode::kModerated, ChannelMode::kRegisteredSpeech}) {
    channel.Set(mode, true);
    EXPECT_EQ(heard(), "");
    channel.Set(mode, false);
  }
  for (const ChannelMode list : {ChannelMode::kBan, ChannelMode::kQuiet}) {
    world.Ban(channel, list, "bob!*@*");
    EXPECT_EQ(heard(), "");
    member.prefixes = kVoice;
    EXPECT_EQ(heard(), "words");
    member.prefixes = 0;
    channel.list(list).clear();
  }
  channel.Set(ChannelMode::kNoColours, true);
  EXPECT_EQ(heard(), "words");
  EXPECT_EQ(HeardText(state, bob, channel, "\x02words"), "");
}

TEST_F(SpeechTest, WhoMayNotSpeakNeitherSetsTheTopicNorInvites) {
  JoinChannel(state, channel, bob, 0);
  EXPECT_EQ(Text(CannotSetTopic(state, bob, channel, "new")), "");
  EXPECT_EQ(Text(CannotInvite(state, bob, channel)), "");
  world.Ban(channel, ChannelMode::kQuiet, "bob!*@*");
  EXPECT_EQ(Text(CannotSetTopic(state, bob, channel, "new")), "404 #c Cannot send to channel (+y)");
  EXPECT_EQ(Text(CannotSetTopic(state, bob, channel, "")), "404 #c Cannot send to channel (+y)")
      << "nor clears it";
  EXPECT_EQ(Text(CannotInvite(state, bob, channel)), "404 #c Cannot send to channel (+y)");
}

TEST_F(SpeechTest, AnInvitationOpensDoorsFromHalfoperatorsOn) {
  Member& member = JoinChannel(state, channel, bob, 0);
  EXPECT_FALSE(OpensDoors(state, alice, channel)) << "from outside";
  for (const Prefixes prefix : {Prefixes{0}, kVoice}) {
    member.prefixes = prefix;
    EXPECT_FALSE(OpensDoors(state, bob, channel));
  }
  for (const Prefixes prefix : {kHalfop, kOp, kAdmin, kOwner}) {
    member.prefixes = prefix;
    EXPECT_TRUE(OpensDoors(state, bob, channel));
  }
}

TEST_F(SpeechTest, CannotSpeak) {
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

TEST_F(SpeechTest, EveryFormattingCodeIsAColour) {
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

}  // namespace
}  // namespace irc

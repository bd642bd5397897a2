// The rules about speaking in a channel.
#include <string>

#include "absl/strings/string_view.h"
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

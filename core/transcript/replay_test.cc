#include "core/transcript/replay.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "core/server.h"
#include "core/transcript/player.h"
#include "core/transcript/read.h"
#include "core/transcript/summary.h"
#include "core/transcript/transcript.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace transcript {
namespace {

Transcript Parse(absl::string_view text) {
  absl::StatusOr<Transcript> transcript = ParseTranscript(text);
  EXPECT_TRUE(transcript.ok()) << transcript.status();
  return transcript.ok() ? *std::move(transcript) : Transcript();
}

constexpr char kHead[] =
    "session alice\nsession bob\n\nalice bob: JOIN #c\n\nalice: PRIVMSG #c hi\n";

TEST(Replay, CountsTheEventsOfARecordingThatIsRight) {
  const absl::StatusOr<Replayed> replayed = Replay(
      Parse(absl::StrCat(kHead, "----\n# Why.\nbob< :alice!alice@localhost PRIVMSG #c :hi\n")));
  ASSERT_TRUE(replayed.ok()) << replayed.status();
  EXPECT_EQ(replayed->events, 9u);
  EXPECT_FALSE(replayed->difference.has_value());
}

TEST(Replay, FindsAWrongLine) {
  const absl::StatusOr<Replayed> replayed =
      Replay(Parse(absl::StrCat(kHead, "----\n# Why.\nbob< ho\n\ntick\n----\nbob< too\n")));
  ASSERT_TRUE(replayed.ok()) << replayed.status();
  ASSERT_TRUE(replayed->difference.has_value());
  EXPECT_EQ(replayed->difference->block, 3u);
  EXPECT_EQ(replayed->difference->line, 9);
  EXPECT_EQ(replayed->difference->expected, "bob< ho");
  EXPECT_EQ(replayed->difference->actual, "bob< :alice!alice@localhost PRIVMSG #c :hi");
}

TEST(Replay, FindsALineTooManyOrTooFew) {
  const absl::StatusOr<Replayed> more = Replay(Parse(absl::StrCat(kHead, "----\n")));
  ASSERT_TRUE(more.ok()) << more.status();
  EXPECT_EQ(more->difference->line, 8);
  EXPECT_EQ(more->difference->expected, "");
  EXPECT_EQ(more->difference->actual, "bob< :alice!alice@localhost PRIVMSG #c :hi");

  const absl::StatusOr<Replayed> fewer = Replay(Parse("connect alice\n----\nalice< NOTICE\n"));
  ASSERT_TRUE(fewer.ok()) << fewer.status();
  EXPECT_EQ(fewer->difference->line, 3);
  EXPECT_EQ(fewer->difference->expected, "alice< NOTICE");
  EXPECT_EQ(fewer->difference->actual, "");
}

TEST(Summarize, ShowsWhoIsWhere) {
  const Transcript transcript = Parse(
      "oper root\n"
      "session alice caps=echo-message,batch realname=\"Alice A.\"\n"
      "session bob ip=192.0.2.1 host=b.example port=6697 tls\n"
      "connect eve\n"
      "eve: CAP LS\n"
      "eve: NICK eve\n"
      "alice bob: JOIN #c\n"
      "alice: MODE #c +vkb bob key *!*@bad.example\n"
      "alice: TOPIC #c :\\x01grüße\\x01\n"
      "bob: AWAY :lunch time\n"
      "alice: OPER root *1\n"
      "eve: QUIT\n");
  std::vector<std::string> states;  // after each event
  const Player* playing = nullptr;
  Player player([&](std::unique_ptr<Server>& server) {
    states.push_back(Summarize(server->state(), playing->ledger()));
  });
  playing = &player;
  ASSERT_TRUE(player.Play(transcript.blocks[0]).ok());
  ASSERT_EQ(states.size(), 18u);
  EXPECT_EQ(states[16],
            "after event 17 at 2026-01-01T00:00:00.000Z, started 2026-01-01T00:00:00.000Z\n"
            "sessions: 3\n"
            "  alice from 127.0.0.1 (localhost) on port 6667: alice!alice@localhost, caps batch "
            "echo-message\n"
            "  bob from 192.0.2.1 (b.example) on port 6697 with TLS: bob!bob@b.example\n"
            "  eve from 127.0.0.1 (localhost) on port 6667: not registered, nick \"eve\", "
            "negotiating\n"
            "users: 2\n"
            "  alice!alice@localhost +i, realname \"Alice A.\", in #c\n"
            "  bob!bob@b.example +i, realname \"bob\", away \"lunch time\", in #c\n"
            "channels: 1\n"
            "  #c +ntk key, topic \"\\u0001grüße\\u0001\": @alice +bob\n"
            "    +b *!*@bad.example by alice!alice@localhost\n"
            "requests: 1\n"
            "  1 for alice: password of OPER root\n");
  EXPECT_THAT(states[17], testing::HasSubstr("sessions: 2\n"));
}

}  // namespace
}  // namespace transcript
}  // namespace irc

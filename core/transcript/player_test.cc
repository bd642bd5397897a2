#include "core/transcript/player.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "core/transcript/read.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace transcript {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

using Lines = std::vector<std::string>;

// The output of each block of `text`. An error ends the list with its message.
std::vector<Lines> PlayAll(Player& player, absl::string_view text) {
  const absl::StatusOr<Transcript> transcript = ParseTranscript(text);
  EXPECT_TRUE(transcript.ok()) << transcript.status();
  std::vector<Lines> all;
  if (!transcript.ok()) return all;
  for (const Block& block : transcript->blocks) {
    absl::StatusOr<Lines> lines = player.Play(block);
    all.push_back(lines.ok() ? *lines : Lines{std::string(lines.status().message())});
    if (!lines.ok()) break;
  }
  return all;
}

// The output of the last block that was played.
Lines Last(absl::string_view text) {
  Player player;
  return PlayAll(player, text).back();
}

TEST(Player, GroupsWhatIsSentBySession) {
  EXPECT_THAT(Last("session bob\nsession alice\nalice: JOIN #c\n\nbob: JOIN #c\nalice: PING x\n"),
              ElementsAre(StartsWith("bob< :bob!"), StartsWith("bob< :irc.local 353 bob "),
                          StartsWith("bob< :irc.local 366 bob "),
                          "alice< :bob!bob@localhost JOIN #c", HasSubstr("PONG")));
}

TEST(Player, EachSpeakerSaysTheLineInTurn) {
  EXPECT_THAT(Last("session alice\nsession bob\n\nalice bob: PING x\n"),
              ElementsAre(StartsWith("alice< "), StartsWith("bob< ")));
}

TEST(Player, SetUpOfASessionIsSilent) {
  EXPECT_THAT(Last("session alice caps=server-time,echo-message\n----\n"), IsEmpty());
}

TEST(Player, SettingsReachTheServer) {
  EXPECT_THAT(Last("config server.name=\"test.example\"\nsession alice\n\nalice: PING x\n"),
              ElementsAre(StartsWith("alice< :test.example PONG")));
}

TEST(Player, StartAndTimeMoveTheClock) {
  const std::string text =
      "start 2026-02-03T04:05:06.007Z\nsession alice caps=server-time\n\n"
      "time +1s\nalice: PING x\n\ntime -1h\nalice: PING x\n\n"
      "time 2026-03-01T00:00:00.001Z\nalice: PING x\n";
  Player player;
  const std::vector<Lines> all = PlayAll(player, text);
  ASSERT_EQ(all.size(), 4u);
  EXPECT_THAT(all[1], ElementsAre(StartsWith("alice< @time=2026-02-03T04:05:07.007Z ")));
  // The server keeps the latest time that it has seen.
  EXPECT_THAT(all[2], ElementsAre(StartsWith("alice< @time=2026-02-03T04:05:07.007Z ")));
  EXPECT_THAT(all[3], ElementsAre(StartsWith("alice< @time=2026-03-01T00:00:00.001Z ")));
}

TEST(Player, CallsTheHookAfterEachEvent) {
  uint64_t calls = 0;
  Player player([&calls](std::unique_ptr<Server>& server) {
    ++calls;
    auto fresh = std::make_unique<Server>(Config(), absl::UnixEpoch());
    ASSERT_TRUE(fresh->Load(server->Save()).ok());
    server = std::move(fresh);
  });
  const std::vector<Lines> all =
      PlayAll(player, "connect bob\nsession alice\n\nalice: PING x\ntick\n");
  EXPECT_EQ(calls, 6u);  // connect; connect NICK USER; PING; tick
  EXPECT_EQ(player.events(), 6u);
  EXPECT_THAT(all.back(), ElementsAre(HasSubstr("PONG")));
}

TEST(Player, PlaysAPasswordCheck) {
  const std::string head = "oper root hosts=[\"*@*\"]\nsession alice\n\nalice: OPER root *1\n";
  EXPECT_THAT(Last(head), ElementsAre("request alice verify oper/root *1"));
  EXPECT_THAT(Last(head + "\ncomplete ok\n"), testing::Contains(HasSubstr(" 381 alice ")));
  EXPECT_THAT(Last(head + "\ncomplete id=1 fail\n"), testing::Contains(HasSubstr(" 464 alice ")));
}

TEST(PlayerError, SpeakingIsForThoseWhoAreConnected) {
  EXPECT_THAT(Last("session alice\nalice gone\nalice: PING x\n"),
              ElementsAre("line 3: 'alice' is not connected"));
  EXPECT_THAT(Last("session alice\nalice: QUIT\nalice gone\n"),
              ElementsAre("line 3: 'alice' is not connected"));
}

TEST(PlayerError, NobodySpeaksBehindAnUnfinishedAnswer) {
  const std::string head = "config limits.answer_bytes=1\nsession alice\nalice: LIST\n";
  EXPECT_THAT(
      Last(head + "alice: PING x\n"),
      ElementsAre("line 4: the answer to 'alice' is unfinished; 'alice drained' comes first"));
  EXPECT_THAT(Last(head + "alice drained\nalice drained\n"),
              ElementsAre("line 5: 'alice' has no unfinished answer"));
}

TEST(PlayerError, NobodySpeaksBehindARequest) {
  EXPECT_THAT(Last("oper root\nsession alice\nalice: OPER root *1\nalice: PING x\n"),
              ElementsAre("line 4: 'alice' waits for a result; 'complete' it first"));
}

TEST(PlayerError, ResultsNeedARequestOfTheirKind) {
  const std::string head = "oper root\nsession alice\nalice: OPER root *1\n";
  EXPECT_THAT(Last("connect alice\ncomplete ok\n"),
              ElementsAre("line 2: no request waits for this result"));
  EXPECT_THAT(Last(head + "complete rehash ok\n"),
              ElementsAre("line 4: no request waits for this result"));
  EXPECT_THAT(Last(head + "complete id=1 rehash ok\n"),
              ElementsAre("line 4: no request waits for this result"));
  EXPECT_THAT(Last(head + "complete ok\ncomplete id=1 ok\n"),
              ElementsAre("line 5: no request waits for this result"));
}

TEST(PlayerError, ASessionMustGetRegistered) {
  EXPECT_THAT(Last("session alice\nsession bob nick=alice\n"),
              ElementsAre(StartsWith("line 2: 'bob' did not get registered: :irc.local 433 ")));
}

TEST(PlayerError, SettingsMustMakeSense) {
  EXPECT_THAT(Last("oper root\noper root\nconnect alice\n"),
              ElementsAre(StartsWith("line 3: ")));  // the same operator twice
}

}  // namespace
}  // namespace transcript
}  // namespace irc

#include "net/sequencer.h"

#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/transcript/read.h"
#include "core/transcript/replay.h"
#include "gtest/gtest.h"
#include "net/telemetry/recording_file.h"

namespace irc {
namespace {

const Instant kStart = {.wall = absl::FromUnixSeconds(1'767'225'600), .steady = absl::UnixEpoch()};

std::string Read(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Event Connection(uint64_t session) {
  Connected connected;
  connected.session = SessionId{session};
  connected.peer.ip = connected.peer.host = connected.peer.cloak = "192.0.2.1";
  return connected;
}

// For recordings without channel keys.
transcript::HiddenKeys NoKeys() {
  return transcript::HiddenKeys([](absl::string_view) { return std::string(32, '\0'); });
}

// After a crash in the core, the recording ends with the event that caused it.
TEST(Sequencer, WritesAnEventBeforeTheCoreSeesIt) {
  const std::string path = absl::StrCat(::testing::TempDir(), "/crash");
  auto file = RecordingFile::Create(path);
  ASSERT_TRUE(file.ok()) << file.status();
  Sequencer sequencer({}, kStart);
  int flushes = 0;
  sequencer.Record(
      {}, NoKeys(), [&](absl::string_view text) { (*file)->Append(text); },
      [&] {
        ++flushes;
        ASSERT_TRUE((*file)->Flush());
        (*file)->Drain();
        EXPECT_TRUE(absl::StrContains(Read(path), "connect c1")) << Read(path);
        EXPECT_EQ(sequencer.TimeToTick(kStart), absl::InfiniteDuration());
      });
  Output out;
  sequencer.Apply(kStart, Connection(1), out);
  EXPECT_EQ(flushes, 1);
  EXPECT_LT(sequencer.TimeToTick(kStart), absl::InfiniteDuration());
}

// The recording of a session in which the clock was set replays.
TEST(Sequencer, RecordsThatTheClockWasSet) {
  std::string text;
  Sequencer sequencer({}, kStart);
  sequencer.Record(
      {}, NoKeys(), [&](absl::string_view more) { absl::StrAppend(&text, more); }, [] {});
  Output out;
  Instant now = kStart;
  sequencer.Apply(now, Connection(1), out);
  EXPECT_EQ(sequencer.TimeToTick(now), absl::Seconds(60));
  now.steady += absl::Seconds(20);
  now.wall += absl::Seconds(20) + absl::Hours(24);
  EXPECT_EQ(sequencer.TimeToTick(now), absl::ZeroDuration());
  sequencer.Apply(now, Ticked{}, out);
  EXPECT_TRUE(out.closes.empty()) << "no time has passed";
  EXPECT_EQ(sequencer.TakeClockStep(), absl::Hours(24));
  EXPECT_EQ(sequencer.TakeClockStep(), absl::ZeroDuration());
  EXPECT_EQ(sequencer.TimeToTick(now), absl::Seconds(40));
  now.steady += absl::Seconds(40);
  now.wall = kStart.wall;
  sequencer.Apply(now, Ticked{}, out);
  EXPECT_EQ(out.closes.size(), 1u) << "the time to register is over";
  const auto parsed = transcript::ParseTranscript(text);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  const auto replayed = transcript::Replay(*parsed);
  ASSERT_TRUE(replayed.ok()) << replayed.status();
  EXPECT_EQ(replayed->events, 3u);
  EXPECT_FALSE(replayed->difference.has_value()) << text;
}

}  // namespace
}  // namespace irc

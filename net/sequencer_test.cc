#include "net/sequencer.h"

#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/telemetry/recording_file.h"

namespace irc {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1767225600);

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

// After a crash in the core, the recording ends with the event that caused it.
TEST(Sequencer, WritesAnEventBeforeTheCoreSeesIt) {
  const std::string path = absl::StrCat(::testing::TempDir(), "/crash");
  auto file = RecordingFile::Create(path);
  ASSERT_TRUE(file.ok()) << file.status();
  Sequencer sequencer({}, kStart);
  int flushes = 0;
  sequencer.Record(
      {}, [&](absl::string_view text) { (*file)->Append(text); },
      [&] {
        ++flushes;
        ASSERT_TRUE((*file)->Flush());
        EXPECT_TRUE(absl::StrContains(Read(path), "connect c1")) << Read(path);
        EXPECT_EQ(sequencer.NextDeadline(), absl::InfiniteFuture());
      });
  Output out;
  sequencer.Apply(kStart, Connection(1), out);
  EXPECT_EQ(flushes, 1);
  EXPECT_LT(sequencer.NextDeadline(), absl::InfiniteFuture());
}

TEST(Sequencer, GivesTheCoreWholeMilliseconds) {
  EXPECT_EQ(WholeMilliseconds(kStart + absl::Microseconds(1999)), kStart + absl::Milliseconds(1));
}

}  // namespace
}  // namespace irc

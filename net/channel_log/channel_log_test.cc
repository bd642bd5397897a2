#include "net/channel_log/channel_log.h"

#include <stdlib.h>

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/io/clock.h"
#include "net/io/files.h"
#include "net/testing/string_log_sink.h"

namespace irc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const absl::Time kMidnight = absl::FromUnixSeconds(1'796'083'200);  // 2026-12-01 00:00:00

class ChannelLogTest : public ::testing::Test {
 protected:
  ChannelLogTest() : folder_(absl::StrCat(::testing::TempDir(), "/logs.XXXXXX")) {
    EXPECT_NE(::mkdtemp(folder_.data()), nullptr);
  }

  std::string Path(absl::string_view name) const { return absl::StrCat(folder_, "/", name); }

  void Say(const std::string& channel, const std::string& folded, const std::string& text,
           absl::Duration after_midnight, absl::Time steady = absl::UnixEpoch()) {
    channels_.Write({{.time = kMidnight + after_midnight,
                      .channel = channel,
                      .folded = folded,
                      .command = "PRIVMSG",
                      .source = "alice!a@b",
                      .account = "",
                      .msgid = "",
                      .params = {text}}},
                    steady, log_);
  }

  std::string folder_;
  StringLogSink sink_;
  SystemClock clock_;
  Log log_{LogLevel::kInfo, clock_, sink_};
  ChannelLog channels_;
};

TEST_F(ChannelLogTest, AFileADay) {
  channels_.SetBlocks(Casemapping::kAscii, {{.channels = {"#a*"}, .folder = folder_}});
  Say("#A", "#a", "late", -absl::Seconds(1));
  Say("#a", "#a", "early", absl::ZeroDuration());
  Say("#b", "#b", "elsewhere", absl::ZeroDuration());
  channels_.SetBlocks(Casemapping::kAscii, {});  // waits
  EXPECT_EQ(ReadWholeFile(Path("#a/2026-11-30.log")).value(), "23:59:59 <alice> late\n");
  EXPECT_EQ(ReadWholeFile(Path("#a/2026-12-01.log")).value(), "00:00:00 <alice> early\n");
  EXPECT_FALSE(std::filesystem::exists(Path("#b")));
}

TEST_F(ChannelLogTest, AChannelIsInEachBlockThatHasIt) {
  channels_.SetBlocks(Casemapping::kAscii,
                      {{.channels = {"#x", "#C"}, .folder = Path("text")},
                       {.channels = {"*"}, .folder = Path("json"), .format = "json"}});
  Say("#c", "#c", "hello", absl::ZeroDuration());
  channels_.SetBlocks(Casemapping::kAscii, {});
  EXPECT_EQ(ReadWholeFile(Path("text/#c/2026-12-01.log")).value(), "00:00:00 <alice> hello\n");
  EXPECT_THAT(ReadWholeFile(Path("json/#c/2026-12-01.jsonl")).value(),
              HasSubstr("\"params\":[\"hello\"]}\n"));
}

TEST_F(ChannelLogTest, OtherBlocksHoldFromTheNextLineOn) {
  channels_.SetBlocks(Casemapping::kAscii, {{.channels = {"#a"}, .folder = folder_}});
  Say("#a", "#a", "1", absl::ZeroDuration());
  channels_.SetBlocks(Casemapping::kAscii, {{.channels = {"#b"}, .folder = folder_}});
  Say("#a", "#a", "2", absl::ZeroDuration());
  Say("#b", "#b", "3", absl::ZeroDuration());
  channels_.SetBlocks(Casemapping::kAscii, {});
  Say("#b", "#b", "4", absl::ZeroDuration());
  EXPECT_EQ(ReadWholeFile(Path("#a/2026-12-01.log")).value(), "00:00:00 <alice> 1\n");
  EXPECT_EQ(ReadWholeFile(Path("#b/2026-12-01.log")).value(), "00:00:00 <alice> 3\n");
}

TEST_F(ChannelLogTest, TellsWhatGotLostOnceAMinute) {
  ASSERT_TRUE(WriteNewFile(Path("file"), "", 0600).ok());
  const ChannelLogConfig block = {.channels = {"#a"}, .folder = Path("file")};
  const auto lose = [&](absl::Time steady) {
    channels_.SetBlocks(Casemapping::kAscii, {block});
    Say("#a", "#a", "x", absl::ZeroDuration());
    channels_.SetBlocks(Casemapping::kAscii, {});  // waits until it is counted
    channels_.SetBlocks(Casemapping::kAscii, {block});
    Say("#b", "#b", "no line of a log", absl::ZeroDuration(), steady);
  };
  const absl::Time start = absl::UnixEpoch() + absl::Hours(1);
  lose(start);
  EXPECT_EQ(channels_.lost(), 1u);
  EXPECT_THAT(sink_.text, HasSubstr("lines of channels were not logged since_start=1"));
  lose(start + absl::Seconds(59));
  EXPECT_THAT(sink_.text, Not(HasSubstr("since_start=2")));
  lose(start + absl::Seconds(60));
  EXPECT_THAT(sink_.text, HasSubstr("since_start=3"));
}

}  // namespace
}  // namespace irc

#include "net/log.h"

#include <string>

#include "gtest/gtest.h"

namespace irc {
namespace {

TEST(Log, WritesItsLevelAndAbove) {
  ManualClock clock(absl::FromUnixMillis(1'767'225'600'250));
  std::string text;
  Log log(LogLevel::kWarning, clock, [&](absl::string_view line) { absl::StrAppend(&text, line); });
  log.Error("disk ", 1);
  log.Warning("hot");
  log.Info("unseen");
  log.Debug("unseen");
  EXPECT_EQ(text,
            "2026-01-01T00:00:00.250Z error   disk 1\n"
            "2026-01-01T00:00:00.250Z warning hot\n");
  log.SetLevel(LogLevel::kDebug);
  text.clear();
  log.Debug("seen");
  EXPECT_EQ(text, "2026-01-01T00:00:00.250Z debug   seen\n");
}

TEST(Log, NoControlCharacterGetsThrough) {
  ManualClock clock(absl::UnixEpoch());
  std::string text;
  Log log(LogLevel::kInfo, clock, [&](absl::string_view line) { text = std::string(line); });
  log.Info("nick \x1b[31m\r\nfake");
  EXPECT_EQ(text, "1970-01-01T00:00:00.000Z info    nick \\x1b[31m\\x0d\\x0afake\n");
}

TEST(Log, NamesOfTheLevels) {
  LogLevel level = LogLevel::kInfo;
  EXPECT_TRUE(ParseLogLevel("error", level));
  EXPECT_EQ(level, LogLevel::kError);
  EXPECT_TRUE(ParseLogLevel("debug", level));
  EXPECT_EQ(level, LogLevel::kDebug);
  EXPECT_FALSE(ParseLogLevel("loud", level));
  EXPECT_FALSE(ParseLogLevel("", level));
}

}  // namespace
}  // namespace irc

#include "net/telemetry/log.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "net/testing/string_log_sink.h"
#include "nlohmann/json.hpp"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

using Json = nlohmann::json;

const absl::Time kNow = absl::FromUnixMillis(1'767'225'600'250);

TEST(Log, WritesItsLevelAndAbove) {
  ManualClock clock(kNow);
  StringLogSink sink;
  Log log(LogLevel::kWarning, clock, sink);
  log.Error("disk is full", {{"number", 1}});
  log.Warning("hot");
  log.Info("unseen");
  log.Debug("unseen");
  EXPECT_EQ(sink.text,
            "2026-01-01T00:00:00.250Z error   disk is full number=1\n"
            "2026-01-01T00:00:00.250Z warning hot\n");
  log.SetLevel(LogLevel::kDebug);
  sink.text.clear();
  log.Debug("seen");
  EXPECT_EQ(sink.text, "2026-01-01T00:00:00.250Z debug   seen\n");
}

TEST(Log, FieldsAreTextsAndNumbers) {
  ManualClock clock(kNow);
  StringLogSink sink;
  Log log(LogLevel::kInfo, clock, sink);
  const std::string reason = "Too many";
  log.Info("refused", {{"address", "::1"}, {"session", uint64_t{4294967297}}, {"reason", reason}});
  EXPECT_EQ(sink.text,
            "2026-01-01T00:00:00.250Z info    refused address=::1 session=4294967297 "
            "reason=\"Too many\"\n");
  sink.text.clear();
  log.SetFormat(LogFormat::kJson);
  log.Info("refused", {{"address", "::1"}, {"session", uint64_t{4294967297}}, {"reason", reason}});
  EXPECT_EQ(sink.text, R"({"time":"2026-01-01T00:00:00.250Z","level":"info","event":"refused",)"
                       R"("address":"::1","session":4294967297,"reason":"Too many"})"
                       "\n");
}

TEST(Log, NothingInAFieldIsTakenForTheLog) {
  ManualClock clock(absl::UnixEpoch());
  StringLogSink sink;
  Log log(LogLevel::kInfo, clock, sink);
  log.Info("said", {{"text", "\x1b[31m\r\n\"\\ a=b \x7f\xc2\x9b\xff\xc3\xa4"}});
  EXPECT_EQ(sink.text,
            "1970-01-01T00:00:00.000Z info    said "
            R"(text="\u001b[31m\u000d\u000a\"\\ a=b \u007f\u009b)"
            "\xef\xbf\xbd\xc3\xa4\"\n");
  sink.text.clear();
  log.Info("said", {{"text", ""}, {"other", "a=b"}});
  EXPECT_EQ(sink.text, "1970-01-01T00:00:00.000Z info    said other=\"a=b\"\n");
}

RC_GTEST_PROP(Log, EveryLineIsOneJsonObject, (const std::string& ascii)) {
  const std::string bytes =
      absl::StrCat(ascii, *rc::gen::container<std::string>(rc::gen::arbitrary<char>()));
  ManualClock clock(kNow);
  StringLogSink sink;
  Log log(LogLevel::kInfo, clock, sink);
  log.SetFormat(LogFormat::kJson);
  log.Info("said", {{"text", bytes}, {"number", -1}});
  RC_ASSERT(sink.text.find('\n') == sink.text.size() - 1);
  for (unsigned char c : sink.text) RC_ASSERT((c >= 0x20 && c != 0x7f) || c == '\n');
  const Json line = Json::parse(sink.text);  // throws when it is not JSON, or not UTF-8
  RC_ASSERT(line.size() == (bytes.empty() ? 4u : 5u));
  RC_ASSERT(line["event"] == "said");
  RC_ASSERT(line["number"] == -1);
}

TEST(Log, TheLastControlCharacterIsEscaped) {
  ManualClock clock(absl::UnixEpoch());
  StringLogSink sink;
  Log log(LogLevel::kInfo, clock, sink);
  log.Info("said", {{"text", "\xc2\x80\xc2\x9f\xc2\xa0"}});
  EXPECT_EQ(sink.text, "1970-01-01T00:00:00.000Z info    said text=\"\\u0080\\u009f\xc2\xa0\"\n");
}

TEST(Log, SaysHowManyLinesWereLostAtMostOnceASecond) {
  ManualClock clock(kNow);
  StringLogSink sink;
  Log log(LogLevel::kError, clock, sink);
  sink.lost_lines = 3;
  log.Error("a");
  sink.lost_lines = 5;
  log.Error("b");
  clock.Advance(absl::Seconds(1));
  log.Error("c");
  log.Error("d");
  EXPECT_EQ(sink.text,
            "2026-01-01T00:00:00.250Z warning lines of the log were lost since_start=3\n"
            "2026-01-01T00:00:00.250Z error   a\n"
            "2026-01-01T00:00:00.250Z error   b\n"
            "2026-01-01T00:00:01.250Z warning lines of the log were lost since_start=5\n"
            "2026-01-01T00:00:01.250Z error   c\n"
            "2026-01-01T00:00:01.250Z error   d\n");
}

TEST(Log, SaysHowManyLinesWereLostAlsoAfterTheClockWasSetBack) {
  ManualClock clock(kNow);
  StringLogSink sink;
  Log log(LogLevel::kError, clock, sink);
  sink.lost_lines = 3;
  log.Error("a");
  sink.lost_lines = 5;
  clock.Advance(absl::Seconds(1));
  clock.SetWall(kNow - absl::Hours(24));
  log.Error("b");
  EXPECT_EQ(sink.text,
            "2026-01-01T00:00:00.250Z warning lines of the log were lost since_start=3\n"
            "2026-01-01T00:00:00.250Z error   a\n"
            "2025-12-31T00:00:00.250Z warning lines of the log were lost since_start=5\n"
            "2025-12-31T00:00:00.250Z error   b\n");
}

TEST(Log, NamesOfTheLevelsAndFormats) {
  LogLevel level = LogLevel::kInfo;
  EXPECT_TRUE(ParseLogLevel("error", level));
  EXPECT_EQ(level, LogLevel::kError);
  EXPECT_TRUE(ParseLogLevel("debug", level));
  EXPECT_EQ(level, LogLevel::kDebug);
  EXPECT_FALSE(ParseLogLevel("loud", level));
  EXPECT_FALSE(ParseLogLevel("", level));
  LogFormat format = LogFormat::kText;
  EXPECT_TRUE(ParseLogFormat("json", format));
  EXPECT_EQ(format, LogFormat::kJson);
  EXPECT_TRUE(ParseLogFormat("text", format));
  EXPECT_EQ(format, LogFormat::kText);
  EXPECT_FALSE(ParseLogFormat("xml", format));
}

TEST(Log, KeepsTheLastWarningsAndErrors) {
  ManualClock clock(absl::FromUnixSeconds(1'767'225'600));
  StringLogSink sink;
  Log log(LogLevel::kInfo, clock, sink);
  EXPECT_TRUE(log.trouble().empty());
  log.Info("connected");
  log.Error("the first");
  for (size_t i = 1; i < Log::kTroubleMax; ++i) log.Warning("more", {{"number", i}});
  EXPECT_EQ(log.trouble().size(), Log::kTroubleMax);
  EXPECT_EQ(log.trouble().front(), "2026-01-01T00:00:00.000Z error   the first\n");
  log.Warning("the last");
  EXPECT_EQ(log.trouble().size(), Log::kTroubleMax);
  EXPECT_EQ(log.trouble().front(), "2026-01-01T00:00:00.000Z warning more number=1\n");
  EXPECT_EQ(log.trouble().back(), "2026-01-01T00:00:00.000Z warning the last\n");
}

}  // namespace
}  // namespace irc

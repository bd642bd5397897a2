#include "net/store/rows/row_text.h"

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "gtest/gtest.h"
#include "net/store/rows/time_text.h"
#include "net/store/testing/sample_rows.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

AccountRow Alice() {
  return {.id = {1},
          .name = "alice",
          .email = "a@example.org",
          .registered_at = absl::FromUnixMillis(1767323045678)};
}

std::string ErrorOf(const std::string& line) {
  return std::string(ParseRecord(line).status().message());
}

TEST(RowText, IsOneLineWithAllColumns) {
  EXPECT_EQ(RecordLine(Put(Alice())),
            R"({"table":"accounts","id":1,"name":"alice","email":"a@example.org",)"
            R"("wanted_email":"","registered_at":"2026-01-02T03:04:05.678Z","verified_at":null})");
}

TEST(RowText, OfADropHasTheKeyAlone) {
  EXPECT_EQ(RecordLine(Drop(Alice())), R"({"drop":"accounts","id":1})");
  EXPECT_EQ(RecordLine(Drop(SettingRow{.account = {3}, .key = "protect", .value = "on"})),
            R"({"drop":"settings","account":3,"key":"protect"})");
  EXPECT_EQ(*ParseRecord(RecordLine(Drop(Alice()))), Drop(AccountRow{.id = {1}}));
}

TEST(RowText, ComesBackForEveryTable) {
  for (const Row& row : SampleRows(7)) {
    EXPECT_EQ(*ParseRecord(RecordLine(Put(row))), Put(row));
  }
}

RC_GTEST_PROP(RowTextProperty, AnyBytesComeBack, (const std::string& bytes)) {
  const Record record = Put(MarkRow{.id = {1}, .name = "x", .by = bytes, .text = bytes});
  const std::string line = RecordLine(record);
  RC_ASSERT(line.find('\n') == std::string::npos);
  RC_ASSERT(*ParseRecord(line) == record);
}

TEST(RowText, HasBytesThatAreNoUtf8InHex) {
  const Record record = Put(SettingRow{.account = {1}, .key = "k", .value = "\xff\x01"});
  EXPECT_EQ(RecordLine(record),
            R"({"table":"settings","account":1,"key":"k","value":{"hex":"ff01"}})");
}

TEST(RowText, OfAnotherShapeIsRefused) {
  const std::string line = RecordLine(Put(Alice()));
  EXPECT_EQ(ErrorOf("hello"), "this is no JSON object");
  EXPECT_EQ(ErrorOf("{}"), "the member 'table', or 'drop', is missing");
  EXPECT_EQ(ErrorOf(R"({"table":"acounts"})"), "there is no table \"acounts\"");
  EXPECT_EQ(ErrorOf(absl::StrReplaceAll(line, {{"\"email\"", "\"mail\""}})),
            "the column 'email' of accounts is missing");
  EXPECT_EQ(ErrorOf(absl::StrReplaceAll(line, {{"\"id\":1", "\"id\":1,\"age\":2"}})),
            "the line has more members than \"accounts\" has columns");
  EXPECT_EQ(ErrorOf(absl::StrReplaceAll(line, {{"\"id\":1", "\"id\":-1"}})),
            "the column 'id' of accounts has the value -1");
  EXPECT_EQ(ErrorOf(absl::StrReplaceAll(line, {{":1,", ":9223372036854775808,"}})),
            "the column 'id' of accounts has the value 9223372036854775808");
  EXPECT_EQ(ErrorOf(absl::StrReplaceAll(line, {{"01-02T", "02-30T"}})),
            "the column 'registered_at' of accounts has the value \"2026-02-30T03:04:05.678Z\"");
  EXPECT_EQ(ErrorOf(R"({"drop":"nicks","nick":{"hex":"f"}})"),
            "the column 'nick' of nicks has the value {\"hex\":\"f\"}");
}

TEST(RowText, ReadsRowsOfEarlierVersions) {
  const MemoRow memo{.id = {5}, .account = {1}, .sender = "bob", .text = "hi"};
  const std::string before =
      absl::StrReplaceAll(RecordLine(Put(memo)), {{"\"from\":0,", ""}, {",\"receipt\":0", ""}});
  EXPECT_EQ(*ParseRecord(before), Put(memo));
  EXPECT_EQ(*ParseRecord(R"({"drop":"memos","id":5})"), Drop(MemoRow{.id = {5}}));
  EXPECT_EQ(*ParseRecord(R"({"table":"memo_ignores","account":1,"name":"bob"})"),
            Drop(MemoIgnoreRow{.account = {1}}));
}

RC_GTEST_PROP(TimeTextProperty, WholeMillisecondsComeBack, ()) {
  const absl::Time time =
      absl::FromUnixMillis(*rc::gen::inRange<int64_t>(-62167219200000, 253402300799999));
  RC_ASSERT(ParseTimeText(*TimeText(time, TimeForm::kRfc3339)) == time);
  RC_ASSERT(ParseTimeText(*TimeText(time, TimeForm::kSqlite)) == time);
}

TEST(TimeText, HasEndsOnBothSides) {
  EXPECT_EQ(TimeText(absl::InfiniteFuture(), TimeForm::kSqlite), std::nullopt);
  EXPECT_EQ(TimeText(absl::FromUnixMillis(253402300800000), TimeForm::kSqlite), std::nullopt);
  EXPECT_EQ(TimeText(absl::InfinitePast(), TimeForm::kSqlite), "0000-01-01 00:00:00.000");
  EXPECT_EQ(AsKept(absl::FromUnixNanos(1999999)), absl::FromUnixMillis(1));
}

TEST(TimeText, IsReadAsPeopleWriteIt) {
  EXPECT_EQ(ParseTimeText("2026-01-02 03:04:05"), absl::FromUnixSeconds(1767323045));
  for (const char* text :
       {"", "2026-01-02", "2026-01-02 03:04", "2026-01-02 24:04:05", "2026-13-02 03:04:05",
        "2026-01-02 03:04:05.", "2026-01-02 03:04:05.67", "2026-01-02 03:04:05.6789", "tomorrow"}) {
    EXPECT_EQ(ParseTimeText(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace irc

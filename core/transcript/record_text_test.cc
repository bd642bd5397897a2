#include "core/transcript/record_text.h"

#include <gtest/gtest.h>

#include "core/transcript/cursor.h"

namespace irc {
namespace transcript {
namespace {

const absl::Time kNow = absl::FromUnixMillis(1767225600123);

Row ReadBack(const std::string& text) {
  Cursor cursor(text);
  Row row;
  const absl::string_view table = cursor.Bare();
  EXPECT_FALSE(ReadRow(cursor, table, row)) << text;
  EXPECT_FALSE(cursor.failed()) << cursor.error();
  return row;
}

std::string ErrorOf(const std::string& text) {
  Cursor cursor(text);
  Row row;
  const absl::string_view table = cursor.Bare();
  ReadRow(cursor, table, row);
  return cursor.error();
}

TEST(RecordText, LeavesDefaultsOut) {
  EXPECT_EQ(PrintRow(NickRow{.nick = "al", .account = {1}, .grouped_at = kNow}),
            "nicks nick=al account=1 grouped_at=2026-01-01T00:00:00.123Z");
  EXPECT_EQ(PrintRow(AccountRow{}), "accounts");
  EXPECT_EQ(PrintRow(AccountRow{.id = {1}, .name = "a b", .verified_at = kNow}),
            "accounts id=1 name=\"a b\" verified_at=2026-01-01T00:00:00.123Z");
}

TEST(RecordText, ReadsWhatItPrints) {
  const Row rows[] = {
      AccountRow{.id = {1}, .name = "a=\"b\\", .registered_at = kNow, .verified_at = kNow},
      SettingRow{.account = {UINT64_MAX}, .key = "K", .value = "and"},
      SuspensionRow{.account = {1}, .by = "x", .reason = "a\x01z", .set_at = kNow},
      BanRow{.id = {3}, .kind = "KLINE", .mask = "*@*", .expires_at = kNow},
  };
  for (const Row& row : rows) EXPECT_EQ(ReadBack(PrintRow(row)), row) << PrintRow(row);
}

TEST(RecordText, HidesSecrets) {
  const CredentialRow row{.id = {1}, .kind = "password", .verifier = "secret"};
  EXPECT_EQ(PrintRow(row), "credentials id=1 kind=password verifier=*");
  EXPECT_EQ(std::get<CredentialRow>(ReadBack(PrintRow(row))).verifier, kHiddenText);
}

TEST(RecordText, JoinsRecords) {
  EXPECT_EQ(PrintRecords({Put(SeenRow{.account = {1}, .at = kNow}), Drop(BanRow{.id = {2}})}),
            "put seen account=1 at=2026-01-01T00:00:00.123Z and drop bans id=2");
}

TEST(RecordText, NamesMistakes) {
  EXPECT_EQ(ErrorOf("nothing"), "there is no table 'nothing'");
  EXPECT_EQ(ErrorOf("seen when=1"), "the table seen has no column 'when'");
  EXPECT_EQ(ErrorOf("seen account"), "'account' needs a value: column=value");
  EXPECT_EQ(ErrorOf("seen account=x"), "'x' is not a number from 0 to 18446744073709551615");
  EXPECT_EQ(ErrorOf("seen at=noon"),
            "'noon' is not a time like 2026-01-01T00:00:05.000Z, or never");
}

}  // namespace
}  // namespace transcript
}  // namespace irc

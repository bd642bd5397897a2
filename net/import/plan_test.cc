// Names that meet, and what is kept already.
#include "net/import/plan.h"

#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const absl::Time kNow = absl::FromUnixSeconds(1760500000);

absl::Time At(int64_t seconds) { return absl::FromUnixSeconds(1600000000 + seconds); }

ForeignAccount AnAccount(std::string name, int64_t seconds) {
  return {.key = name, .name = name, .verifier = "reset:", .registered_at = At(seconds)};
}

class PlanTest : public testing::Test {
 protected:
  std::vector<Record> Plan() {
    report_ = Report();
    return PlanImport(network_, kept_, highest_, rules_, report_);
  }
  template <typename T>
  std::vector<T> RowsOf(const std::vector<Record>& records) {
    std::vector<T> rows;
    for (const Record& record : records) {
      EXPECT_FALSE(record.drop);
      if (const T* row = std::get_if<T>(&record.row)) rows.push_back(*row);
    }
    return rows;
  }
  std::vector<std::string> Names() {
    std::vector<std::string> names;
    for (const AccountRow& row : RowsOf<AccountRow>(Plan())) names.push_back(row.name);
    return names;
  }
  void Keep(const std::vector<Record>& records) {
    for (const Record& record : records) {
      kept_.push_back(record.row);
      CountId(record.row, highest_);
    }
  }

  ForeignNetwork network_;
  std::vector<Row> kept_;
  HighestIds highest_;
  ImportRules rules_{.now = kNow};
  Report report_;
};

TEST_F(PlanTest, TheOlderAccountKeepsTheName) {
  network_.accounts = {AnAccount("Bob", 2), AnAccount("bob", 1), AnAccount("BOB", 3)};
  EXPECT_THAT(Names(), ElementsAre("bob", "Bob_", "BOB_2"));
  EXPECT_THAT(report_.Text(), HasSubstr("account Bob: is now Bob_; the name is that of an older "
                                        "account: bob\n"));
  Keep(Plan());
  EXPECT_THAT(Names(), ElementsAre());
}

TEST_F(PlanTest, TheCasemappingDecidesWhichNamesAreTheSame) {
  network_.accounts = {AnAccount("a[", 1), AnAccount("a{", 2)};
  EXPECT_THAT(Names(), ElementsAre("a[", "a{"));
  rules_.casemapping = Casemapping::kRfc1459;
  EXPECT_THAT(Names(), ElementsAre("a[", "a{_"));
}

TEST_F(PlanTest, NamesThatCannotBeGetLikeOnes) {
  rules_.limits.nick_bytes = 6;
  network_.accounts = {AnAccount("7up", 1), AnAccount("a b", 2), AnAccount("gar\xe7on", 3),
                       AnAccount("longname", 4), AnAccount("longnames", 5)};
  EXPECT_THAT(Names(), ElementsAre("_7up", "a_b", "gar_on", "longna", "longn_"));
  Keep(Plan());
  EXPECT_THAT(Names(), ElementsAre());
  rules_ = {.casemapping = Casemapping::kPrecis, .now = kNow};
  kept_.clear();
  network_.accounts = {AnAccount("Über", 1)};
  EXPECT_THAT(Names(), ElementsAre("Über"));
}

// Who has registered the name here first does not get the channels of the other one.
TEST_F(PlanTest, AnAccountOfSomebodyElseIsNotTakenForTheSame) {
  kept_ = {AccountRow{.id = {7}, .name = "alice", .registered_at = At(100)}};
  highest_ = {{"accounts", 7}};
  network_.accounts = {AnAccount("Alice", 1)};
  network_.channels = {{.name = "#c", .founder = "Alice", .registered_at = At(2)}};
  const std::vector<Record> records = Plan();
  const auto accounts = RowsOf<AccountRow>(records);
  ASSERT_EQ(accounts.size(), 1u);
  EXPECT_EQ(accounts[0].name, "Alice_");
  EXPECT_EQ(accounts[0].id.value, 8u) << "ids go on behind the highest";
  EXPECT_EQ(RowsOf<ChannelRow>(records)[0].founder.value, 8u);
  EXPECT_THAT(report_.Text(), HasSubstr("another account that was here before: alice"));
}

// The rest of what an account has is not added to it a second time, and references find it.
TEST_F(PlanTest, AnAccountThatIsThereIsLeftAlone) {
  kept_ = {AccountRow{.id = {7}, .name = "alice", .registered_at = At(1)}};
  highest_ = {{"accounts", 9}};
  network_.accounts = {AnAccount("Alice", 1)};
  network_.accounts[0].memos = {{.sender = "bob", .text = "hi"}};
  network_.accounts[0].email = "a@example.org";
  network_.channels = {{.name = "#c", .founder = "Alice", .registered_at = At(2)}};
  const std::vector<Record> records = Plan();
  EXPECT_TRUE(RowsOf<AccountRow>(records).empty());
  EXPECT_TRUE(RowsOf<MemoRow>(records).empty());
  EXPECT_TRUE(RowsOf<CredentialRow>(records).empty());
  EXPECT_EQ(RowsOf<ChannelRow>(records)[0].founder.value, 7u);
}

TEST_F(PlanTest, NicksComeAfterNames) {
  network_.accounts = {AnAccount("alice", 1), AnAccount("bob", 2), AnAccount("carol", 3)};
  network_.accounts[0].nicks = {{"alice"}, {"Bob"}, {"al", At(5)}, {"7up"}};
  network_.accounts[2].nicks = {{"AL"}, {"caz"}};
  const auto nicks = RowsOf<NickRow>(Plan());
  ASSERT_EQ(nicks.size(), 2u);
  EXPECT_EQ(nicks[0].nick, "al");
  EXPECT_EQ(nicks[0].grouped_at, At(5));
  EXPECT_EQ(nicks[1].nick, "caz");
  EXPECT_THAT(report_.Text(), HasSubstr("nick Bob of alice: it belongs to bob\n"));
  EXPECT_THAT(report_.Text(), HasSubstr("nick AL of carol: it belongs to alice\n"));
  EXPECT_THAT(report_.Text(), HasSubstr("nick 7up of alice: it cannot be a nick here\n"));
}

// A last use that the file does not have is that of the file, so that nothing expires on the first
// day.
TEST_F(PlanTest, UnknownUsesAreThatOfTheFile) {
  network_.written_at = At(50);
  network_.accounts = {{.key = "a", .name = "a"}};
  network_.channels = {{.name = "#c", .founder = "a"}};
  const std::vector<Record> records = Plan();
  EXPECT_EQ(RowsOf<AccountRow>(records)[0].registered_at, absl::UnixEpoch());
  EXPECT_EQ(RowsOf<SeenRow>(records)[0].at, At(50));
  EXPECT_EQ(RowsOf<ChannelUseRow>(records)[0].at, At(50));
  EXPECT_THAT(report_.Text(), HasSubstr("a: it has no password\n"));
  Keep(records);
  network_.written_at = At(60);  // a copy of the file
  EXPECT_TRUE(Plan().empty());
}

TEST_F(PlanTest, BansThatHaveEndedStayAway) {
  const absl::Time later = kNow + absl::Seconds(1);
  network_.bans = {{.kind = "KLINE", .mask = "*@a", .expires_at = kNow},
                   {.kind = "KLINE", .mask = "*@b", .expires_at = later},
                   {.kind = "KLINE", .mask = "nick!*@c"},
                   {.kind = "KLINE", .mask = "*!*@d"},
                   {.kind = "KLINE", .mask = "e.example"},
                   {.kind = "KLINE", .mask = "*@B"},
                   {.kind = "DLINE", .mask = "not an address"}};
  const auto bans = RowsOf<BanRow>(Plan());
  ASSERT_EQ(bans.size(), 3u);
  EXPECT_EQ(bans[0].mask, "*@b");
  EXPECT_EQ(bans[0].expires_at, later);
  EXPECT_EQ(bans[1].mask, "*@d");
  EXPECT_EQ(bans[1].expires_at, absl::InfiniteFuture());
  EXPECT_EQ(bans[2].mask, "*@e.example");
  EXPECT_EQ(bans[2].id.value, 3u);
}

TEST_F(PlanTest, EntriesOfOneAccountBecomeOne) {
  network_.accounts = {AnAccount("alice", 1), AnAccount("bob", 2)};
  network_.accounts[1].nicks = {{"robert"}};
  network_.channels = {{.name = "#c", .founder = "alice", .registered_at = At(3)}};
  network_.channels[0].access = {
      {.who = "alice", .flags = "v"},   {.who = "bob", .flags = "Vv"},
      {.who = "robert", .flags = "o?"}, {.who = "bob!*@*", .flags = "b", .reason = "a\r\nb"},
      {.who = "x", .flags = "v"},       {.who = "!ops", .flags = "v"},
      {.who = "#C", .flags = "v"}};
  const auto access = RowsOf<AccessRow>(Plan());
  ASSERT_EQ(access.size(), 3u);
  EXPECT_EQ(access[0].flags, "Vov");
  EXPECT_EQ(access[0].subject, 2u);
  EXPECT_EQ(access[1].kind, "mask");
  EXPECT_EQ(access[1].mask, "bob!*@*");
  EXPECT_EQ(access[1].reason, "a  b");
  EXPECT_EQ(access[2].kind, "channel");
  EXPECT_THAT(report_.Text(), HasSubstr("access entry x in #c: there is no such account\n"));
  EXPECT_THAT(report_.Text(), HasSubstr("access entry !ops in #c: there is no such group\n"));
}

TEST_F(PlanTest, OneCertificateOpensOneAccount) {
  const std::string fingerprint(64, 'a');
  network_.accounts = {AnAccount("alice", 1), AnAccount("bob", 2)};
  network_.accounts[0].certificates = {std::string(64, 'A'), fingerprint, "a:b"};
  network_.accounts[1].certificates = {fingerprint};
  const auto credentials = RowsOf<CredentialRow>(Plan());
  ASSERT_EQ(credentials.size(), 3u);
  EXPECT_EQ(credentials[0].label, fingerprint);
  EXPECT_THAT(report_.Text(),
              HasSubstr("certificate aaaaaaaaaaaaaaaa of bob: it belongs to alice\n"));
}

TEST_F(PlanTest, ModesThatHaveNoLikeAreToldOf) {
  network_.channels = {{.name = "#c", .registered_at = At(1)}};
  network_.channels[0].modes = {.flags = "ntnbZ", .key = "a b", .forward = "#d", .throttle = "5"};
  const auto modes = RowsOf<ChannelModesRow>(Plan());
  ASSERT_EQ(modes.size(), 1u);
  EXPECT_EQ(modes[0].flags, "nt");
  EXPECT_EQ(modes[0].key, "");
  EXPECT_EQ(modes[0].forward, "#d");
  EXPECT_EQ(modes[0].throttle, "");
  EXPECT_THAT(report_.Text(), HasSubstr("mode b in #c: there is no such mode here\n"));
  EXPECT_THAT(report_.Text(), HasSubstr("mode Z in #c: there is no such mode here\n"));
  EXPECT_THAT(report_.Text(), HasSubstr("mode +k in #c: it cannot be a key here\n"));
  EXPECT_THAT(report_.Text(), HasSubstr("mode +j in #c: it is not joins:seconds\n"));
}

TEST_F(PlanTest, WhatIsFromTheFileDoesNotMoveTheCursor) {
  network_.holds = {{.name = "a\x1b[2J\nb"}, {.name = "\u009b2Jé"}};
  Plan();
  EXPECT_THAT(report_.Text(), HasSubstr("hold a\\x1b[2J\\x0ab: it cannot be a name here\n"));
  EXPECT_THAT(report_.Text(), HasSubstr("hold \\x9b2Jé: it cannot be a name here\n"));
}

}  // namespace
}  // namespace irc

// The events for the log: who has logged in or tried to, who has banned, killed, rehashed, stopped.
#include "core/audit.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/testing/world.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Lines = std::vector<std::string>;

constexpr SessionId kAlice{1};
constexpr SessionId kBob{2};

Config Configuration() {
  Config config;
  config.password_required = true;
  config.accounts = {"account"};
  config.oper_classes = {{.name = "helper", .privileges = {"view"}}};
  config.opers = {{"root", {"*@*"}}, {"far", {"*@192.0.2.99"}}};
  config.opers.push_back({.name = "helper", .hosts = {"*@*"}, .oper_class = "helper"});
  return config;
}

// The events of the last event as the log shows them.
Lines AuditsOf(const World& world) {
  Lines lines;
  for (const Audit& audit : world.output().audits) {
    std::string line = absl::StrCat(RowOf(audit.kind).warns ? "! " : "", RowOf(audit.kind).text,
                                    " session=", audit.session.value, " by=", audit.by);
    for (const auto& [key, value] : audit.fields) {
      if (!value.empty()) absl::StrAppend(&line, " ", key, "=", value);
    }
    lines.push_back(line);
  }
  return lines;
}

class AuditTest : public ::testing::Test {
 protected:
  void Connect(SessionId id) {
    const std::string ip = absl::StrCat("192.0.2.", id.value);
    ASSERT_TRUE(world_.Apply(Connected{id, {.ip = ip, .host = ip}}));
  }

  Lines Say(SessionId id, const std::string& line) {
    EXPECT_TRUE(world_.Say(id, line)) << line;
    return AuditsOf(world_);
  }

  Lines Complete(bool ok) {
    EXPECT_TRUE(world_.CompleteOldest(ok));
    return AuditsOf(world_);
  }

  void Register(SessionId id, const std::string& nick) {
    Connect(id);
    Say(id, "PASS *1");
    Say(id, absl::StrCat("NICK ", nick));
    Say(id, absl::StrCat("USER ", nick, " 0 * :x"));
    Complete(true);
  }

  void MakeOper(SessionId id) {
    Say(id, "OPER root *9");
    Complete(true);
  }

  World world_{Configuration()};
};

TEST_F(AuditTest, ThePasswordOfTheServer) {
  Connect(kAlice);
  EXPECT_THAT(Say(kAlice, "PASS *1"), IsEmpty());
  Say(kAlice, "NICK alice");
  EXPECT_THAT(Say(kAlice, "USER a 0 * :x"), IsEmpty());
  EXPECT_THAT(Complete(true), ElementsAre("logged in session=1 by=alice!a@192.0.2.1 method=PASS"));
  Connect(kBob);
  Say(kBob, "PASS *1");
  Say(kBob, "NICK bob");
  Say(kBob, "USER b 0 * :x");
  EXPECT_THAT(Complete(false), ElementsAre("! login failed session=2 by=bob!b@192.0.2.2 "
                                           "method=PASS why=wrong_password"));
  ASSERT_EQ(world_.output().closes.size(), 1u);
  EXPECT_EQ(world_.output().closes[0].detail, "Password incorrect");
  const SessionId carol{3};
  Connect(carol);
  Say(carol, "NICK carol");
  EXPECT_THAT(Say(carol, "USER c 0 * :x"), ElementsAre("! login failed session=3 "
                                                       "by=carol!c@192.0.2.3 method=PASS "
                                                       "why=no_password"));
  EXPECT_EQ(world_.output().closes[0].detail, "Password required");
}

TEST_F(AuditTest, Accounts) {
  Connect(kAlice);
  Say(kAlice, "CAP REQ sasl");
  EXPECT_THAT(Say(kAlice, "AUTHENTICATE SCRAM"),
              ElementsAre("! login failed session=1 by=*!*@192.0.2.1 method=SASL "
                          "why=unknown_mechanism"));
  EXPECT_THAT(Say(kAlice, "AUTHENTICATE PLAIN"), IsEmpty());
  EXPECT_THAT(Say(kAlice, "AUTHENTICATE nohandle"),
              ElementsAre("! login failed session=1 by=*!*@192.0.2.1 method=SASL why=malformed"));
  Say(kAlice, "AUTHENTICATE PLAIN");
  EXPECT_THAT(Say(kAlice, "AUTHENTICATE *1/24"), IsEmpty());
  EXPECT_THAT(Complete(true), ElementsAre("logged in session=1 by=*!*@192.0.2.1 method=SASL "
                                          "name=account"));
}

TEST_F(AuditTest, TooManyTriesSayWhy) {
  Connect(kAlice);
  Say(kAlice, "CAP REQ sasl");
  while (world_.output().closes.empty()) Say(kAlice, "AUTHENTICATE SCRAM");
  EXPECT_EQ(world_.output().closes[0].detail, "Too many failed logins");
}

TEST_F(AuditTest, Operators) {
  Register(kAlice, "alice");
  Say(kAlice, "OPER nobody *2");
  EXPECT_THAT(Complete(false), ElementsAre("! login failed session=1 by=alice!alice@192.0.2.1 "
                                           "method=OPER why=unknown_name"));
  Say(kAlice, "OPER root *3");
  EXPECT_THAT(Complete(false), ElementsAre("! login failed session=1 by=alice!alice@192.0.2.1 "
                                           "method=OPER name=root why=wrong_password"));
  Say(kAlice, "OPER far *4");
  EXPECT_THAT(Complete(true), ElementsAre("! login failed session=1 by=alice!alice@192.0.2.1 "
                                          "method=OPER name=far why=wrong_host"));
  Say(kAlice, "OPER root *5");
  EXPECT_THAT(Complete(true), ElementsAre("logged in session=1 by=alice!alice@192.0.2.1 "
                                          "method=OPER name=root"));
}

TEST_F(AuditTest, ServerBans) {
  Register(kAlice, "alice");
  MakeOper(kAlice);
  Register(kBob, "bob");
  EXPECT_THAT(Say(kAlice, "KLINE 1h *@192.0.2.2 :spam"),
              ElementsAre("ban set session=1 by=alice!alice@192.0.2.1 kind=KLINE "
                          "mask=*@192.0.2.2 duration=1h reason=spam"));
  ASSERT_EQ(world_.output().closes.size(), 1u);
  EXPECT_EQ(world_.output().closes[0].detail, "Banned: spam");
  EXPECT_THAT(Say(kAlice, "DLINE 198.51.100.0/24"),
              ElementsAre("ban set session=1 by=alice!alice@192.0.2.1 kind=DLINE "
                          "mask=198.51.100.0/24 duration=permanent reason=No reason given"));
  EXPECT_THAT(Say(kAlice, "KLINE x"), IsEmpty()) << "refused";
  EXPECT_THAT(Say(kAlice, "UNDLINE 198.51.100.0/24"),
              ElementsAre("ban lifted session=1 by=alice!alice@192.0.2.1 kind=DLINE "
                          "mask=198.51.100.0/24"));
  EXPECT_THAT(Say(kAlice, "UNDLINE 198.51.100.0/24"), IsEmpty()) << "there is none";
  world_.PassTime(absl::Hours(2));
  ASSERT_TRUE(world_.Apply(Ticked{}));
  EXPECT_THAT(AuditsOf(world_),
              ElementsAre("ban expired session=0 by= kind=KLINE mask=*@192.0.2.2"));
}

TEST_F(AuditTest, KillRehashAndTheEnd) {
  Register(kAlice, "alice");
  MakeOper(kAlice);
  Register(kBob, "bob");
  EXPECT_THAT(Say(kAlice, "KILL bob :enough"),
              ElementsAre("kill session=1 by=alice!alice@192.0.2.1 target=bob!bob@192.0.2.2 "
                          "target_address=192.0.2.2 reason=enough"));
  ASSERT_EQ(world_.output().closes.size(), 1u);
  EXPECT_EQ(world_.output().closes[0].detail, "Killed (alice (enough))");
  EXPECT_THAT(Say(kAlice, "REHASH"),
              ElementsAre("a rehash was asked for session=1 by=alice!alice@192.0.2.1"));
  Complete(true);
  EXPECT_THAT(Say(kAlice, "DIE"), ElementsAre("the end of the server was asked for session=1 "
                                              "by=alice!alice@192.0.2.1 command=DIE"));
}

TEST_F(AuditTest, ACommandOfAServiceWithoutThePrivilege) {
  Register(kAlice, "alice");
  EXPECT_THAT(Say(kAlice, "NS SUSPEND bob spam"), IsEmpty()) << "of a user";
  Say(kAlice, "OPER helper *9");
  Complete(true);
  EXPECT_THAT(Say(kAlice, "NS SUSPEND bob spam"),
              ElementsAre("! operator refused session=1 by=alice!alice@192.0.2.1 command=NickServ "
                          "SUSPEND why=You need the privilege accounts-suspend"));
}

// What users say does not get into the log.
TEST_F(AuditTest, AQuitIsNoDetail) {
  Register(kAlice, "alice");
  EXPECT_THAT(Say(kAlice, "QUIT :my secret"), IsEmpty());
  ASSERT_EQ(world_.output().closes.size(), 1u);
  EXPECT_EQ(world_.output().closes[0].detail, "");
}

}  // namespace
}  // namespace irc

// The events for the operator as the log has them, with addresses: what fail2ban and a reader of
// the log find there.
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/testing/shell_fixture.h"

namespace irc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ShellTest : public ShellFixture {
 protected:
  ShellTest() {
    options_.config.shell.flood_burst = 1'000'000;
    options_.config.core.opers = {{"root", {"*@*"}}};
    options_.config.core.accounts = {"alice"};
    options_.config.shell.account_passwords = {{"alice", "sesame"}};
  }

  // What was logged since the last call.
  std::string Logged() { return std::exchange(net().log_text(), {}); }

  std::string After(Client& client, const std::string& line) {
    Logged();
    client.Line(line);
    EXPECT_TRUE(net().Settle());
    return Logged();
  }

  std::string Decided(bool ok) {
    Logged();
    net().passwords().Decide(ok);
    EXPECT_TRUE(net().Settle());
    return Logged();
  }

  // AUTHENTICATE PLAIN up to the check.
  std::string Authenticate(Client& client, const std::string& account) {
    client.Line("AUTHENTICATE PLAIN");
    const std::string text = absl::StrCat(std::string(1, '\0'), account, std::string(1, '\0'), "p");
    return After(client, absl::StrCat("AUTHENTICATE ", absl::Base64Escape(text)));
  }
};

INSTANTIATE_TEST_SUITE_P(Pollers, ShellTest, BothPollers(), NameOfPoller);

TEST_P(ShellTest, Operators) {
  Client& alice = net().Register("alice");
  EXPECT_THAT(After(alice, "OPER root wrong"), Not(HasSubstr("login")));
  EXPECT_THAT(Decided(false),
              HasSubstr("warning login failed address=127.0.0.1 by=\"alice!alice@127.0.0.1\" "
                        "method=OPER name=root why=wrong_password\n"));
  After(alice, "OPER sesame sesame");
  EXPECT_THAT(Decided(false),
              HasSubstr("login failed address=127.0.0.1 by=\"alice!alice@127.0.0.1\" "
                        "method=OPER why=unknown_name\n"));
  After(alice, "OPER root sesame");
  EXPECT_THAT(Decided(true),
              HasSubstr("info    logged in address=127.0.0.1 by=\"alice!alice@127.0.0.1\" "
                        "method=OPER name=root\n"));
  EXPECT_THAT(After(alice, "KLINE 1h *@198.51.100.7 :spam"),
              HasSubstr("info    ban set address=127.0.0.1 by=\"alice!alice@127.0.0.1\" kind=KLINE "
                        "mask=\"*@198.51.100.7\" duration=1h reason=spam\n"));
  EXPECT_THAT(After(alice, "UNKLINE *@198.51.100.7"), HasSubstr("info    ban lifted address="));
  Client& bob = net().Register("bob");
  const std::string killed = After(alice, "KILL bob :enough");
  EXPECT_THAT(killed, HasSubstr("info    kill address=127.0.0.1 by=\"alice!alice@127.0.0.1\" "
                                "target=\"bob!bob@127.0.0.1\" target_address=127.0.0.1 "
                                "reason=enough\n"));
  EXPECT_THAT(killed, HasSubstr("disconnected address=127.0.0.1 session=2 reason=removed "
                                "detail=\"Killed (alice (enough))\"\n"));
  EXPECT_TRUE(bob.at_end());
  EXPECT_THAT(After(alice, "REHASH"), HasSubstr("info    a rehash was asked for address=127.0.0.1 "
                                                "by=\"alice!alice@127.0.0.1\"\n"));
  EXPECT_THAT(After(alice, "DIE"),
              HasSubstr("info    the end of the server was asked for address=127.0.0.1 "
                        "by=\"alice!alice@127.0.0.1\" command=DIE\n"));
}

TEST_P(ShellTest, AccountsSayWhyALoginHasFailed) {
  Client& alice = net().Connect();
  alice.Line("CAP REQ sasl");
  Authenticate(alice, "ALICE");
  EXPECT_THAT(Decided(false), HasSubstr("warning login failed address=127.0.0.1 "
                                        "by=\"*!*@127.0.0.1\" method=SASL name=alice "
                                        "why=wrong_password\n"));
  // What does not exist may be a password in the wrong place.
  Authenticate(alice, "Tr0ub4dor");
  const std::string unknown = Decided(false);
  EXPECT_THAT(unknown, HasSubstr("login failed address=127.0.0.1 by=\"*!*@127.0.0.1\" "
                                 "method=SASL why=unknown_name\n"));
  EXPECT_THAT(unknown, Not(HasSubstr("r0ub4")));
  alice.Line("AUTHENTICATE PLAIN");
  EXPECT_THAT(After(alice, "AUTHENTICATE AAAA"), HasSubstr("method=SASL why=malformed\n"));
}

TEST_P(ShellTest, AccountsThatLogIn) {
  Client& alice = net().Connect();
  alice.Line("CAP REQ sasl");
  Authenticate(alice, "alice");
  EXPECT_THAT(Decided(true), HasSubstr("info    logged in address=127.0.0.1 "
                                       "by=\"*!*@127.0.0.1\" method=SASL name=alice\n"));
}

// "rejected" has many causes; the detail says which it was.
TEST_P(ShellTest, APasswordOfTheServerIsWrongOrMissing) {
  options_.config.core.password_required = true;
  options_.config.shell.server_password = "sesame";
  Client& alice = net().Connect();
  alice.Send("PASS Tr0ub4dor\r\nNICK alice\r\nUSER a 0 * :a\r\n");
  ASSERT_TRUE(net().Settle());
  const std::string wrong = Decided(false);
  EXPECT_THAT(wrong, HasSubstr("warning login failed address=127.0.0.1 by=\"alice!a@127.0.0.1\" "
                               "method=PASS why=wrong_password\n"));
  EXPECT_THAT(wrong, HasSubstr("disconnected address=127.0.0.1 session=1 reason=rejected "
                               "detail=\"Password incorrect\"\n"));
  EXPECT_THAT(wrong, Not(HasSubstr("Tr0ub4dor")));
  Client& bob = net().Connect();
  bob.Line("NICK bob");
  EXPECT_THAT(After(bob, "USER b 0 * :b"), HasSubstr("method=PASS why=no_password\n"));
  Client& carol = net().Connect();
  carol.Send("PASS sesame\r\nNICK carol\r\nUSER c 0 * :c\r\n");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(Decided(true), HasSubstr("info    logged in address=127.0.0.1 "
                                       "by=\"carol!c@127.0.0.1\" method=PASS\n"));
}

TEST_P(ShellTest, ABanSaysWhomItHits) {
  options_.config.shell.exempt.clear();
  Client& alice = net().Register("alice");
  alice.Line("OPER root sesame");
  ASSERT_TRUE(net().Settle());
  Decided(true);
  After(alice, "DLINE 127.0.0.2 :spam");
  net().Connect("127.0.0.2");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(Logged(), HasSubstr("disconnected address=127.0.0.2 session=2 reason=rejected "
                                  "detail=\"Banned: spam\"\n"));
}

}  // namespace
}  // namespace irc

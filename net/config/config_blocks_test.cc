// The blocks [[oper]], [[account]] and [[webirc]]: operators, accounts and gateways.
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "net/config/config.h"
#include "net/testing/config_text.h"

namespace irc {
namespace {

TEST(Config, Gateways) {
  const LoadedConfig loaded = Judge(R"([[webirc]]
name = "kiwi"
password = "secret"
[[webirc]]
name = "lounge"
password = "other"
addresses = ["192.0.2.7", "2001:db8::/64"]
)");
  EXPECT_EQ(loaded.errors, Lines());
  EXPECT_EQ(loaded.config.shell.gateways,
            (std::vector<GatewayConfig>{{"kiwi", "secret", {"127.0.0.0/8", "::1"}},
                                        {"lounge", "other", {"192.0.2.7", "2001:db8::/64"}}}));
  const auto credentials = CredentialsOf(loaded.config);
  EXPECT_TRUE(credentials->Check(GatewayCredential("lounge"), "other"));
  EXPECT_FALSE(credentials->Check(GatewayCredential("kiwi"), "other"));
  EXPECT_EQ(Errors("[webirc]\nname = \"x\"\n"),
            (Lines{"irc.toml:1: webirc: gateways are blocks that begin with [[webirc]]"}));
  EXPECT_EQ(
      Errors(R"([[webirc]]
password = "x"
[[webirc]]
name = "a"
[[webirc]]
name = "b"
password = "$unknown$"
[[webirc]]
name = "c"
password = "x"
addresses = ["somewhere", "::1", "elsewhere"]
[[webirc]]
name = "d"
password = "x"
hosts = ["x"]
[[webirc]]
name = "d"
password = "x"
)"),
      (Lines{"irc.toml:15: unknown key 'hosts' of a gateway; there are name, password and "
             "addresses",
             "irc.toml:1: a gateway needs a name", "irc.toml:3: the gateway 'a' needs a password",
             "irc.toml:5: the password of the gateway 'b' begins with '$' but crypt(3) does "
             "not know it",
             "irc.toml:8: webirc.addresses: none of 'somewhere', 'elsewhere' is an address "
             "or a network such as \"10.0.0.0/8\"",
             "irc.toml:16: the gateway 'd' stands here for the second time"}));
}

TEST(Config, Operators) {
  EXPECT_EQ(Errors(R"([[oper]]
password = "x"
[[oper]]
name = "root"
[[oper]]
name = "root"
password = 7
level = 3
hosts = "*@*"
)"),
            (Lines{"irc.toml:7: oper.password must be a text in quotes",
                   "irc.toml:8: unknown key 'level' of an operator; there are name, password and "
                   "hosts",
                   "irc.toml:9: oper.hosts must be a list of texts",
                   "irc.toml:1: an operator needs a name",
                   "irc.toml:3: the operator 'root' needs a password",
                   "irc.toml:5: the operator 'root' needs a password"}));
  EXPECT_EQ(Errors("oper = 3\n"),
            (Lines{"irc.toml:1: oper: operators are blocks that begin with [[oper]]"}));
  const Lines twice = Errors(
      "[[oper]]\nname = \"a\"\npassword = \"x\"\n[[oper]]\nname = \"a\"\npassword = \"y\"\n");
  EXPECT_EQ(twice, (Lines{"irc.toml:4: oper.name \"a\" stands there twice"}));
}

TEST(Config, Accounts) {
  const LoadedConfig loaded = Judge(R"([[account]]
name = "Alice"
password = "secret"
[[account]]
password = "other"
name = "bob"
)");
  EXPECT_EQ(loaded.errors, Lines());
  EXPECT_EQ(loaded.config.core.accounts, (Lines{"Alice", "bob"}));
  const auto credentials = CredentialsOf(loaded.config);
  EXPECT_TRUE(credentials->Check(AccountCredential("Alice"), "secret"));
  EXPECT_TRUE(credentials->Check(AccountCredential("bob"), "other"));
  EXPECT_FALSE(credentials->Check(AccountCredential("bob"), "secret"));
  EXPECT_EQ(
      Errors(R"([[account]]
password = "x"
[[account]]
name = "a"
[[account]]
name = "b"
password = "$unknown$"
[[account]]
name = "c"
password = 7
hosts = ["x"]
[[account]]
name = "two words"
password = "x"
)"),
      (Lines{"irc.toml:10: account.password must be a text in quotes",
             "irc.toml:11: unknown key 'hosts' of an account; there are name and password",
             "irc.toml:1: an account needs a name", "irc.toml:3: the account 'a' needs a password",
             "irc.toml:5: the password of the account 'b' begins with '$' but crypt(3) does not "
             "know it",
             "irc.toml:8: the account 'c' needs a password",
             "irc.toml:12: account.name \"two words\" cannot be a nick"}));
  EXPECT_EQ(Errors("[account]\nname = \"x\"\n"),
            (Lines{"irc.toml:1: account: accounts are blocks that begin with [[account]]"}));
}

TEST(Config, AccountsAreTheSameUnderTheCasemapping) {
  const std::string blocks =
      "[[account]]\nname = \"a[b\"\npassword = \"x\"\n"
      "[[account]]\nname = \"A{B\"\npassword = \"x\"\n";
  EXPECT_EQ(Errors(blocks), Lines());
  EXPECT_EQ(Errors("[server]\ncasemapping = \"rfc1459\"\n" + blocks),
            (Lines{"irc.toml:6: account.name \"A{B\" is the same name as \"a[b\" under "
                   "server.casemapping"}));
  EXPECT_EQ(Errors("[[account]]\nname = \"A[b\"\npassword = \"x\"\n" + blocks),
            (Lines{"irc.toml:4: account.name \"a[b\" is the same name as \"A[b\" under "
                   "server.casemapping"}));
  EXPECT_EQ(Errors(blocks + "[[account]]\nname = \"a[b\"\npassword = \"x\"\n"),
            (Lines{"irc.toml:7: account.name \"a[b\" stands there twice"}));
}

// Accounts were two lists once.
TEST(Config, TheOldFormOfAccountsNamesTheNewOne) {
  const std::string sentence =
      "accounts: each account is a block that begins with [[account]] and has name and password";
  EXPECT_EQ(Errors("\n[accounts]\nnames = [\"alice\"]\npasswords = [\"x\"]\n"),
            (Lines{"irc.toml:3: " + sentence, "irc.toml:4: " + sentence}));
  EXPECT_EQ(Errors("\n[accounts]\nregistration = false\n"), Lines());
  EXPECT_EQ(Errors("\n[[accounts]]\nname = \"alice\"\npassword = \"x\"\n"),
            (Lines{"irc.toml:2: " + sentence}));
  Settings settings;
  settings.values.push_back({.key = "accounts.names",
                             .value = std::vector<std::string>{"alice"},
                             .place = {"--set", ""}});
  EXPECT_EQ(JudgeSettings(settings).errors, (Lines{"--set: " + sentence}));
}

TEST(Config, AHashThatNobodyKnowsIsAnError) {
  const Lines errors = Errors("[[oper]]\nname = \"a\"\npassword = \"$nosuchmethod$x\"\n");
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].find("nosuchmethod"), std::string::npos) << "no password in an error";
}

}  // namespace
}  // namespace irc

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
                   "irc.toml:8: unknown key 'level' of an operator; there are name, password, "
                   "hosts, class, account, certfp, auto and second_factor",
                   "irc.toml:9: oper.hosts must be a list of texts",
                   "irc.toml:1: an operator needs a name",
                   "irc.toml:3: the operator 'root' needs a password, an account or a certfp",
                   "irc.toml:5: the operator 'root' needs a password, an account or a certfp"}));
  EXPECT_EQ(Errors("oper = 3\n"),
            (Lines{"irc.toml:1: oper: operators are blocks that begin with [[oper]]"}));
  const Lines twice = Errors(
      "[[oper]]\nname = \"a\"\npassword = \"x\"\n[[oper]]\nname = \"a\"\npassword = \"y\"\n");
  EXPECT_EQ(twice, (Lines{"irc.toml:4: oper.name \"a\" stands there twice"}));
}

TEST(Config, OperatorsAreKnownByAccountAndCertificate) {
  const std::string digits = std::string(32, 'A') + std::string(32, '0');
  const LoadedConfig loaded = Judge(absl::StrCat(R"([[oper_class]]
name = "helper"
privileges = ["view"]
[[oper_class]]
name = "guard"
extends = "helper"
privileges = ["kill"]
[[oper]]
name = "ann"
class = "guard"
account = "ann"
certfp = ["AA:)",
                                                 digits.substr(2), R"("]
auto = true
second_factor = true
)"));
  EXPECT_EQ(loaded.errors, Lines());
  const Config& core = loaded.config.core;
  EXPECT_EQ(core.oper_classes, (std::vector<OperClassConfig>{{"helper", {"view"}, ""},
                                                             {"guard", {"kill"}, "helper"}}));
  ASSERT_EQ(core.opers.size(), 1u);
  EXPECT_EQ(core.opers[0], (OperConfig{.name = "ann",
                                       .hosts = {"*@*"},
                                       .oper_class = "guard",
                                       .account = "ann",
                                       .certfps = {std::string(32, 'a') + std::string(32, '0')},
                                       .password = false,
                                       .automatic = true,
                                       .second_factor = true}));
  EXPECT_TRUE(loaded.config.shell.oper_passwords.empty());
}

TEST(Config, ClassesOfOperators) {
  EXPECT_EQ(Errors(R"([[oper_class]]
privileges = ["view"]
[[oper_class]]
name = "a"
privileges = "view"
rights = ["view"]
[[oper_class]]
name = "b"
privileges = ["fly"]
[[oper]]
name = "root"
password = "x"
class = "c"
auto = 1
)"),
            (Lines{"irc.toml:5: oper_class.privileges must be a list of texts",
                   "irc.toml:6: unknown key 'rights' of a class of operators; there are name, "
                   "privileges and extends",
                   "irc.toml:14: oper.auto must be true or false",
                   "irc.toml:1: a class of operators needs a name",
                   "irc.toml:7: oper_class.privileges of \"b\": there is no privilege \"fly\"; "
                   "there are accounts-edit, accounts-hold, accounts-mark, accounts-suspend, "
                   "accounts-view, announce, audit, ban, channels-edit, channels-view, defcon, "
                   "forbid, force, hosts, "
                   "kill, rehash, sessions, settings, stop, view, "
                   "and \"*\" for all",
                   "irc.toml:10: oper.class of \"root\": there is no class \"c\""}));
  EXPECT_EQ(Errors("oper_class = 3\n"),
            (Lines{"irc.toml:1: oper_class: classes are blocks that begin with [[oper_class]]"}));
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

TEST(Config, NamesInUnicodeNeedPrecis) {
  const std::string block = "[[account]]\nname = \"Évan\"\npassword = \"x\"\n";
  EXPECT_EQ(Errors(block).size(), 1u);
  EXPECT_EQ(Errors("[server]\ncasemapping = \"precis\"\n" + block), Lines());
  EXPECT_EQ(Errors("[server]\ncasemapping = \"precis\"\n" + block +
                   "[[account]]\nname = \"éVAN\"\npassword = \"x\"\n"),
            (Lines{"irc.toml:6: account.name \"\\xc3\\xa9VAN\" is the same name as \"Évan\" under "
                   "server.casemapping"}));
  EXPECT_EQ(Errors("[server]\ncasemapping = \"utf8\"\n"),
            (Lines{"irc.toml:2: server.casemapping must be \"ascii\", \"rfc1459\" or \"precis\""}));
  EXPECT_EQ(Errors("[server]\ncasemapping = \"precis\"\ndescription = \"\xff\"\n").size(), 1u);
}

TEST(Config, NicksOfAccounts) {
  EXPECT_EQ(Errors("[accounts]\nnick_protection = \"timeout\"\n"), Lines());
  EXPECT_EQ(Errors("[accounts]\nnick_protection = \"later\"\n"),
            (Lines{"irc.toml:2: accounts.nick_protection must be \"strict\", \"timeout\" or "
                   "\"off\""}));
  EXPECT_EQ(Errors("[accounts]\nguest_nick = \"1st\"\n"),
            (Lines{"irc.toml:2: accounts.guest_nick \"1st\" and five digits cannot be a nick"}));
  EXPECT_EQ(Errors("[limits]\nnick_bytes = 9\n[accounts]\nguest_nick = \"Visitor\"\n"), Lines());
}

TEST(Config, NamesOfServices) {
  EXPECT_EQ(Errors("[services]\naliases = [\"Q=NickServ\", \"X=operserv\"]\n"), Lines());
  const std::string form = "\" must be a name, '=' and a service, such as \"Q=NickServ\"";
  EXPECT_EQ(
      Errors("[services]\naliases = [\"Q\", \"Q=Q\", \"=NickServ\", \"ns=NickServ\"]\n"),
      (Lines{"irc.toml:2: services.aliases \"Q" + form, "irc.toml:2: services.aliases \"Q=Q" + form,
             "irc.toml:2: services.aliases \"=NickServ\" begins with what cannot be a nick",
             "irc.toml:2: services.aliases \"ns=NickServ\" begins with the name of a service"}));
  EXPECT_EQ(Errors("[services]\nnames = [\"NickServ=N\"]\ndisabled = [\"memoserv\"]\n"), Lines());
  const std::string other = "\" must be a service, '=' and a name, such as \"ChanServ=C\"";
  EXPECT_EQ(
      Errors("[services]\nnames = [\"Q\", \"Q=NickServ\", \"NickServ=\", \"NickServ=ChanServ\", "
             "\"NickServ=n\", \"ChanServ=N\"]\ndisabled = [\"Q\"]\n"),
      (Lines{"irc.toml:2: services.names \"Q" + other,
             "irc.toml:2: services.names \"Q=NickServ" + other,
             "irc.toml:2: services.names \"NickServ=\" ends with what cannot be a nick",
             "irc.toml:2: services.names \"NickServ=ChanServ\" ends with the name of a service",
             "irc.toml:2: services.names \"ChanServ=N\" gives a name that another service has",
             "irc.toml:3: services.disabled \"Q\" is no service"}));
}

TEST(Config, TextsOfServices) {
  EXPECT_EQ(Errors("[services]\ntexts = [\"kNoAccount=Kein Konto {account}\"]\n"), Lines());
  EXPECT_EQ(
      Errors("[services]\ntexts = [\"kNoAccount={nick}\", \"kNone=x\"]\n"),
      (Lines{"irc.toml:2: services.texts \"kNoAccount\" has the value {nick}, which is not in "
             "\"There is no account {account}\"",
             "irc.toml:2: services.texts \"kNone\" is not the name of a text; "
             "`ircserv --texts` prints them"}));
}

TEST(Config, ALogOfChannelsNeedsMasksAndAFolder) {
  const LoadedConfig loaded = JudgeSettings(
      ParseToml("[[channel_log]]\nchannels = [\"#a\", \"#b*\"]\nfolder = \"logs\"\n"
                "[[channel_log]]\nchannels = [\"#c\"]\nfolder = \"/l\"\nformat = \"json\"\n",
                "irc.toml", "/etc/irc"));
  EXPECT_EQ(loaded.errors, Lines());
  EXPECT_EQ(loaded.config.core.logged_channels, (Lines{"#a", "#b*", "#c"}));
  ASSERT_EQ(loaded.config.shell.channel_logs.size(), 2u);
  EXPECT_EQ(loaded.config.shell.channel_logs[0].folder, "/etc/irc/logs");
  EXPECT_EQ(loaded.config.shell.channel_logs[0].format, "text");
  EXPECT_EQ(loaded.config.shell.channel_logs[1].folder, "/l");
  EXPECT_EQ(loaded.config.shell.channel_logs[1].format, "json");
}

TEST(Config, WhatIsWrongWithALogOfChannelsIsSaid) {
  EXPECT_EQ(Errors("[[channel_log]]\nfolder = \"l\"\n"),
            (Lines{"irc.toml:1: channel_log.channels: a log needs masks of channels, such as "
                   "\"#*\""}));
  EXPECT_EQ(Errors("[[channel_log]]\nchannels = [\"#a\"]\n"),
            (Lines{"irc.toml:1: channel_log.folder: a log needs a folder"}));
  EXPECT_EQ(Errors("[[channel_log]]\nchannels = [\"#a\"]\nfolder = \"l\"\nformat = \"xml\"\n"),
            (Lines{"irc.toml:1: channel_log.format must be \"text\" or \"json\""}));
  EXPECT_EQ(Errors("[[channel_log]]\npath = \"l\"\n").front(),
            "irc.toml:2: unknown key 'path' of a log of channels; there are channels, folder and "
            "format");
  EXPECT_EQ(Errors("[channel_log]\nchannels = [\"#a\"]\n"),
            (Lines{"irc.toml:1: channel_log: logs are blocks that begin with [[channel_log]]"}));
  Settings settings;
  settings.values.push_back({.key = "channel_log.channels",
                             .value = std::vector<std::string>{"#a"},
                             .place = {"--set", ""}});
  EXPECT_EQ(JudgeSettings(settings).errors,
            (Lines{"--set: channel_log.channels: each log is a block that begins with "
                   "[[channel_log]]"}));
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

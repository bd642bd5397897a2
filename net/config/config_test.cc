#include "net/config/config.h"

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using ::testing::TempDir;

LoadedConfig Judge(absl::string_view text) {
  return JudgeSettings(ParseToml(text, "irc.toml", ""));
}

std::vector<std::string> Errors(absl::string_view text) { return Judge(text).errors; }

std::string Write(absl::string_view name, absl::string_view text) {
  const std::string path = absl::StrCat(TempDir(), "/", name);
  std::ofstream(path) << std::string(text);
  return path;
}

std::string ReadExample() {
  std::ifstream file("testdata/config/example.toml");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

using Lines = std::vector<std::string>;

TEST(Config, KeysOfBothTables) {
  const LoadedConfig loaded = Judge(R"(
[server]
name = "irc.example.org"
password = "sesame"
[listen]
port = 7000
addresses = ["127.0.0.1", "::1"]
[limits]
nick_bytes = 9
[channel]
knock = false
[[oper]]
name = "root"
password = "secret"
hosts = ["*@127.0.0.1"]
[[oper]]
name = "second"
password = "other"
)");
  EXPECT_EQ(loaded.errors, Lines());
  const FullConfig& config = loaded.config;
  EXPECT_EQ(config.core.server_name, "irc.example.org");
  EXPECT_EQ(config.core.limits.nick_bytes, 9);
  EXPECT_FALSE(config.core.knock);
  EXPECT_TRUE(config.core.password_required);
  EXPECT_EQ(config.shell.listen_port, 7000);
  EXPECT_EQ(config.shell.listen_addresses, (Lines{"127.0.0.1", "::1"}));
  EXPECT_EQ(config.core.opers,
            (std::vector<OperConfig>{{"root", {"*@127.0.0.1"}}, {"second", {"*@*"}}}));
  const auto credentials = CredentialsOf(config);
  EXPECT_TRUE(credentials->Check("server", "sesame"));
  EXPECT_TRUE(credentials->Check("oper/root", "secret"));
  EXPECT_FALSE(credentials->Check("oper/root", "other"));
  EXPECT_TRUE(credentials->Check("oper/second", "other"));
}

TEST(Config, AllErrorsAreReportedWithTheirPlaces) {
  EXPECT_EQ(Errors(R"([server]
nmae = "irc.example.org"
name = 7
[listen]
port = 70000
[limits]
nick_bytes = 1000
nick_bites = 3
[flood]
burst = 2.5
[connections]
exempt = ["10.0.0.0/8", 3]
[colours]
red = true
)"),
            (Lines{"irc.toml:10: flood.burst: no key takes a value of the type floating-point",
                   "irc.toml:12: connections.exempt: a list holds only texts, not a value of the "
                   "type integer",
                   "irc.toml:2: unknown key 'server.nmae'; did you mean 'server.name'?",
                   "irc.toml:3: server.name must be a text in quotes",
                   "irc.toml:5: listen.port must be from 0 to 65535, not 70000",
                   "irc.toml:7: limits.nick_bytes must be from 1 to 64",
                   "irc.toml:8: unknown key 'limits.nick_bites'; did you mean "
                   "'limits.nick_bytes'?",
                   "irc.toml:14: unknown key 'colours.red'; --example-config shows all there "
                   "are"}));
}

TEST(Config, TheRightNameInTheWrongSection) {
  EXPECT_EQ(Errors("[server]\nport = 6667\n"),
            (Lines{"irc.toml:2: unknown key 'server.port'; did you mean 'listen.port'?"}));
  EXPECT_EQ(Errors("nick_bytes = 9\n"),
            (Lines{"irc.toml:1: unknown key 'nick_bytes'; did you mean 'limits.nick_bytes'?"}));
}

TEST(Config, WhatOnlyTheWholeShows) {
  EXPECT_EQ(Errors("[server]\n\nname = \"nodot\"\n"),
            (Lines{"irc.toml:3: server.name must be a host name with a dot, such as "
                   "irc.example.org"}));
}

// Mistakes of every kind, and two of each kind that a check across several keys finds.
TEST(Config, MistakesOfAllKindsAreReportedInOneGo) {
  const std::string path = Write("mistakes.toml", R"([server]
name = "nodot"
network = ""
nmae = "irc.example.org"
motd_file = "nosuch.txt"
[listen]
port = "6667"
addresses = ["*:6697 tls"]
[limits]
nick_bytes = 1000
[channel]
default_modes = "b"
[accounts]
names = ["alice"]
passwords = ["one", "two"]
[tls]
certificates = ["nosuch.pem"]
keys = ["nosuch.key"]
[[oper]]
name = "two words"
password = "x"
[[oper]]
name = "root"
password = "x"
hosts = []
)");
  const auto at = [&](int line, absl::string_view sentence) {
    return absl::StrCat(path, ":", line, ": ", sentence);
  };
  const std::string home = absl::StrCat(TempDir(), "/");
  const Lines wanted = {
      at(4, "unknown key 'server.nmae'; did you mean 'server.name'?"),
      at(7, "listen.port must be a whole number"),
      at(10, "limits.nick_bytes must be from 1 to 64"),
      at(5, absl::StrCat("server.motd_file: cannot read '", home,
                         "nosuch.txt': No such file or directory")),
      at(15,
         "accounts.names has 1 entries and accounts.passwords 2; each account needs its "
         "password"),
      at(2, "server.name must be a host name with a dot, such as irc.example.org"),
      at(3, "server.network must not be empty"),
      at(12, "channel.default_modes: a channel can not start with mode 'b'; take it out"),
      at(19, "oper.name \"two words\" must be one word"),
      at(22, "oper.hosts of \"root\" must name at least one user@host mask"),
      at(17, absl::StrCat("tls.certificates: cannot read '", home,
                          "nosuch.pem': No such file or directory")),
      at(18,
         absl::StrCat("tls.keys: cannot read '", home, "nosuch.key': No such file or directory"))};
  EXPECT_EQ(LoadConfig(path, {}).errors, wanted);
}

TEST(Config, AllWrongEntriesOfAListAreNamed) {
  EXPECT_EQ(Errors("[connections]\nexempt = [\"10.0.0.0/99\", \"::1\", \"home\"]\n"),
            (Lines{"irc.toml:2: connections.exempt: none of '10.0.0.0/99', 'home' is an address or "
                   "a network such as \"10.0.0.0/8\""}));
  EXPECT_EQ(Errors("[connections]\nexempt = [\"home\", \"::1\"]\n"),
            (Lines{"irc.toml:2: connections.exempt: 'home' is not an address or a network such as "
                   "\"10.0.0.0/8\""}));
}

// A key with an invalid value causes no second error in a check across several keys.
TEST(Config, AMistakeIsReportedOnce) {
  EXPECT_EQ(Errors("[accounts]\nnames = \"alice\"\npasswords = [\"x\"]\n"
                   "[listen]\naddresses = [\"*:6697 tls\"]\n[tls]\ncertificates = \"a.pem\"\n"),
            (Lines{"irc.toml:2: accounts.names must be a list of texts",
                   "irc.toml:7: tls.certificates must be a list of texts"}));
}

TEST(Config, CertificatesAndKeysGoTogether) {
  const std::string file = Write("no.pem", "no certificate");
  const auto errors = [&](absl::string_view tls) {
    return Errors(absl::StrCat("[listen]\naddresses = [\"*:6697 tls\"]\n[tls]\n", tls));
  };
  EXPECT_EQ(errors(""),
            (Lines{"irc.toml:2: listen.addresses: a listener speaks TLS, but tls.certificates "
                   "names none; tls.self_signed = true (--tls-self-signed) makes one for a first "
                   "try"}));
  EXPECT_EQ(errors(absl::StrCat("keys = [\"", file, "\"]\n")),
            (Lines{"irc.toml:4: tls.keys: 1 here and 0 in tls.certificates; each certificate needs "
                   "its key, in the same order"}));
  const Lines bad =
      errors(absl::StrCat("certificates = [\"", file, "\"]\nkeys = [\"", file, "\"]\n"));
  ASSERT_EQ(bad.size(), 1u);
  EXPECT_TRUE(absl::StartsWith(
      bad[0], absl::StrCat("irc.toml:4: tls.certificates: cannot use the certificate '", file)))
      << bad[0];
}

TEST(Config, NoToml) {
  const Lines errors = Errors("[server]\nname = irc.example.org\n");
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_TRUE(absl::StartsWith(errors[0], "irc.toml:2: ")) << errors[0];
  EXPECT_EQ(Errors("[server]\nname = \"a.b\"\nname = \"c.d\"\n").size(), 1u);
}

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

TEST(Config, AHashThatNobodyKnowsIsAnError) {
  const Lines errors = Errors("[[oper]]\nname = \"a\"\npassword = \"$nosuchmethod$x\"\n");
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].find("nosuchmethod"), std::string::npos) << "no password in an error";
}

TEST(Config, FilesLieBesideTheFileThatNamesThem) {
  Write("motd.txt", "Welcome\r\n\r\nto the machine");
  const std::string path = Write("irc.toml", "[server]\nmotd_file = \"motd.txt\"\n");
  const LoadedConfig loaded = LoadConfig(path, {});
  EXPECT_EQ(loaded.errors, Lines());
  EXPECT_EQ(loaded.config.core.motd, (Lines{"Welcome", "", "to the machine"}));

  // An empty list is allowed beside the file, because the example file has one.
  const std::string both = Write("both.toml", "[server]\nmotd_file = \"motd.txt\"\nmotd = []\n");
  EXPECT_EQ(LoadConfig(both, {}).config.core.motd.size(), 3u);
  const std::string twice =
      Write("twice.toml", "[server]\nmotd_file = \"motd.txt\"\nmotd = [\"x\"]\n");
  EXPECT_EQ(LoadConfig(twice, {}).errors,
            (Lines{absl::StrCat(twice,
                                ":2: server.motd_file: server.motd is set too; only one "
                                "can be")}));

  const std::string broken = Write("broken.toml", "[server]\nmotd_file = \"nosuch.txt\"\n");
  EXPECT_EQ(LoadConfig(broken, {}).errors,
            (Lines{absl::StrCat(broken, ":2: server.motd_file: cannot read '", TempDir(),
                                "/nosuch.txt': No such file or directory")}));
  EXPECT_EQ(LoadConfig("/nonexistent/irc.toml", {}).errors,
            (Lines{"/nonexistent/irc.toml: No such file or directory"}));
}

TEST(Config, TheCommandLineWins) {
  const std::string path = Write("base.toml",
                                 "[listen]\nport = 7000\n[server]\nnetwork = \"File\"\n"
                                 "[[oper]]\nname = \"root\"\npassword = \"file\"\n");
  Settings line;
  line.values.push_back({"listen.port", int64_t{7001}, {"the port", ""}});
  line.opers.push_back({"root", "line", {"*@*"}, {"--oper", ""}});
  const LoadedConfig loaded = LoadConfig(path, line);
  EXPECT_EQ(loaded.errors, Lines());
  EXPECT_EQ(loaded.config.shell.listen_port, 7001);
  EXPECT_EQ(loaded.config.core.network_name, "File");
  EXPECT_EQ(loaded.config.core.opers.size(), 1u);
  EXPECT_TRUE(CredentialsOf(loaded.config)->Check("oper/root", "line"));

  line.values.push_back({"listen.poller", std::string("kqueue"), {"--poller", ""}});
  EXPECT_EQ(LoadConfig(path, line).errors,
            (Lines{"--poller: listen.poller: 'kqueue' is not \"auto\", \"select\" or \"epoll\""}));
}

TEST(MergeLive, ChangesWhatCanChangeAndKeepsTheRest) {
  FullConfig now;
  FullConfig wanted;
  wanted.core.motd = {"new"};
  wanted.core.server_name = "other.example.org";
  wanted.shell.listen_port = 7000;
  wanted.shell.flood_burst = 99;
  wanted.core.opers = {{"root", {"*@*"}}};
  wanted.shell.oper_passwords = {{"root", "secret"}};
  Lines kept_back;
  const FullConfig merged = MergeLive(now, wanted, kept_back);
  EXPECT_EQ(kept_back, (Lines{"listen.port has changed in the configuration and needs a restart",
                              "server.name has changed in the configuration and needs a restart"}));
  EXPECT_EQ(merged.core.server_name, now.core.server_name);
  EXPECT_EQ(merged.shell.listen_port, now.shell.listen_port);
  EXPECT_EQ(merged.core.motd, Lines{"new"});
  EXPECT_EQ(merged.shell.flood_burst, 99);
  EXPECT_EQ(merged.core.opers.size(), 1u);
  EXPECT_EQ(merged.shell.oper_passwords.size(), 1u);
}

TEST(Example, IsWhatTheProgramPrints) {
  EXPECT_EQ(ReadExample(), ExampleConfig())
      << "refresh it: bazel run //cmd:ircserv -- --example-config > testdata/config/example.toml";
}

TEST(Example, HasEveryKeyAtItsDefault) {
  const Settings settings = ParseToml(ReadExample(), "example.toml", "");
  const LoadedConfig loaded = JudgeSettings(settings);
  EXPECT_EQ(loaded.errors, Lines());
  EXPECT_EQ(loaded.config.shell, ShellConfig());
  std::set<std::string> keys;
  for (const Setting& setting : settings.values) keys.insert(setting.key);
  for (const ShellKey& key : ShellKeys()) {
    EXPECT_TRUE(keys.contains(std::string(key.name))) << key.name;
    EXPECT_EQ(GetShellConfig(loaded.config.shell, key), GetShellConfig(ShellConfig(), key));
  }
  for (const ConfigKey& key : ConfigKeys()) {
    EXPECT_TRUE(keys.contains(std::string(key.name))) << key.name;
    EXPECT_EQ(GetConfig(loaded.config.core, key), GetConfig(Config(), key)) << key.name;
  }
  EXPECT_EQ(keys.size(), ShellKeys().size() + ConfigKeys().size());
}

// The block of the example that begins with `head`, without its comment signs.
std::string BlockOfExample(absl::string_view head) {
  std::string text = ReadExample();
  text = text.substr(text.find(absl::StrCat("# ", head)));
  text = text.substr(0, text.find("\n\n"));
  for (size_t at = text.find("# "); at != std::string::npos; at = text.find("# ", at)) {
    text.erase(at, 2);
  }
  const size_t hash = text.find("$6$...");
  if (hash != std::string::npos) text.replace(hash, 6, "secret");
  return text;
}

TEST(Example, ItsBlocksAreOnesWhenTheCommentSignsGo) {
  const LoadedConfig loaded =
      Judge(absl::StrCat(BlockOfExample("[[oper]]"), "\n", BlockOfExample("[[webirc]]")));
  EXPECT_EQ(loaded.errors, Lines());
  EXPECT_EQ(loaded.config.core.opers.size(), 1u);
  EXPECT_EQ(loaded.config.shell.gateways.size(), 1u);
}

}  // namespace
}  // namespace irc

// The sentences about mistakes in a configuration: all mistakes are reported, each once and with
// its place.
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/config/config.h"
#include "net/testing/config_text.h"

namespace irc {
namespace {

using ::testing::TempDir;

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
                   "irc.toml:13: unknown section [colours]; --example-config shows all there are",
                   "irc.toml:2: unknown key 'server.nmae'; did you mean 'server.name'?",
                   "irc.toml:3: server.name must be a text in quotes",
                   "irc.toml:5: listen.port must be from 0 to 65535, not 70000",
                   "irc.toml:7: limits.nick_bytes must be from 1 to 64",
                   "irc.toml:8: unknown key 'limits.nick_bites'; did you mean "
                   "'limits.nick_bytes'?"}));
}

// Mistakes of each kind without end cost little, and are not all told.
TEST(Config, ManyMistakesAreCounted) {
  std::string keys = "[limits]\n", opers, gateways;
  for (int i = 0; i < 300'000; ++i) absl::StrAppend(&keys, "nick_bites", i, " = 1\n");
  for (int i = 0; i < 30'000; ++i) {
    absl::StrAppend(&opers, "[[oper]]\nname = \"root\"\npassword = \"x\"\n");
    absl::StrAppend(&gateways, "[[webirc]]\nname = \"gate", i, "\"\npassword = \"x\"\n");
  }
  const std::string text = absl::StrCat(keys, "[server]\nname = 7\n", opers, gateways);
  timespec begin = {}, end = {};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
  const Settings settings = ParseToml(text, "irc.toml", "");
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
  const double parsing = static_cast<double>(end.tv_sec - begin.tv_sec) +
                         static_cast<double>(end.tv_nsec - begin.tv_nsec) * 1e-9;
  begin = end;
  const Lines errors = JudgeSettings(settings).errors;
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
  const double judging = static_cast<double>(end.tv_sec - begin.tv_sec) +
                         static_cast<double>(end.tv_nsec - begin.tv_nsec) * 1e-9;
  ASSERT_EQ(errors.size(), 101u);
  EXPECT_EQ(errors[0],
            "irc.toml:2: unknown key 'limits.nick_bites0'; did you mean 'limits.nick_bytes'?");
  EXPECT_EQ(errors[100], absl::StrCat("and ", 300'000 + 1 + 29'999 - 100, " more mistakes"));
  EXPECT_LT(judging, 1) << "after " << parsing << " seconds in the library";
}

// A long key is not compared letter by letter with all others.
TEST(Config, ALongKeyCostsLittle) {
  const std::string key(10'000'000, 'x');
  EXPECT_EQ(Errors(absl::StrCat(key, " = 1\n")),
            (Lines{absl::StrCat("irc.toml:1: unknown key '", key,
                                "'; --example-config shows all there are")}));
}

// Files that never end, or whose reader would wait, are named like files that are not there.
TEST(Config, WhatIsNoRegularFileIsNotRead) {
  const std::string pipe = absl::StrCat(TempDir(), "/a_pipe");
  ::unlink(pipe.c_str());
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const std::string why = absl::StrCat("cannot read '", pipe, "': it is no regular file");
  EXPECT_EQ(LoadConfig(pipe, {}).errors, (Lines{absl::StrCat(pipe, ": it is no regular file")}));
  EXPECT_EQ(
      Errors(absl::StrCat("[server]\nmotd_file = '", pipe, "'\nrules_file = '", pipe,
                          "'\n[tls]\ncertificates = ['", pipe, "']\nkeys = ['", pipe, "']\n")),
      (Lines{absl::StrCat("irc.toml:2: server.motd_file: ", why),
             absl::StrCat("irc.toml:3: server.rules_file: ", why),
             absl::StrCat("irc.toml:5: tls.certificates: ", why),
             absl::StrCat("irc.toml:6: tls.keys: ", why)}));
}

TEST(Config, TheRightNameInTheWrongSection) {
  EXPECT_EQ(Errors("[server]\nport = 6667\n"),
            (Lines{"irc.toml:2: unknown key 'server.port'; did you mean 'listen.port'?"}));
  EXPECT_EQ(Errors("nick_bytes = 9\n"),
            (Lines{"irc.toml:1: unknown key 'nick_bytes'; did you mean 'limits.nick_bytes'?"}));
}

TEST(Config, AMistypedTableIsNamedOnce) {
  const auto error = [](absl::string_view table) {
    const Lines errors = Errors(absl::StrCat("\n", table, "\nname = \"x\"\nlevel = \"y\"\n"));
    return errors.size() == 1 ? errors[0] : absl::StrCat(errors.size(), " errors");
  };
  EXPECT_EQ(error("[[opers]]"), "irc.toml:2: unknown block [[opers]]; did you mean [[oper]]?");
  EXPECT_EQ(error("[operator]"), "irc.toml:2: unknown section [operator]; did you mean [[oper]]?");
  EXPECT_EQ(error("[[acount]]"), "irc.toml:2: unknown block [[acount]]; did you mean [[account]]?");
  EXPECT_EQ(error("[[webirk]]"), "irc.toml:2: unknown block [[webirk]]; did you mean [[webirc]]?");
  EXPECT_EQ(error("[logs]"), "irc.toml:2: unknown section [logs]; did you mean [log]?");
  EXPECT_EQ(error("[limit]"), "irc.toml:2: unknown section [limit]; did you mean [limits]?");
  EXPECT_EQ(error("[[log]]"), "irc.toml:2: unknown block [[log]]; did you mean [log]?");
  EXPECT_EQ(error("[colours]"),
            "irc.toml:2: unknown section [colours]; --example-config shows all there are");
  EXPECT_EQ(Errors("[logs]\n"), Lines{"irc.toml:1: unknown section [logs]; did you mean [log]?"});
}

TEST(Config, WhatOnlyTheWholeShows) {
  EXPECT_EQ(Errors("[server]\n\nname = \"nodot\"\n"),
            (Lines{"irc.toml:3: server.name must be a host name with a dot, such as "
                   "irc.example.org"}));
  EXPECT_EQ(Errors("[cloak]\naccount_suffix = \"users\"\n"),
            (Lines{"irc.toml:2: cloak.account_suffix must be a host name with a dot, such as "
                   "users.example.org"}));
}

// What the configuration says to clients follows the rule that it makes for them.
TEST(Config, TextsAreUtf8UnderUtf8Only) {
  Write("latin1.txt", "caf\xe9\n");
  const std::string file = "[server]\nmotd_file = \"latin1.txt\"\n";
  EXPECT_EQ(LoadConfig(Write("bytes.toml", file), {}).errors, Lines());
  const Lines errors = LoadConfig(Write("utf8.toml", file + "utf8_only = true\n"), {}).errors;
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_TRUE(absl::StrContains(errors[0], "server.motd must be UTF-8 under server.utf8_only"))
      << errors[0];
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
[[account]]
name = "alice"
password = "$one$"
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
      at(13, "the password of the account 'alice' begins with '$' but crypt(3) does not know it"),
      at(5, absl::StrCat("server.motd_file: cannot read '", home,
                         "nosuch.txt': No such file or directory")),
      at(2, "server.name must be a host name with a dot, such as irc.example.org"),
      at(3, "server.network must not be empty"),
      at(12, "channel.default_modes: a channel cannot start with mode 'b'; take it out"),
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
  EXPECT_EQ(Errors("[listen]\naddresses = [\"*:6697 tls\"]\n[tls]\ncertificates = \"a.pem\"\n"),
            (Lines{"irc.toml:4: tls.certificates must be a list of texts"}));
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

}  // namespace
}  // namespace irc

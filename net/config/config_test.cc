// Keys, the files that they name, the command line, and the keys that change while the server runs.
#include "net/config/config.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/testing/config_text.h"

namespace irc {
namespace {

using ::testing::TempDir;

TEST(Config, APieceOfALongAnswerFitsIntoTheSendQueue) {
  const auto bytes = [](absl::string_view text) {
    return Judge(text).config.core.limits.answer_bytes;
  };
  EXPECT_EQ(bytes(""), 32768);
  EXPECT_EQ(bytes("[queue]\nsend_bytes = 20000\n"), 10000);
  EXPECT_EQ(bytes("[queue]\nsend_bytes = 20000\n[limits]\nanswer_bytes = 5000\n"), 5000);
}

TEST(Config, EverybodyIsCloakedWhereCloaksLast) {
  const auto is_default = [](absl::string_view text) {
    return Judge(text).config.core.cloak_default;
  };
  EXPECT_FALSE(is_default(""));
  EXPECT_FALSE(is_default("[cloak]\ndefault = true\n"));
  EXPECT_TRUE(is_default("[cloak]\nsecret = \"key\"\n"));
  EXPECT_FALSE(is_default("[cloak]\nsecret = \"key\"\ndefault = false\n"));
}

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

TEST(Config, NoToml) {
  const Lines errors = Errors("[server]\nname = irc.example.org\n");
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_TRUE(absl::StartsWith(errors[0], "irc.toml:2: ")) << errors[0];
  EXPECT_EQ(Errors("[server]\nname = \"a.b\"\nname = \"c.d\"\n").size(), 1u);
}

TEST(Config, FilesLieBesideTheFileThatNamesThem) {
  Write("motd.txt", "Welcome\r\n\r\nto the machine");
  const std::string path = Write("irc.toml", "[server]\nmotd_file = \"motd.txt\"\n");
  const LoadedConfig loaded = LoadConfig(path, {});
  EXPECT_EQ(loaded.errors, Lines());
  EXPECT_EQ(loaded.config.core.motd, (Lines{"Welcome", "", "to the machine"}));
  Write("marked.txt", "\xef\xbb\xbfWelcome\n\xef\xbb\xbf");
  const std::string marked = Write("marked.toml", "[server]\nmotd_file = \"marked.txt\"\n");
  EXPECT_EQ(LoadConfig(marked, {}).config.core.motd, (Lines{"Welcome", "\xef\xbb\xbf"}))
      << "a byte order mark is one only at the beginning";

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

TEST(Config, TextsOfServicesComeFromAFile) {
  Write("texts.txt", "# Deutsch\n\nkNoAccount=Kein Konto {account}\n");
  const std::string path = Write("irc.toml", "[services]\ntexts_file = \"texts.txt\"\n");
  const LoadedConfig loaded = LoadConfig(path, {});
  EXPECT_EQ(loaded.errors, Lines());
  EXPECT_EQ(loaded.config.core.services.texts, (Lines{"kNoAccount=Kein Konto {account}"}));
  EXPECT_EQ(loaded.cautions, Lines());
}

// An upgrade gives a text another name, and the server starts all the same.
TEST(Config, TextsThatAreNoneAreLeftOut) {
  const std::string texts =
      Write("texts.txt", "# Deutsch\nkNone=x\nkNoAccount=Kein Konto\n\nkNoCommand={nick}\n");
  const LoadedConfig loaded =
      LoadConfig(Write("irc.toml", "[services]\ntexts_file = \"texts.txt\"\n"), {});
  EXPECT_EQ(loaded.errors, Lines());
  EXPECT_EQ(loaded.config.core.services.texts, (Lines{"kNoAccount=Kein Konto"}));
  ASSERT_EQ(loaded.cautions.size(), 2u);
  EXPECT_EQ(loaded.cautions[0],
            absl::StrCat(texts,
                         ":2: \"kNone\" is not the name of a text; `ircserv --texts` prints "
                         "them; this line counts for nothing"));
  EXPECT_TRUE(absl::StartsWith(loaded.cautions[1], absl::StrCat(texts, ":5: \"kNoCommand\" has ")))
      << loaded.cautions[1];
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

}  // namespace
}  // namespace irc

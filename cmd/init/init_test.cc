// --init: answers in, a file out.
#include "cmd/init/init.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "cmd/init/certificate_files.h"
#include "cmd/init/initial_config.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/auth/credentials.h"
#include "net/config/config.h"
#include "net/io/files.h"

namespace irc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Lines = std::vector<std::string>;

class FakeConsole : public Console {
 public:
  bool is_terminal() const override { return terminal; }
  absl::StatusOr<std::string> Ask(absl::string_view prompt) override {
    asked.emplace_back(prompt);
    return Next();
  }
  absl::StatusOr<std::string> AskPassword(absl::string_view prompt) override {
    asked.emplace_back(prompt);
    const std::string text = Next();
    if (text.empty()) return absl::InvalidArgumentError("a password cannot be empty");
    return text;
  }
  void Say(absl::string_view line) override { said.emplace_back(line); }
  bool HasFile(const std::string& path) const override {
    return std::find(files.begin(), files.end(), path) != files.end();
  }

  bool terminal = true;
  Lines answers;
  Lines files;
  Lines asked;
  Lines said;

 private:
  std::string Next() {
    if (answers.empty()) return "";
    std::string next = answers.front();
    answers.erase(answers.begin());
    return next;
  }
};

LoadedConfig Judge(const std::string& text) {
  return JudgeSettings(ParseToml(text, "irc.toml", ""));
}

TEST(AskAll, AsksFiveQuestions) {
  FakeConsole console;
  console.answers = {"irc.example.org", "Example", "ann", "sesame", "-"};
  const auto answers = AskAll({}, console);
  ASSERT_TRUE(answers.ok()) << answers.status();
  EXPECT_EQ(answers->server_name, "irc.example.org");
  EXPECT_EQ(answers->network, "Example");
  EXPECT_EQ(answers->oper, "ann");
  EXPECT_EQ(answers->certificate, "");
  EXPECT_THAT(
      console.asked,
      ElementsAre("Name of the server, with a dot [irc.local]: ", "Name of the network [ircserv]: ",
                  "Name of an operator (\"-\": none) [admin]: ", "Password of ann (not shown): ",
                  "TLS certificate, a file or a folder (\"-\": a self-signed one is made) "
                  "[-]: "));
  Credentials credentials;
  credentials.Set("server", answers->oper_hash);
  EXPECT_TRUE(credentials.Check("server", "sesame"));
}

TEST(AskAll, AnEmptyLineIsTheDefault) {
  FakeConsole console;
  console.answers = {"", "", "", "sesame", ""};
  const auto answers = AskAll({}, console);
  ASSERT_TRUE(answers.ok()) << answers.status();
  EXPECT_EQ(answers->server_name, "irc.local");
  EXPECT_EQ(answers->network, "ircserv");
  EXPECT_EQ(answers->oper, "admin");
}

TEST(AskAll, AMistakeIsToldAndAskedAgainThreeTimes) {
  FakeConsole console;
  console.answers = {"nodot", "irc.example.org", "", "-", ""};
  ASSERT_TRUE(AskAll({}, console).ok());
  ASSERT_EQ(console.said.size(), 1u);
  EXPECT_THAT(console.said[0], HasSubstr("server.name"));

  FakeConsole stubborn;
  stubborn.answers = {"a", "b", "c", "irc.example.org"};
  EXPECT_FALSE(AskAll({}, stubborn).ok());
  EXPECT_EQ(stubborn.asked.size(), 3u);
}

TEST(AskAll, AnEmptyPasswordIsAskedForAgain) {
  FakeConsole console;
  console.answers = {"", "", "", "", "sesame", ""};
  const auto answers = AskAll({}, console);
  ASSERT_TRUE(answers.ok()) << answers.status();
  EXPECT_THAT(console.said, ElementsAre("a password cannot be empty"));
}

TEST(AskAll, FlagsAnswerBeforeTheyAreAsked) {
  FakeConsole console;
  const auto answers = AskAll({.server_name = "irc.example.org",
                               .network = "Example",
                               .oper = "ann:se:same",
                               .self_signed = true,
                               .data_folder = "/data"},
                              console);
  ASSERT_TRUE(answers.ok()) << answers.status();
  EXPECT_THAT(console.asked, IsEmpty());
  EXPECT_EQ(answers->data_folder, "/data");
  Credentials credentials;
  credentials.Set("server", answers->oper_hash);
  EXPECT_TRUE(credentials.Check("server", "se:same"));
}

TEST(AskAll, AHashIsTakenAsItIs) {
  FakeConsole console;
  console.terminal = false;
  const auto answers = AskAll({.oper = "ann:$y$j9T$abc"}, console);
  ASSERT_TRUE(answers.ok()) << answers.status();
  EXPECT_EQ(answers->oper_hash, "$y$j9T$abc");
}

TEST(AskAll, WithoutATerminalNothingIsAsked) {
  FakeConsole console;
  console.terminal = false;
  const auto answers = AskAll({}, console);
  ASSERT_TRUE(answers.ok()) << answers.status();
  EXPECT_THAT(console.asked, IsEmpty());
  EXPECT_EQ(answers->oper, "");
  EXPECT_FALSE(AskAll({.server_name = "nodot"}, console).ok());
  EXPECT_FALSE(AskAll({.certificate = "/nowhere"}, console).ok());
}

TEST(AskAll, WithoutATerminalThePasswordOfANamedOperatorIsALine) {
  FakeConsole console;
  console.terminal = false;
  console.answers = {"sesame"};
  const auto answers = AskAll({.oper = "ann"}, console);
  ASSERT_TRUE(answers.ok()) << answers.status();
  EXPECT_NE(answers->oper_hash, "");
  EXPECT_FALSE(AskAll({.oper = "ann"}, console).ok()) << "there is no second line";
}

// The pair that an answer stands for.
std::pair<std::string, std::string> PairOf(const std::string& answer, const Lines& files) {
  FakeConsole console;
  console.terminal = false;
  console.files = files;
  const auto answers = AskAll({.certificate = answer}, console);
  if (!answers.ok()) return {std::string(answers.status().message()), ""};
  return {answers->certificate, answers->key};
}

TEST(Certificate, IsAFolderOfCertbotOrAFileWithItsKeyBeside) {
  using Pair = std::pair<std::string, std::string>;
  const Pair certbot = {"/le/fullchain.pem", "/le/privkey.pem"};
  const Lines files = {"/le/fullchain.pem", "/le/privkey.pem", "/lego/a.crt", "/lego/a.key"};
  EXPECT_EQ(PairOf("/le", files), certbot);
  EXPECT_EQ(PairOf("/le/", files), certbot);
  EXPECT_EQ(PairOf("/le/fullchain.pem", files), certbot);
  EXPECT_EQ(PairOf("/lego/a.crt", files), Pair("/lego/a.crt", "/lego/a.key"));
  EXPECT_EQ(PairOf("a.pem", {"a.pem", "a.pem.key"}), Pair("a.pem", "a.pem.key"));
  EXPECT_THAT(PairOf("/le/privkey.pem", files).first, HasSubstr("is no certificate with its key"));
  EXPECT_THAT(PairOf("/lego", files).first, HasSubstr("is no certificate with its key"));
}

TEST(Certificate, ThatOfCertbotIsProposed) {
  FakeConsole console;
  console.answers = {"irc.example.org", "", "-", ""};
  const std::string folder = "/etc/letsencrypt/live/irc.example.org";
  console.files = {folder + "/fullchain.pem", folder + "/privkey.pem"};
  const auto answers = AskAll({}, console);
  ASSERT_TRUE(answers.ok()) << answers.status();
  EXPECT_EQ(answers->certificate, folder + "/fullchain.pem");
}

TEST(InitialConfig, IsReadAsItWasMeant) {
  const InitAnswers answers = {.server_name = "irc.example.org",
                               .network = "Ex\"am\\ple",
                               .oper = "ann",
                               .oper_hash = "$y$j9T$abc",
                               .certificate = "",
                               .key = "",
                               .data_folder = "/da'ta\n"};
  std::string text = InitialConfig(answers);
  text.replace(text.find("certificates = [\"\"]\nkeys = [\"\"]"), 31, "self_signed = true\n#");
  const LoadedConfig loaded = Judge(text);
  EXPECT_THAT(loaded.errors, IsEmpty()) << text;
  EXPECT_EQ(loaded.config.core.server_name, "irc.example.org");
  EXPECT_EQ(loaded.config.core.network_name, answers.network);
  EXPECT_EQ(loaded.config.core.motd, Lines{"Welcome to Ex\"am\\ple."});
  EXPECT_EQ(loaded.config.shell.data_directory, answers.data_folder);
  ASSERT_EQ(loaded.config.core.opers.size(), 1u);
  EXPECT_EQ(loaded.config.core.opers[0].name, "ann");
}

// A folder of its own for each test.
class InitConfigTest : public ::testing::Test {
 protected:
  InitConfigTest() : folder_(absl::StrCat(::testing::TempDir(), "/init.XXXXXX")) {
    EXPECT_NE(::mkdtemp(folder_.data()), nullptr);
    folder_ = std::filesystem::path(folder_).lexically_normal();
    console_.terminal = false;
  }

  std::string Path(absl::string_view name) const { return absl::StrCat(folder_, "/", name); }

  absl::StatusOr<std::string> Init(const InitFlags& flags) {
    return InitConfig(Path("irc.toml"), flags, console_, absl::FromUnixSeconds(1'800'000'000));
  }

  static mode_t ModeOf(const std::string& path) {
    struct stat info = {};
    EXPECT_EQ(::stat(path.c_str(), &info), 0) << path;
    return info.st_mode & 0777;
  }

  std::string folder_;
  FakeConsole console_;
};

TEST_F(InitConfigTest, WritesAFileThatIsRightAndACertificate) {
  const auto said = Init({.server_name = "irc.example.org", .oper = "ann:sesame"});
  ASSERT_TRUE(said.ok()) << said.status();
  const LoadedConfig loaded = LoadConfig(Path("irc.toml"), Settings());
  EXPECT_THAT(loaded.errors, IsEmpty());
  EXPECT_THAT(loaded.cautions, IsEmpty());
  EXPECT_EQ(loaded.config.shell.tls_certificates, Lines{Path("irc.example.org.crt")});
  EXPECT_EQ(ModeOf(Path("irc.toml")), 0600u);
  EXPECT_EQ(ModeOf(Path("irc.example.org.key")), 0600u);
  EXPECT_THAT(ReadWholeFile(Path("irc.toml")).value(), Not(HasSubstr("sesame")));
  EXPECT_THAT(*said, HasSubstr(absl::StrCat("start    ircserv --config=", Path("irc.toml"), "\n")));
  EXPECT_THAT(*said, HasSubstr("/connect -tls -notls_verify irc.example.org 6697"));
  EXPECT_THAT(*said, HasSubstr("/oper ann PASSWORD"));
}

TEST_F(InitConfigTest, OverwritesNothingUnlessItIsTold) {
  ASSERT_TRUE(WriteNewFile(Path("irc.toml"), "mine", 0600).ok());
  const auto refused = Init({});
  EXPECT_EQ(std::string(refused.status().message()),
            absl::StrCat("--init: '", Path("irc.toml"),
                         "' is there already; --force writes a new one in its place"));
  EXPECT_EQ(ReadWholeFile(Path("irc.toml")).value(), "mine");
  EXPECT_FALSE(std::filesystem::exists(Path("irc.local.crt")));
  EXPECT_TRUE(Init({.force = true}).ok());
  EXPECT_THAT(ReadWholeFile(Path("irc.toml")).value(), HasSubstr("[server]"));
}

TEST_F(InitConfigTest, TakesTheCertificateThatItMadeBefore) {
  ASSERT_TRUE(Init({}).ok());
  const std::string key = ReadWholeFile(Path("irc.local.key")).value();
  console_.files = {std::filesystem::absolute(Path("irc.local.crt")),
                    std::filesystem::absolute(Path("irc.local.key"))};
  const auto again = Init({.force = true});
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(ReadWholeFile(Path("irc.local.key")).value(), key);
  EXPECT_THAT(console_.said, ElementsAre(HasSubstr("is there already")));
}

TEST_F(InitConfigTest, WritesNothingWithACertificateThatIsNone) {
  ASSERT_TRUE(WriteNewFile(Path("a.crt"), "no certificate", 0600).ok());
  ASSERT_TRUE(WriteNewFile(Path("a.key"), "no key", 0600).ok());
  console_.files = {Path("a.crt"), Path("a.key")};
  const auto refused = Init({.certificate = Path("a.crt")});
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("tls.certificates: "));
  EXPECT_FALSE(std::filesystem::exists(Path("irc.toml")));
}

// The service must be able to read what root writes into its folder.
TEST_F(InitConfigTest, RootSharesWithTheGroupOfTheFolder) {
  constexpr gid_t kGroup = 54321;
  if (::geteuid() != 0 || ::chown(folder_.c_str(), 0, kGroup) != 0) GTEST_SKIP() << "needs root";
  const auto made = MakeCertificateFiles("irc.local", folder_, absl::FromUnixSeconds(1));
  ASSERT_TRUE(made.ok()) << made.status();
  ASSERT_TRUE(Init({.server_name = "irc.example.org"}).ok());
  for (const char* name : {"irc.local.key", "irc.example.org.key", "irc.toml"}) {
    struct stat info = {};
    EXPECT_EQ(::stat(Path(name).c_str(), &info), 0) << name;
    EXPECT_EQ(info.st_gid, kGroup) << name;
    EXPECT_EQ(info.st_mode & 0777, 0640u) << name;
  }
}

TEST_F(InitConfigTest, NamesTheProgramAsItWasCalled) {
  const auto said = Init({.program = "bin/ircserv"});
  ASSERT_TRUE(said.ok()) << said.status();
  EXPECT_THAT(*said, HasSubstr("check    bin/ircserv --config="));
  EXPECT_THAT(*said, HasSubstr("start    bin/ircserv --config="));
}

TEST(NextCommands, OfTheServiceGoThroughSystemd) {
  const InitAnswers answers = {.server_name = "irc.local"};
  const std::string said = NextCommands(answers, "/etc/ircserv/ircserv.toml", false);
  EXPECT_THAT(said, HasSubstr("check    runuser -u ircserv -- ircserv --config=/etc/ircserv/"));
  EXPECT_THAT(said, HasSubstr("start    systemctl restart ircserv\n"));
  EXPECT_THAT(said, HasSubstr("/connect -tls 127.0.0.1 6697"));
  EXPECT_THAT(said, Not(HasSubstr("/oper")));
}

}  // namespace
}  // namespace irc

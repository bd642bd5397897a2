// The program at a terminal: --hash-password and --init ask for a password and do not show it.
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/auth/credentials.h"
#include "net/io/fd.h"

namespace irc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string server;  // path of the program

// `ircserv` with one flag, at a terminal of its own.
class Terminal {
 public:
  explicit Terminal(const std::string& flag = "--hash-password") {
    int fd = -1;
    pid_ = ::forkpty(&fd, nullptr, nullptr, nullptr);
    if (pid_ == 0) {
      ::execl(server.c_str(), server.c_str(), flag.c_str(), nullptr);
      ::_exit(127);
    }
    fd_ = Fd(fd);
  }

  // Reads what is shown, behind what was expected before, until it contains `text`, or until the
  // program has ended.
  void Expect(absl::string_view text) {
    char buffer[512];
    ssize_t count = 0;
    while (!absl::StrContains(shown_.substr(expected_), text) &&
           (count = ::read(fd_.get(), buffer, sizeof(buffer))) > 0) {
      shown_.append(buffer, static_cast<size_t>(count));
    }
    const size_t found = shown_.find(std::string(text), expected_);
    ASSERT_NE(found, std::string::npos) << shown_;
    expected_ = found + text.size();
  }

  void Type(absl::string_view text) {
    EXPECT_EQ(::write(fd_.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }

  bool has_echo() const {
    termios settings = {};
    EXPECT_EQ(::tcgetattr(fd_.get(), &settings), 0);
    return (settings.c_lflag & ECHO) != 0;
  }

  const std::string& shown() const { return shown_; }

  // Reads the rest; returns the status of waitpid(2).
  int Wait() {
    char buffer[512];
    ssize_t count = 0;
    while ((count = ::read(fd_.get(), buffer, sizeof(buffer))) > 0) {
      shown_.append(buffer, static_cast<size_t>(count));
    }
    int status = 0;
    ::waitpid(pid_, &status, 0);
    return status;
  }

 private:
  pid_t pid_ = 0;
  Fd fd_;
  std::string shown_;
  size_t expected_ = 0;  // the end of what was expected last
};

TEST(HashPassword, AsksTwiceAndShowsOnlyTheHash) {
  Terminal terminal;
  terminal.Expect("Password: ");
  EXPECT_FALSE(terminal.has_echo());
  terminal.Type("Tr0ub4dor & 3\n");
  terminal.Expect("The same again: ");
  EXPECT_FALSE(terminal.has_echo());
  terminal.Type("Tr0ub4dor & 3\n");
  EXPECT_EQ(terminal.Wait(), 0);
  EXPECT_THAT(terminal.shown(), Not(HasSubstr("Tr0ub4dor")));
  std::string hash = terminal.shown().substr(terminal.shown().find('$'));
  hash = hash.substr(0, hash.find_first_of("\r\n"));
  Credentials credentials;
  credentials.Set("server", hash);
  EXPECT_TRUE(credentials.Check("server", "Tr0ub4dor & 3")) << terminal.shown();
}

TEST(HashPassword, TwoPasswordsAreAMistake) {
  Terminal terminal;
  terminal.Expect("Password: ");
  terminal.Type("one\n");
  terminal.Expect("The same again: ");
  terminal.Type("two\n");
  const int status = terminal.Wait();
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 1) << status;
  EXPECT_THAT(terminal.shown(), HasSubstr("ircserv: the two passwords differ"));
}

TEST(HashPassword, InterruptingItBringsTheEchoBack) {
  Terminal terminal;
  terminal.Expect("Password: ");
  EXPECT_FALSE(terminal.has_echo());
  terminal.Type("secr\x03");
  const int status = terminal.Wait();
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT) << status;
  EXPECT_TRUE(terminal.has_echo());
}

TEST(Init, AsksFiveQuestionsAndSaysWhatToType) {
  const std::string file = absl::StrCat(::testing::TempDir(), "/init/irc.toml");
  Terminal terminal(absl::StrCat("--init=", file));
  terminal.Expect("Name of the server, with a dot [irc.local]: ");
  terminal.Type("irc.example.org\n");
  terminal.Expect("Name of the network [ircserv]: ");
  terminal.Type("Example\n");
  terminal.Expect("Name of an operator (\"-\": none) [admin]: ");
  EXPECT_TRUE(terminal.has_echo());
  terminal.Type("\n");
  terminal.Expect("Password of admin (not shown): ");
  EXPECT_FALSE(terminal.has_echo());
  terminal.Type("one\n");
  terminal.Expect("The same again: ");
  terminal.Type("two\n");
  terminal.Expect("the two passwords differ");
  terminal.Expect("Password of admin (not shown): ");
  terminal.Type("Tr0ub4dor & 3\n");
  terminal.Expect("The same again: ");
  terminal.Type("Tr0ub4dor & 3\n");
  terminal.Expect("(\"-\": a self-signed one is made) [-]: ");
  terminal.Type("\n");
  EXPECT_EQ(terminal.Wait(), 0);
  EXPECT_THAT(terminal.shown(), HasSubstr("/init/irc.toml is written. What comes next:"));
  EXPECT_THAT(terminal.shown(), HasSubstr("/oper admin PASSWORD"));
  EXPECT_THAT(terminal.shown(), Not(HasSubstr("Tr0ub4dor")));
  Terminal again(absl::StrCat("--init=", file));
  EXPECT_NE(again.Wait(), 0);
  EXPECT_THAT(again.shown(), HasSubstr("is there already"));
}

}  // namespace
}  // namespace irc

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  irc::server = argc > 1 ? argv[1] : "";
  return RUN_ALL_TESTS();
}

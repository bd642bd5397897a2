// The program at a terminal: --hash-password asks for a password and does not show it.
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

// `ircserv --hash-password` at a terminal of its own.
class Terminal {
 public:
  Terminal() {
    int fd = -1;
    pid_ = ::forkpty(&fd, nullptr, nullptr, nullptr);
    if (pid_ == 0) {
      ::execl(server.c_str(), server.c_str(), "--hash-password", nullptr);
      ::_exit(127);
    }
    fd_ = Fd(fd);
  }

  // Reads what is shown until it contains `text`, or until the program has ended.
  void Expect(absl::string_view text) {
    const size_t begin = shown_.size();
    char buffer[512];
    ssize_t count = 0;
    while (!absl::StrContains(shown_.substr(begin), text) &&
           (count = ::read(fd_.get(), buffer, sizeof(buffer))) > 0) {
      shown_.append(buffer, static_cast<size_t>(count));
    }
    EXPECT_THAT(shown_.substr(begin), HasSubstr(std::string(text)));
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

}  // namespace
}  // namespace irc

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  irc::server = argc > 1 ? argv[1] : "";
  return RUN_ALL_TESTS();
}

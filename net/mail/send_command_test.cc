// With real programs, /bin/sh among them: as a program that a test needs, not to read a command.
#include "net/mail/send_command.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

const std::atomic<bool> kNoStop = false;

// A script in a file of its own.
class Script {
 public:
  explicit Script(absl::string_view text) {
    const char* folder = ::getenv("TEST_TMPDIR");
    path_ = absl::StrCat(folder == nullptr ? "/tmp" : folder, "/mail-script-", ::getpid());
    std::ofstream(path_) << "#!/bin/sh\n" << text;
    ::chmod(path_.c_str(), 0755);
  }
  ~Script() { ::unlink(path_.c_str()); }

  CommandResult Send(absl::string_view mail, absl::string_view arguments = "",
                     absl::Duration patience = absl::Seconds(30)) const {
    return SendByCommand(absl::StrCat(path_, " ", arguments), mail, patience, kNoStop);
  }

 private:
  std::string path_;
};

TEST(SendCommand, GetsTheMailAndItsArguments) {
  const Script script("echo \"$# $1 $2\"; wc -c");
  const CommandResult result = script.Send(std::string(300'000, 'x'), "-t  $HOME;id");
  EXPECT_TRUE(result.ok) << result.error;
  EXPECT_EQ(result.said, "2 -t $HOME;id 300000");
}

TEST(SendCommand, SaysWhyItIsNotRight) {
  EXPECT_EQ(Script("echo no such user >&2; exit 67").Send("mail").error, "its exit status is 67");
  EXPECT_EQ(Script("echo no such user >&2; exit 67").Send("mail").said, "no such user");
  EXPECT_EQ(Script("kill -9 $$").Send("mail").error, "a signal has ended it: 9");
  EXPECT_TRUE(absl::StartsWith(
      SendByCommand("/nonexistent/sendmail -t", "mail", absl::Seconds(30), kNoStop).error,
      "it cannot be started: "));
  EXPECT_EQ(SendByCommand("", "mail", absl::Seconds(30), kNoStop).error, "there is no command");
}

TEST(SendCommand, NeedNotReadTheMail) {
  EXPECT_TRUE(Script("exit 0").Send(std::string(1'000'000, 'x')).ok);
  EXPECT_TRUE(Script("exec <&-; sleep 0.2").Send(std::string(1'000'000, 'x')).ok);
}

TEST(SendCommand, SaysLittle) {
  const CommandResult result = Script("cat >/dev/null; yes | head -c 1000000").Send("mail");
  EXPECT_TRUE(result.ok) << result.error;
  EXPECT_EQ(result.said.size(), 299u);
  EXPECT_EQ(Script("printf 'a\\033[1mb\\r\\nc\\n'").Send("mail").said, "a [1mb  c");
}

TEST(SendCommand, IsEndedWhenItTakesTooLong) {
  const absl::Time before = absl::Now();
  EXPECT_EQ(Script("sleep 100 & sleep 100").Send("mail", "", absl::Milliseconds(100)).error,
            "it takes too long");
  EXPECT_LT(absl::Now() - before, absl::Seconds(20));
  const std::atomic<bool> stop = true;
  EXPECT_EQ(SendByCommand("/bin/sleep 100", "mail", absl::Seconds(100), stop).error,
            "the server ends");
}

TEST(SendCommand, DoesNotWaitForWhatItHasLeftBehind) {
  const absl::Time before = absl::Now();
  EXPECT_TRUE(Script("sleep 30 & exit 0").Send("mail").ok);
  EXPECT_LT(absl::Now() - before, absl::Seconds(20));
}

TEST(SendCommand, HasNoDescriptorAndNoSecretOfTheServer) {
  ::setenv("SECRET_OF_THE_SERVER", "x", 1);
  const int open = ::open("/dev/null", O_RDONLY);  // without O_CLOEXEC
  const Script script("echo $SECRET_OF_THE_SERVER; ls /proc/self/fd | tr '\\n' ' '");
  // The last one is the folder that ls reads.
  EXPECT_EQ(script.Send("mail").said, " 0 1 2 3");
  ::close(open);
}

}  // namespace
}  // namespace irc

#include "net/telemetry/service_protocol.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "net/io/fd.h"

namespace irc {
namespace {

// Sets variables while it lives.
class Variables {
 public:
  explicit Variables(std::vector<std::pair<std::string, std::string>> variables)
      : variables_(std::move(variables)) {
    for (const auto& [name, value] : variables_) ::setenv(name.c_str(), value.c_str(), 1);
  }
  ~Variables() {
    for (const auto& [name, value] : variables_) ::unsetenv(name.c_str());
  }

 private:
  const std::vector<std::pair<std::string, std::string>> variables_;
};

std::string Pid(int more = 0) { return absl::StrCat(::getpid() + more); }

std::string Names(const std::string& pid, const std::string& count, const std::string& names) {
  const Variables variables(
      {{"LISTEN_PID", pid}, {"LISTEN_FDS", count}, {"LISTEN_FDNAMES", names}});
  const auto found = NamesOfPassedDescriptors();
  return found.ok() ? absl::StrJoin(*found, " ") : std::string(found.status().message());
}

// The first two that are passed are open while the result lives.
std::vector<Fd> OpenDescriptors() {
  std::vector<Fd> fds;
  while (fds.empty() || fds.back().get() < kFirstPassedDescriptor + 1) {
    fds.emplace_back(::open("/dev/null", O_RDONLY));
  }
  return fds;
}

TEST(PassedDescriptors, HaveNames) {
  const std::vector<Fd> fds = OpenDescriptors();
  EXPECT_EQ(Names(Pid(), "2", "irc:tls"), "irc tls");
  EXPECT_NE(::fcntl(kFirstPassedDescriptor, F_GETFD) & FD_CLOEXEC, 0);
  EXPECT_EQ(Names(Pid(), "2", ""), "unknown unknown");
  EXPECT_EQ(Names(Pid(), "2", ":"), " ");
  EXPECT_EQ(Names(Pid(), "0", ""), "");
}

TEST(PassedDescriptors, AreThoseOfThisProcess) {
  EXPECT_EQ(Names(Pid(1), "1", "irc"), "");
  EXPECT_EQ(Names("", "1", "irc"), "");
  EXPECT_EQ(Names("x", "1", "irc"), "");
}

TEST(PassedDescriptors, AreRefusedWhenTheyAreWrong) {
  const std::vector<Fd> fds = OpenDescriptors();
  EXPECT_EQ(Names(Pid(), "two", "irc"), "LISTEN_FDS is 'two'");
  EXPECT_EQ(Names(Pid(), "-1", "irc"), "LISTEN_FDS is '-1'");
  EXPECT_EQ(Names(Pid(), "1", "irc:tls"), "LISTEN_FDNAMES has 2 names, and LISTEN_FDS is 1");
  EXPECT_EQ(Names(Pid(), "100000", "irc").substr(0, 11), "descriptor ");
}

TEST(Watchdog, HasATimeout) {
  const auto timeout = [](const std::string& pid, const std::string& microseconds) {
    const Variables variables({{"WATCHDOG_PID", pid}, {"WATCHDOG_USEC", microseconds}});
    return WatchdogTimeout();
  };
  EXPECT_EQ(timeout(Pid(), "30000000"), absl::Seconds(30));
  EXPECT_EQ(timeout("", "30000000"), absl::Seconds(30));
  EXPECT_EQ(timeout(Pid(1), "30000000"), std::nullopt);
  EXPECT_EQ(timeout(Pid(), "0"), std::nullopt);
  EXPECT_EQ(timeout(Pid(), "18446744073709551615"), std::nullopt);  // "never"
  EXPECT_EQ(timeout(Pid(), ""), std::nullopt);
}

TEST(ForManager, IsWhatGoesToItsJournal) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const Fd reader(ends[0]);
  const Fd writer(ends[1]);
  struct stat info = {};
  ASSERT_EQ(::fstat(writer.get(), &info), 0);
  const std::string stream = absl::StrCat(info.st_dev, ":", info.st_ino);
  EXPECT_FALSE(IsForManager(writer.get()));
  {
    const Variables variables({{"JOURNAL_STREAM", stream}});
    EXPECT_TRUE(IsForManager(writer.get()));
    EXPECT_FALSE(IsForManager(-1));
  }
  {
    const Variables variables({{"JOURNAL_STREAM", stream + "1"}});
    EXPECT_FALSE(IsForManager(writer.get()));
  }
  const Variables variables({std::pair("NOTIFY_SOCKET", std::string("/run/notify"))});
  EXPECT_TRUE(IsForManager(writer.get()));
}

TEST(NotifyManager, KnowsAbstractAddresses) {
  const std::string name = absl::StrCat("@ircserv_test_", ::getpid());
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path, name.size());
  address.sun_path[0] = '\0';
  const Fd ear(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::bind(ear.get(), reinterpret_cast<const sockaddr*>(&address),
                   static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size())),
            0);
  const Variables variables({std::pair("NOTIFY_SOCKET", name)});
  NotifyManager("READY=1");
  char text[16];
  const ssize_t count = ::recv(ear.get(), text, sizeof(text), MSG_DONTWAIT);
  ASSERT_EQ(count, 7);
  EXPECT_EQ(std::string(text, 7), "READY=1");
}

TEST(NotifyManager, NeedsNoManager) {
  NotifyManager("READY=1");
  for (const std::string path : {"", "@", "/nonexistent/x"}) {
    const Variables variables({std::pair("NOTIFY_SOCKET", path)});
    NotifyManager("READY=1");
  }
  const Variables variables({std::pair("NOTIFY_SOCKET", std::string(200, 'x'))});
  NotifyManager("READY=1");
}

}  // namespace
}  // namespace irc

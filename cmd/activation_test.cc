// The program as systemd starts it: with listening sockets and a socket for its notifications.
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/io/fd.h"
#include "net/io/listener.h"
#include "net/testing/reset_on_close.h"

namespace irc {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string server;  // path of the program

Listener ListenSomewhere() { return std::move(Listen({"127.0.0.1:0"}, 0)->front()); }

std::string RunDirectory() { return absl::StrCat("/tmp/ircserv_activation_", ::getpid()); }

sockaddr_un UnixAddress(const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  return address;
}

// A service manager with one service.
class Manager {
 public:
  Manager() : path_(absl::StrCat(RunDirectory(), ".notify")) {
    const sockaddr_un address = UnixAddress(path_);
    EXPECT_EQ(::bind(ear_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  }
  ~Manager() { ::unlink(path_.c_str()); }

  void Start(const std::vector<Listener>& sockets, const std::string& names,
             std::vector<std::string> arguments) {
    int output[2];
    ASSERT_EQ(::pipe(output), 0);
    pid_ = ::fork();
    if (pid_ == 0) {
      // Copies above the passed descriptors, so that none is overwritten before it is copied.
      std::vector<int> copies;
      for (const Listener& socket : sockets) {
        copies.push_back(::fcntl(socket.fd.get(), F_DUPFD, 50));
      }
      ::dup2(output[1], STDERR_FILENO);
      ::dup2(output[1], STDOUT_FILENO);
      for (size_t i = 0; i < copies.size(); ++i) ::dup2(copies[i], 3 + static_cast<int>(i));
      ::setenv("LISTEN_FDS", absl::StrCat(sockets.size()).c_str(), 1);
      ::setenv("LISTEN_PID", absl::StrCat(::getpid()).c_str(), 1);
      ::setenv("LISTEN_FDNAMES", names.c_str(), 1);
      ::setenv("NOTIFY_SOCKET", path_.c_str(), 1);
      ::setenv("WATCHDOG_USEC", "20000", 1);
      ::setenv("STATE_DIRECTORY", ::testing::TempDir().c_str(), 1);
      std::vector<char*> argv = {server.data()};
      for (std::string& argument : arguments) argv.push_back(argument.data());
      argv.push_back(nullptr);
      ::execv(argv[0], argv.data());
      ::_exit(127);
    }
    ::close(output[1]);
    output_ = Fd(output[0]);
  }

  // Returns the next notification that begins with `start`.
  std::string Hear(absl::string_view start) {
    char text[512];
    while (true) {
      const ssize_t count = ::recv(ear_.get(), text, sizeof(text), 0);
      const absl::string_view news(text, static_cast<size_t>(std::max<ssize_t>(count, 0)));
      if (count <= 0 || absl::StartsWith(news, start)) return std::string(news);
    }
  }

  void Signal(int signal) { ::kill(pid_, signal); }

  // Waits for the end; returns the exit status and appends the whole output to `said`.
  int Wait(std::string& said) {
    char text[4096];
    ssize_t count;
    while ((count = ::read(output_.get(), text, sizeof(text))) > 0) {
      said.append(text, static_cast<size_t>(count));
    }
    int status = 0;
    ::waitpid(pid_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  }

 private:
  const std::string path_;
  const Fd ear_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
  pid_t pid_ = 0;
  Fd output_;
};

// Connects to `socket`, sends `bytes`, and reads until `until` has been received.
std::string Ask(const Listener& socket, absl::string_view bytes, absl::string_view until) {
  sockaddr_storage address = {};
  socklen_t size = sizeof(address);
  ::getsockname(socket.fd.get(), reinterpret_cast<sockaddr*>(&address), &size);
  const Fd fd(::socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ResetOnClose(fd);
  std::string heard;
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      ::send(fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) {
    return absl::StrCat("no connection: ", ::strerror(errno));
  }
  char buffer[4096];
  ssize_t count;
  while (!absl::StrContains(heard, until) &&
         (count = ::recv(fd.get(), buffer, sizeof(buffer), 0)) > 0) {
    heard.append(buffer, static_cast<size_t>(count));
  }
  return heard;
}

constexpr char kIntroduction[] = "NICK me\r\nUSER me 0 * :me\r\n";

TEST(Activation, ServesWhatItIsGivenAndSaysSo) {
  std::vector<Listener> sockets;
  sockets.push_back(ListenSomewhere());
  const std::string path = absl::StrCat(RunDirectory(), ".sock");
  auto file = Listen({absl::StrCat("unix:", path)}, 0);
  ASSERT_TRUE(file.ok()) << file.status();
  sockets.push_back(std::move(file->front()));
  sockets.push_back(ListenSomewhere());
  sockets.push_back(ListenSomewhere());
  Manager manager;
  manager.Start(sockets, "ircserv.socket:proxy:metrics:websocket", {"--oper=root:secret", "0"});
  EXPECT_EQ(manager.Hear("READY"), "READY=1");
  EXPECT_THAT(manager.Hear("WATCHDOG=1\n"), HasSubstr("\nSTATUS=0 connections"));
  EXPECT_THAT(Ask(sockets[0], kIntroduction, " 001 "), HasSubstr(" 001 me "));
  EXPECT_THAT(Ask(sockets[1],
                  absl::StrCat("PROXY TCP4 192.0.2.7 127.0.0.1 65533 6667\r\n", kIntroduction,
                               "WHOIS me\r\n"),
                  " 338 "),
              HasSubstr(" 192.0.2.7 "));
  EXPECT_THAT(Ask(sockets[2], "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", "ircserv_users"),
              StartsWith("HTTP/1.1 200 OK"));
  EXPECT_THAT(Ask(sockets[3], "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "IRC server"),
              HasSubstr("This is an IRC server."));

  manager.Signal(SIGHUP);
  EXPECT_THAT(manager.Hear("RELOADING"), StartsWith("RELOADING=1\nMONOTONIC_USEC="));
  EXPECT_EQ(manager.Hear("READY"), "READY=1");

  // The program restarts itself; a client that connects meanwhile waits.
  Ask(sockets[0], absl::StrCat(kIntroduction, "OPER root secret\r\nRESTART\r\n"), "ERROR ");
  EXPECT_THAT(manager.Hear("RELOADING"), StartsWith("RELOADING=1\n"));
  EXPECT_THAT(Ask(sockets[0], kIntroduction, " 001 "), HasSubstr(" 001 me "));
  EXPECT_EQ(manager.Hear("READY"), "READY=1");
  // It still knows the password, which it has overwritten in its arguments.
  EXPECT_THAT(Ask(sockets[0], absl::StrCat(kIntroduction, "OPER root secret\r\n"), " 381 "),
              HasSubstr(" 381 me "));

  manager.Signal(SIGTERM);
  EXPECT_THAT(manager.Hear("STOPPING"), StartsWith("STOPPING=1\n"));
  std::string said;
  EXPECT_EQ(manager.Wait(said), 0) << said;
  EXPECT_THAT(said, HasSubstr(absl::StrCat(" listens on 127.0.0.1:", sockets[0].port,
                                           " and unix:", path, " (PROXY) and ")));
  // Nobody at a terminal reads that.
  EXPECT_THAT(said, Not(HasSubstr("/connect")));
  EXPECT_THAT(said, Not(HasSubstr("^C stops the server.")));
  EXPECT_EQ(::access(path.c_str(), F_OK), 0) << "the socket is not the server's to remove";
}

// The passed sockets are what PORT would say.
TEST(Activation, NeedsNoPort) {
  std::vector<Listener> sockets;
  sockets.push_back(ListenSomewhere());
  Manager manager;
  std::string said;
  manager.Start(sockets, "irc", {});
  EXPECT_EQ(manager.Hear("READY"), "READY=1");
  EXPECT_THAT(Ask(sockets[0], kIntroduction, " 001 "), HasSubstr(" 001 me "));
  manager.Signal(SIGTERM);
  EXPECT_EQ(manager.Wait(said), 0) << said;
  said.clear();
  manager.Start(sockets, "metrics", {});
  EXPECT_EQ(manager.Wait(said), 1);
  EXPECT_THAT(said, StartsWith("ircserv: no port was given; "));
}

TEST(Activation, RefusesWhatItDoesNotKnow) {
  std::vector<Listener> sockets;
  sockets.push_back(ListenSomewhere());
  std::string said;
  Manager manager;
  manager.Start(sockets, "colour", {"0"});
  EXPECT_EQ(manager.Wait(said), 1);
  EXPECT_THAT(said, StartsWith("ircserv: the socket 'colour' that was passed: its name is not "));
  said.clear();
  manager.Start(sockets, "tls", {"0"});
  EXPECT_EQ(manager.Wait(said), 1);
  EXPECT_THAT(said, StartsWith("ircserv: listen.addresses: a listener speaks TLS, but "));
  said.clear();
  std::vector<Listener> others(1);
  others[0].fd = Fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  manager.Start(others, "irc", {"0"});
  EXPECT_EQ(manager.Wait(said), 1);
  EXPECT_EQ(said, "ircserv: the socket 'irc' that was passed: it is no listening stream socket\n");
}

}  // namespace
}  // namespace irc

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  irc::server = argc > 1 ? argv[1] : "";
  return RUN_ALL_TESTS();
}

#include "net/telemetry/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/io/fd.h"
#include "net/testing/test_shell.h"

namespace irc {
namespace {

TEST(SocketName, SaysWhatIsSpokenThere) {
  const auto parse = [](absl::string_view name) -> std::string {
    ListenerKind kind;
    bool metrics = false;
    if (!ParseSocketName(name, kind, metrics)) return "no";
    return absl::StrCat("yes", metrics ? " metrics" : "", kind.proxy ? " proxy" : "",
                        kind.tls ? " tls" : "", kind.websocket ? " websocket" : "");
  };
  EXPECT_EQ(parse("irc"), "yes");
  EXPECT_EQ(parse("ircserv.socket"), "yes");
  EXPECT_EQ(parse("unknown"), "yes");
  EXPECT_EQ(parse("tls"), "yes tls");
  EXPECT_EQ(parse("proxy-websocket-tls"), "yes proxy tls websocket");
  EXPECT_EQ(parse("metrics"), "yes metrics");
  EXPECT_EQ(parse("metrics-tls"), "no");
  EXPECT_EQ(parse("tsl"), "no");
  EXPECT_EQ(parse("tls-"), "no");
  EXPECT_EQ(parse(""), "no");
}

// A fake manager: the notification socket and the messages that it received.
class Ear {
 public:
  Ear() : path_(absl::StrCat("/tmp/ircserv_notify_", ::getpid(), ".sock")) {
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    path_.copy(address.sun_path, sizeof(address.sun_path) - 1);
    EXPECT_EQ(::bind(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    ::setenv("NOTIFY_SOCKET", path_.c_str(), 1);
  }
  ~Ear() {
    ::unlink(path_.c_str());
    ::unsetenv("NOTIFY_SOCKET");
    ::unsetenv("WATCHDOG_USEC");
  }
  std::vector<std::string> Take() {
    std::vector<std::string> heard;
    char text[512];
    for (ssize_t count; (count = ::recv(fd_.get(), text, sizeof(text), MSG_DONTWAIT)) > 0;) {
      heard.emplace_back(text, static_cast<size_t>(count));
    }
    return heard;
  }

 private:
  const std::string path_;
  const Fd fd_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
};

using Lines = std::vector<std::string>;

TEST(ServiceManager, IsToldThatTheLoopTurns) {
  Ear ear;
  ::setenv("WATCHDOG_USEC", "10000000", 1);
  const ServiceManager manager;
  EXPECT_EQ(manager.interval(), absl::Seconds(5));
  ShellOptions options;
  options.manager = &manager;
  TestShell net(PollerKind::kSelect, std::move(options));
  net.Settle();
  EXPECT_EQ(ear.Take(), Lines{"WATCHDOG=1\nSTATUS=0 connections"});
  net.Register("alice");
  net.Advance(absl::Seconds(4));
  EXPECT_EQ(ear.Take(), Lines());
  net.Advance(absl::Seconds(1));
  EXPECT_EQ(ear.Take(), Lines{"WATCHDOG=1\nSTATUS=1 connections"});
  net.shell().StopBecause("done");
  EXPECT_EQ(ear.Take(), Lines{"STOPPING=1\nSTATUS=Saying goodbye"});
}

TEST(ServiceManager, IsToldOfARehash) {
  Ear ear;
  const ServiceManager manager;
  EXPECT_EQ(manager.interval(), absl::Minutes(1));
  ShellOptions options;
  options.manager = &manager;
  options.config.core.opers = {{"root", {"*@*"}}};
  options.reload = [] { return LoadedConfig{.config = {}, .errors = {"irc.toml:1: no"}}; };
  TestShell net(PollerKind::kSelect, std::move(options));
  TestShell::Client& root = net.Register("root");
  root.Line("OPER root x");
  net.Settle();
  net.passwords().Decide(true);
  net.Settle();
  ear.Take();
  root.Line("REHASH");
  net.Settle();
  const Lines heard = ear.Take();
  ASSERT_EQ(heard.size(), 2u);
  EXPECT_TRUE(absl::StartsWith(heard[0], "RELOADING=1\nMONOTONIC_USEC=")) << heard[0];
  EXPECT_EQ(heard[1], "READY=1");
}

TEST(ServiceManager, MayBeAbsent) {
  ::unsetenv("NOTIFY_SOCKET");
  const ServiceManager nobody;
  EXPECT_EQ(nobody.interval(), absl::InfiniteDuration());
  nobody.Ready();
  nobody.Alive(1);
}

}  // namespace
}  // namespace irc

#include "net/io/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

bool Connects(uint16_t port) {
  Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in to = {};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return ::connect(fd.get(), reinterpret_cast<sockaddr*>(&to), sizeof(to)) == 0;
}

TEST(Listen, PicksAPortAndSaysWhich) {
  auto listeners = Listen({"127.0.0.1"}, 0);
  ASSERT_TRUE(listeners.ok()) << listeners.status();
  ASSERT_EQ(listeners->size(), 1u);
  const Listener& listener = listeners->front();
  EXPECT_GT(listener.port, 0);
  EXPECT_EQ(listener.Text(), absl::StrCat("127.0.0.1:", listener.port));
  EXPECT_TRUE(Connects(listener.port));
}

TEST(Listen, OnePickedPortForAllAddresses) {
  auto listeners = Listen({"127.0.0.1", "127.0.0.2", "127.0.0.3"}, 0);
  ASSERT_TRUE(listeners.ok()) << listeners.status();
  ASSERT_EQ(listeners->size(), 3u);
  EXPECT_EQ(listeners->at(1).port, listeners->at(0).port);
  EXPECT_EQ(listeners->at(2).port, listeners->at(0).port);
}

TEST(Listen, Ipv6StandsBesideIpv4) {
  auto listeners = Listen({"127.0.0.1", "::1"}, 0);
  if (!listeners.ok()) GTEST_SKIP() << "no IPv6 here: " << listeners.status();
  ASSERT_EQ(listeners->size(), 2u);
  EXPECT_EQ(listeners->at(1).Text(), absl::StrCat("[::1]:", listeners->at(0).port));
}

TEST(Listen, StarIsEverything) {
  auto listeners = Listen({"*"}, 0);
  ASSERT_TRUE(listeners.ok()) << listeners.status();
  EXPECT_FALSE(listeners->empty());
  EXPECT_TRUE(Connects(listeners->front().port));
}

TEST(Listen, AnAddressMayHaveItsOwnPort) {
  auto first = Listen({"127.0.0.1"}, 0);
  ASSERT_TRUE(first.ok());
  const uint16_t port = first->front().port;
  first->clear();
  auto listeners = Listen({absl::StrCat("127.0.0.1:", port)}, 1);
  ASSERT_TRUE(listeners.ok()) << listeners.status();
  EXPECT_EQ(listeners->front().port, port);
}

TEST(Listen, APortInUse) {
  auto first = Listen({"127.0.0.1"}, 0);
  ASSERT_TRUE(first.ok());
  auto second = Listen({"127.0.0.1"}, first->front().port);
  EXPECT_EQ(second.status().message(),
            absl::StrCat("cannot listen on 127.0.0.1 port ", first->front().port,
                         ": Address already in use"));
}

TEST(Listen, AnAddressOfAnotherMachine) {
  auto listeners = Listen({"192.0.2.1"}, 6667);
  EXPECT_EQ(listeners.status().message(),
            "cannot listen on 192.0.2.1 port 6667: Cannot assign requested address");
}

TEST(Listen, AnAddressThatIsNone) {
  auto listeners = Listen({"no_address.invalid"}, 6667);
  EXPECT_TRUE(absl::StartsWith(listeners.status().message(),
                               "cannot resolve the address 'no_address.invalid': "))
      << listeners.status();
  EXPECT_FALSE(Listen({"127.0.0.1:99999"}, 6667).ok());
}

TEST(ParseListenAddress, Forms) {
  struct Row {
    const char* text;
    bool ok;
    const char* host;
    int port;
    ListenerKind kind = {};
  };
  const Row rows[] = {{"*", true, "*", 1},
                      {"irc.example", true, "irc.example", 1},
                      {"irc.example:6667", true, "irc.example", 6667},
                      {"127.0.0.1:0", true, "127.0.0.1", 0},
                      {"::1", true, "::1", 1},
                      {"[::1]", true, "::1", 1},
                      {"[::1]:7000", true, "::1", 7000},
                      {"*:80 websocket", true, "*", 80, {.websocket = true}},
                      {"::1 proxy  websocket", true, "::1", 1, {.proxy = true, .websocket = true}},
                      {"*:6697 tls", true, "*", 6697, {.tls = true}},
                      {"* tcp", false, "", 0},
                      {"", false, "", 0},
                      {":7000", false, "", 0},
                      {"[::1", false, "", 0},
                      {"[::1]7000", false, "", 0},
                      {"[]:1", false, "", 0},
                      {"a:b", false, "", 0},
                      {"a:70000", false, "", 0},
                      {"a:-1", false, "", 0}};
  for (const Row& row : rows) {
    std::string host;
    uint16_t port = 1;
    ListenerKind kind;
    EXPECT_EQ(ParseListenAddress(row.text, host, port, kind), row.ok) << row.text;
    if (!row.ok) continue;
    EXPECT_EQ(host, row.host) << row.text;
    EXPECT_EQ(port, row.port) << row.text;
    EXPECT_EQ(kind, row.kind) << row.text;
  }
}

}  // namespace
}  // namespace irc

// PROXY headers and Unix sockets: the address of a client that a proxy brings.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/io/fd.h"
#include "net/io/listener.h"
#include "net/testing/opening_fixture.h"

namespace irc {
namespace {

using ::testing::HasSubstr;

class OpeningTest : public OpeningFixture {};

INSTANTIATE_TEST_SUITE_P(Pollers, OpeningTest, BothPollers(), NameOfPoller);

TEST_P(OpeningTest, AProxySaysWhomItBrings) {
  ListenOn("proxy");
  Client& client = net().Connect();
  // Sent in pieces, one of which has the end of the header and the beginning of the first line.
  const std::string bytes = absl::StrCat(kHeader, kIntroduction);
  for (size_t at = 0; at < bytes.size(); at += 7) {
    client.Send(absl::string_view(bytes).substr(at, 7));
    ASSERT_TRUE(net().Settle());
  }
  EXPECT_THAT(AddressOf(client), HasSubstr(" 192.0.2.7 "));
}

TEST_P(OpeningTest, AProxyIsNothingElse) {
  ListenOn("proxy");
  Client& client = net().Connect();
  client.Line("NICK me");
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(client.Take(), "ERROR :Closing Link: a PROXY header was expected\r\n");
  EXPECT_TRUE(client.at_end());
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

TEST_P(OpeningTest, OnlyTrustedProxiesAreHeardAtAll) {
  ListenOn("proxy");
  options_.config.shell.proxies = {"192.0.2.1"};
  Client& client = net().ConnectRefused();
  EXPECT_EQ(client.Take(), "");
  EXPECT_TRUE(client.at_end());
  EXPECT_EQ(net().shell().inside().connections, 0u);
  EXPECT_THAT(net().log_text(), HasSubstr("refused address=127.0.0.1 reason=no_proxy"));
}

TEST_P(OpeningTest, ATrustedProxyMaySayItElsewhere) {
  options_.config.shell.proxies = {"127.0.0.1"};
  Client& proxied = net().Connect();
  proxied.Send(absl::StrCat(kHeader, kIntroduction));
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(AddressOf(proxied), HasSubstr(" 192.0.2.7 "));
  proxied.Line("NICK other");
  Client& direct = net().Connect();
  direct.Send(kIntroduction);
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(AddressOf(direct), HasSubstr(" 127.0.0.1 "));
}

TEST_P(OpeningTest, NobodyElseMay) {
  Client& client = net().Connect();
  client.Send(absl::StrCat(kHeader, kIntroduction));
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(AddressOf(client), HasSubstr(" 127.0.0.1 "));
}

TEST_P(OpeningTest, LimitsHoldForWhomAProxyBrings) {
  ListenOn("proxy");
  options_.config.shell.connections_per_address = 1;
  Client& first = net().Connect();
  first.Send(kHeader);
  ASSERT_TRUE(net().Settle());
  Client& second = net().Connect();
  second.Send(kHeader);
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(second.Take(),
            "ERROR :Closing Link: 192.0.2.7 (Too many connections from your address)\r\n");
  Client& third = net().Connect();
  third.Send("PROXY TCP4 192.0.2.8 127.0.0.1 65533 6667\r\n");
  ASSERT_TRUE(net().Settle());
  EXPECT_FALSE(third.at_end());
  EXPECT_EQ(net().shell().inside().connections, 2u);
}

// Connects to the socket `path`, sends `bytes`, and runs the shell until the output contains
// `until`. Returns the output.
std::string SaidTo(TestShell& net, const std::string& path, absl::string_view bytes,
                   absl::string_view until) {
  const Fd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      ::send(fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) {
    return "";
  }
  std::string heard;
  for (int i = 0; i < 1000 && !absl::StrContains(heard, until); ++i) {
    net.Turn();
    char buffer[4096];
    const ssize_t count = ::recv(fd.get(), buffer, sizeof(buffer), MSG_DONTWAIT);
    if (count > 0) heard.append(buffer, static_cast<size_t>(count));
  }
  return heard;
}

TEST_P(OpeningTest, AUnixSocketIsThisMachine) {
  const std::string path = absl::StrCat("/tmp/ircserv_opening_", ::getpid(), ".sock");
  auto listeners = Listen({"127.0.0.1:0", absl::StrCat("unix:", path)}, 0);
  ASSERT_TRUE(listeners.ok()) << listeners.status();
  options_.listeners = *std::move(listeners);
  EXPECT_THAT(SaidTo(net(), path, absl::StrCat(kIntroduction, "WHOIS me\r\n"), " 338 "),
              HasSubstr(" 338 me me me@127.0.0.1 127.0.0.1 "));
}

// A Unix socket needs no entry in connections.proxies: the mode of its file restricts access.
TEST_P(OpeningTest, AProxyMayComeThroughAUnixSocket) {
  const std::string path = absl::StrCat("/tmp/ircserv_proxy_", ::getpid(), ".sock");
  options_.config.shell.proxies = {"192.0.2.1"};
  auto listeners = Listen({"127.0.0.1:0", absl::StrCat("unix:", path, " proxy")}, 0);
  ASSERT_TRUE(listeners.ok()) << listeners.status();
  options_.listeners = *std::move(listeners);
  EXPECT_THAT(SaidTo(net(), path, absl::StrCat(kHeader, kIntroduction, "WHOIS me\r\n"), " 338 "),
              HasSubstr(" 338 me me me@192.0.2.7 192.0.2.7 "));
}

TEST_P(OpeningTest, AWebServerMayComeThroughAUnixSocket) {
  const std::string path = absl::StrCat("/tmp/ircserv_web_", ::getpid(), ".sock");
  options_.config.shell.proxies = {"192.0.2.1"};
  auto listeners = Listen({"127.0.0.1:0", absl::StrCat("unix:", path, " websocket")}, 0);
  ASSERT_TRUE(listeners.ok()) << listeners.status();
  options_.listeners = *std::move(listeners);
  const std::string said = absl::StrCat(kForwardedRequest, Frame("NICK me"),
                                        Frame("USER me 0 * :me"), Frame("WHOIS me"));
  EXPECT_THAT(SaidTo(net(), path, said, " 338 "), HasSubstr(" 338 me me me@192.0.2.9 192.0.2.9 "));
}

}  // namespace
}  // namespace irc

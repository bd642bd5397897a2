// WebSockets: the HTTP request, its X-Forwarded-For, and the frames of a browser's lines.
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/testing/opening_fixture.h"
#include "net/testing/web_socket_bytes.h"

namespace irc {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class OpeningTest : public OpeningFixture {};

INSTANTIATE_TEST_SUITE_P(Pollers, OpeningTest, BothPollers(), NameOfPoller);

TEST_P(OpeningTest, ABrowserTalksToTheOthers) {
  ListenOn("websocket");
  Client& web = net().Connect();
  const std::string bytes =
      absl::StrCat(kRequest, Frame("NICK web"), Frame("USER w 0 * :w"), Frame("JOIN #c"));
  for (size_t at = 0; at < bytes.size(); at += 11) {
    web.Send(absl::string_view(bytes).substr(at, 11));
    ASSERT_TRUE(net().Settle());
  }
  const std::string greeting = web.Take();
  EXPECT_THAT(greeting, StartsWith("HTTP/1.1 101 Switching Protocols\r\n"));
  EXPECT_THAT(greeting, HasSubstr(":irc.local 366 web #c :End of /NAMES list"));
  web.Send(Frame("QUIT :bye"));
  ASSERT_TRUE(net().Settle());
  // The last line, and then the close frame with status 1000.
  EXPECT_THAT(web.Take(), EndsWith("(Quit: bye)\x88\x02\x03\xe8"));
  EXPECT_TRUE(web.at_end());
}

TEST_P(OpeningTest, ABrowserThatClosesHasLeft) {
  ListenOn("websocket");
  Client& web = net().Connect();
  web.Send(absl::StrCat(kRequest, Frame("NICK web"), Frame("USER w 0 * :w")));
  ASSERT_TRUE(net().Settle());
  web.Take();
  web.Send(absl::StrCat("\x88\x80", std::string(4, '\0')));
  ASSERT_TRUE(net().Settle());
  EXPECT_TRUE(web.at_end());
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

TEST_P(OpeningTest, APersonGetsAPage) {
  ListenOn("websocket");
  Client& web = net().Connect();
  web.Send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(web.Take(), HasSubstr("This is an IRC server."));
  EXPECT_TRUE(web.at_end());
}

// Without connections.proxies, a web server on this machine is believed.
TEST_P(OpeningTest, AnHttpProxySaysWhomItBrings) {
  ListenOn("websocket");
  options_.config.shell.exempt = {};
  options_.config.shell.connections_per_address = 1;
  Client& web = net().Connect();
  web.Send(
      absl::StrCat(kForwardedRequest, Frame("NICK me"), Frame("USER w 0 * :w"), Frame("WHOIS me")));
  ASSERT_TRUE(net().Settle());
  const std::string heard = web.Take();
  EXPECT_THAT(heard, HasSubstr(" 338 me me w@192.0.2.9 192.0.2.9 "));
  EXPECT_THAT(heard, HasSubstr(" 671 me me "));
  Client& second = net().Connect();
  second.Send(kForwardedRequest);
  ASSERT_TRUE(net().Settle());
  // The HTTP response, the error in a frame of its own, and then the close frame.
  const std::string refused = second.Take();
  const std::string error =
      "ERROR :Closing Link: 192.0.2.9 (Too many connections from your address)";
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 101 Switching Protocols\r\n"));
  EXPECT_THAT(refused, EndsWith(absl::StrCat("\r\n\r\n\x81", std::string(1, error.size()), error,
                                             "\x88\x02\x03\xe8")));
  EXPECT_TRUE(second.at_end());
}

// The address of the header is that of a client, which is not a trusted proxy.
TEST_P(OpeningTest, BehindAProxyHeaderXForwardedForIsIgnored) {
  ListenOn("websocket");
  options_.config.shell.proxies = {"127.0.0.1"};
  Client& proxied = net().Connect();
  proxied.Send(absl::StrCat(kHeader, kForwardedRequest, Frame("NICK p"), Frame("USER w 0 * :w"),
                            Frame("WHOIS p")));
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(proxied.Take(), HasSubstr(" 338 p p w@192.0.2.7 192.0.2.7 "));
}

TEST_P(OpeningTest, NobodyElseIsBelievedThat) {
  ListenOn("websocket");
  options_.config.shell.proxies = {"192.0.2.1"};
  Client& web = net().Connect();
  web.Send(
      absl::StrCat(kForwardedRequest, Frame("NICK me"), Frame("USER w 0 * :w"), Frame("WHOIS me")));
  ASSERT_TRUE(net().Settle());
  const std::string heard = web.Take();
  EXPECT_THAT(heard, HasSubstr(" 338 me me w@127.0.0.1 127.0.0.1 "));
  EXPECT_THAT(heard, Not(HasSubstr(" 671 ")));
}

constexpr char kAllLocal[] = "all browsers seem to be on this machine port=";

TEST_P(OpeningTest, TheLogTellsOnceThatAllBrowsersAreLocal) {
  ListenOn("websocket");
  options_.config.shell.connections_per_address = 1;
  for (int i = 1; i <= LocalBrowsers::kEnough + 5; ++i) {
    net().Connect().Send(kRequest);
    ASSERT_TRUE(net().Settle());
    const std::string& log = net().log_text();
    EXPECT_EQ(log.find(kAllLocal) != std::string::npos, i >= LocalBrowsers::kEnough) << i;
    EXPECT_EQ(log.find(kAllLocal), log.rfind(kAllLocal)) << i;
  }
}

TEST_P(OpeningTest, OneBrowserFromElsewhereIsEnough) {
  ListenOn("websocket");
  for (int i = 1; i <= LocalBrowsers::kEnough * 2; ++i) {
    net().Connect().Send(i == LocalBrowsers::kEnough ? kForwardedRequest : kRequest);
    ASSERT_TRUE(net().Settle());
  }
  EXPECT_THAT(net().log_text(), Not(HasSubstr(kAllLocal)));
}

TEST_P(OpeningTest, AProxyMayBringABrowser) {
  ListenOn("proxy websocket");
  Client& web = net().Connect();
  web.Send(absl::StrCat(kHeader, kRequest, Frame("NICK me"), Frame("USER w 0 * :w")));
  ASSERT_TRUE(net().Settle());
  web.Take();
  web.Send(Frame("WHOIS me"));
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(web.Take(), HasSubstr(" 338 me me w@192.0.2.7 192.0.2.7 "));
}

TEST_P(OpeningTest, WhoSaysNothingGoes) {
  ListenOn("websocket");
  Client& client = net().Connect();
  net().Advance(absl::Seconds(11));
  EXPECT_TRUE(client.at_end());
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

TEST_P(OpeningTest, StoppingEndsWhatIsOpening) {
  ListenOn("websocket");
  net().Connect();
  net().shell().StopBecause("done");
  EXPECT_FALSE(net().Turn());
}

}  // namespace
}  // namespace irc

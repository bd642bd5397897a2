// Attacks by browsers: IRC in the body of a POST; WebSockets with endless messages, announced
// lengths and pings, which end with little memory.
#include <sys/socket.h>

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/testing/hostile_fixture.h"
#include "net/testing/web_socket_bytes.h"

namespace irc {
namespace {

using ::testing::HasSubstr;

class HostileBrowserTest : public HostileFixture {
 protected:
  void SetUp() override { ListenOn({"127.0.0.1:0 websocket"}); }
  Client& Come() {
    Client& web = net().Connect();
    web.Send(absl::StrCat(kRequest, Frame(0x81, "NICK web"), Frame(0x81, "USER w 0 * :w")));
    EXPECT_TRUE(net().Settle());
    EXPECT_THAT(web.Take(), HasSubstr(" 001 web "));
    return web;
  }
  // Sends `bytes` repeatedly until the server closes or 4 MiB are sent. Returns the largest
  // increase of allocated memory.
  size_t Endless(Client& web, const std::string& bytes) {
    const size_t before = Allocated();
    size_t most = 0;
    for (size_t sent = 0; sent < (4 << 20) && !web.at_end(); sent += bytes.size()) {
      web.Send(bytes);
      EXPECT_TRUE(net().Settle());
      most = std::max(most, Allocated() - std::min(before, Allocated()));
    }
    return most;
  }
};

INSTANTIATE_TEST_SUITE_P(Pollers, HostileBrowserTest, BothPollers(), NameOfPoller);

// A page makes a browser post IRC to the port of IRC (cross-protocol scripting).
class PostingBrowserTest : public HostileFixture {
 protected:
  // Sends `bytes` in pieces of `size`; returns what the server said.
  std::string Say(const std::string& bytes, size_t size) {
    Client& client = net().Connect();
    for (size_t at = 0; at < bytes.size(); at += size) {
      client.Send(bytes.substr(at, size));
      EXPECT_TRUE(net().Settle());
    }
    EXPECT_EQ(client.at_end(), !absl::StartsWith(bytes, "NICK"));
    return client.Take();
  }
};

INSTANTIATE_TEST_SUITE_P(Pollers, PostingBrowserTest, BothPollers(), NameOfPoller);

TEST_P(PostingBrowserTest, NoIrcOfItIsTaken) {
  const std::string irc = "NICK eve\r\nUSER eve 0 * :eve\r\nJOIN #c\r\n";
  uint64_t count = 0;
  for (const char* head :
       {"POST / HTTP/1.1\r\nHost: irc.example:6667\r\nContent-Type: text/plain\r\n\r\n",
        "\r\nPOST / HTTP/1.1\r\n\r\n", "Host: irc.example\r\n", "GET /\n"}) {
    for (size_t size : {1, 7, 1000}) {
      EXPECT_EQ(Say(absl::StrCat(head, irc), size),
                "ERROR :Closing Link: 127.0.0.1 (An HTTP request came where IRC is spoken)\r\n")
          << head;
      EXPECT_EQ(ended(EndReason::kHttp), ++count);
    }
  }
  EXPECT_THAT(net().log_text(), HasSubstr("disconnected address=127.0.0.1 session=1 reason=http "
                                          "detail=\"An HTTP request came where IRC is spoken\"\n"));
  EXPECT_EQ(net().shell().inside().sequencer.server().totals().users, 0u);
}

// Only the first line is looked at: a client that speaks IRC may say what it likes.
TEST_P(PostingBrowserTest, LaterLinesAreIrc) {
  const std::string said =
      Say("NICK eve\r\nPOST / HTTP/1.1\r\nUSER eve 0 * :eve\r\nHost: x\r\n", 1000);
  EXPECT_THAT(said, HasSubstr(" 001 eve "));
  EXPECT_THAT(said, HasSubstr(" 421 eve Host: "));
}

constexpr char kTooBig[] = "\x88\x02\x03\xf1";  // 1009

TEST_P(HostileBrowserTest, AMessageOfEndlessFragmentsEnds) {
  Client& web = Come();
  web.Send(Frame(0x01, "PRIVMSG"));
  Endless(web, Frame(0x00, std::string(100, 'x')));
  EXPECT_THAT(web.Take(), HasSubstr(std::string(kTooBig, 4)));
  EXPECT_TRUE(web.at_end());
}

// Many small fragments of a message must not use much more memory than their bytes.
TEST_P(HostileBrowserTest, SmallFragmentsHoldNoMoreThanTheirBytes) {
  Client& web = Come();
  web.Send(Frame(0x01, "PRIVMSG"));
  std::string many;
  for (int i = 0; i < 100; ++i) absl::StrAppend(&many, Frame(0x00, "x"), Frame(0x00, ""));
  EXPECT_LE(Endless(web, many), 100'000u);
  EXPECT_THAT(web.Take(), HasSubstr(std::string(kTooBig, 4)));
}

TEST_P(HostileBrowserTest, AFrameThatAnnouncesTooMuchEndsBeforeItComes) {
  Client& web = Come();
  const size_t before = Allocated();
  web.Send(std::string("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0x", 15));
  ASSERT_TRUE(net().Settle());
  EXPECT_LE(Allocated(), before + 100'000);
  EXPECT_THAT(web.Take(), HasSubstr(std::string(kTooBig, 4)));
  EXPECT_TRUE(web.at_end());
}

// The client does not read the pongs, so they fill its send queue.
TEST_P(HostileBrowserTest, PingsWithoutEndAreSendQueueToo) {
  options_.config.shell.send_bytes = 16 << 10;
  const int bytes = 4096;
  ::setsockopt(options_.listeners[0].fd.get(), SOL_SOCKET, SO_SNDBUF, &bytes, sizeof(bytes));
  Client& web = Come();
  web.TakeLittleRoom();
  web.Pause(true);
  std::string many;
  for (int i = 0; i < 100; ++i) absl::StrAppend(&many, Frame(0x89, std::string(100, 'x')));
  for (int i = 0; i < 400 && ended(EndReason::kSendQueue) == 0; ++i) {
    web.Send(many);
    for (int turn = 0; turn < 3; ++turn) net().Turn();
    const Connection* connection = net().shell().inside().clients.Find(web.session);
    ASSERT_TRUE(connection == nullptr || connection->wire_bytes() <= (64u << 10));
  }
  EXPECT_EQ(ended(EndReason::kSendQueue), 1u);
  net().clock().Advance(absl::Seconds(3));
  net().Turn();
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

}  // namespace
}  // namespace irc

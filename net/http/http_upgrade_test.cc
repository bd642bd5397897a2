#include "net/http/http_upgrade.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

using State = HttpUpgrade::State;
using Subprotocol = HttpUpgrade::Subprotocol;

// The request of RFC 6455 section 1.2.
const char kRequest[] =
    "GET /chat HTTP/1.1\r\n"
    "Host: server.example.com\r\n"
    "Upgrade: websocket\r\n"
    "Connection: keep-alive, Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Origin: http://example.com\r\n"
    "Sec-WebSocket-Protocol: chat, text.ircv3.net, binary.ircv3.net\r\n"
    "Sec-WebSocket-Version: 13\r\n"
    "\r\n";

HttpUpgrade Read(absl::string_view request, const std::vector<std::string>& origins = {}) {
  return ReadHttpUpgrade(request, origins, "Ex<ample");
}

std::string Status(const HttpUpgrade& upgrade) {
  return upgrade.answer.substr(0, upgrade.answer.find("\r\n"));
}

TEST(HttpUpgrade, AcceptsTheRequestOfTheSpecification) {
  const HttpUpgrade upgrade = Read(absl::StrCat(kRequest, "frames"));
  EXPECT_EQ(upgrade.state, State::kDone);
  EXPECT_EQ(upgrade.bytes, sizeof(kRequest) - 1);
  EXPECT_EQ(upgrade.subprotocol, Subprotocol::kText);
  EXPECT_EQ(upgrade.answer,
            "HTTP/1.1 101 Switching Protocols\r\n"
            "Upgrade: websocket\r\n"
            "Connection: Upgrade\r\n"
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
            "Sec-WebSocket-Protocol: text.ircv3.net\r\n"
            "\r\n");
}

TEST(HttpUpgrade, TellsWhatTheLastProxyHasSaid) {
  const auto with = [](absl::string_view headers) {
    return Read(absl::StrReplaceAll(kRequest, {{"Sec-WebSocket-Version", headers}}));
  };
  const HttpUpgrade upgrade = with(
      "X-Forwarded-For: 10.0.0.2, 192.0.2.7\r\nX-Forwarded-Proto: https\r\nSec-WebSocket-Version");
  EXPECT_EQ(upgrade.state, State::kDone);
  EXPECT_EQ(upgrade.forwarded.address, ParseIpAddress("192.0.2.7"));
  EXPECT_TRUE(upgrade.forwarded.tls);
  EXPECT_EQ(Read(kRequest).forwarded.address, std::nullopt);
  EXPECT_FALSE(Read(kRequest).forwarded.tls);
}

TEST(HttpUpgrade, TakesTheFirstProtocolThatItSpeaksOrNone) {
  const std::string binary =
      absl::StrReplaceAll(kRequest, {{"chat, text.ircv3.net, ", ""}, {"binary", "binary"}});
  EXPECT_EQ(Read(binary).subprotocol, Subprotocol::kBinary);
  const std::string other =
      absl::StrReplaceAll(kRequest, {{"chat, text.ircv3.net, binary.ircv3.net", "chat"}});
  EXPECT_EQ(Read(other).state, State::kDone);
  EXPECT_EQ(Read(other).subprotocol, Subprotocol::kNone);
  EXPECT_FALSE(absl::StrContains(Read(other).answer, "Sec-WebSocket-Protocol"));
}

TEST(HttpUpgrade, TellsAPersonWhatThisIs) {
  const HttpUpgrade upgrade = Read("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(upgrade.state, State::kRefused);
  EXPECT_EQ(Status(upgrade), "HTTP/1.1 200 OK");
  EXPECT_TRUE(absl::StrContains(upgrade.answer, "<h1>Ex&lt;ample</h1>"));
}

TEST(HttpUpgrade, SaysWhyItRefuses) {
  EXPECT_EQ(Status(Read("NICK a\r\nUSER a 0 * :a\r\n\r\n")), "HTTP/1.1 400 Bad Request");
  EXPECT_EQ(Status(Read("POST / HTTP/1.1\r\n\r\n")), "HTTP/1.1 405 Method Not Allowed");
  EXPECT_EQ(Status(Read(absl::StrReplaceAll(kRequest, {{"Version: 13", "Version: 8"}}))),
            "HTTP/1.1 426 Upgrade Required");
  EXPECT_EQ(Status(Read(absl::StrReplaceAll(kRequest, {{"dGhl", ""}}))),
            "HTTP/1.1 400 Bad Request");
  EXPECT_EQ(Status(Read(std::string(9000, 'x'))), "HTTP/1.1 431 Request Header Fields Too Large");
}

std::string With(absl::string_view old_text, absl::string_view new_text) {
  return absl::StrReplaceAll(kRequest, {{old_text, new_text}});
}

TEST(HttpUpgrade, RefusesWhatTheSpecificationsForbid) {
  const std::vector<std::string> malformed = {
      With("Host: server.example.com\r\n", ""),
      With("Host: server.example.com\r\n", "Host: a\r\nHost: b\r\n"),
      With("HTTP/1.1", "HTTP/1.0"),
      With("Host: ", "Host : "),
      With("Origin: ", ": "),
      With("Origin: ", "X Y: "),
      With("Origin: ", "Origin: http://example.org\r\nOrigin: "),
      With("Sec-WebSocket-Key: ",
           "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Key: "),
      With("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ"),
      With("chat, ", "chat,\r\n "),
      With("\r\n", "\n"),
  };
  for (const std::string& request : malformed) {
    for (absl::string_view tail : {"", "frames", "\r\n\r\n"}) {
      const std::string bytes = absl::StrCat(request, tail);
      EXPECT_EQ(Status(Read(bytes)), "HTTP/1.1 400 Bad Request") << bytes;
      EXPECT_EQ(Read(bytes).state, State::kRefused) << bytes;
    }
  }
}

TEST(HttpUpgrade, HeadIsAnsweredLikeGetWithoutABody) {
  const std::string page = Read("GET / HTTP/1.1\r\nHost: x\r\n\r\n").answer;
  const std::string head = page.substr(0, page.find("\r\n\r\n") + 4);
  EXPECT_EQ(Read("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n").answer, head);
  EXPECT_EQ(Read(With("GET", "HEAD")).answer, head) << "only GET opens a WebSocket";
  EXPECT_EQ(Read(With("GET", "HEAD")).state, State::kRefused);
}

TEST(HttpUpgrade, KnowsTheOriginsThatMayCome) {
  EXPECT_EQ(Read(kRequest, {"http://example.com"}).state, State::kDone);
  EXPECT_EQ(Status(Read(kRequest, {"https://example.com"})), "HTTP/1.1 403 Forbidden");
  const std::string none = absl::StrReplaceAll(kRequest, {{"Origin: http://example.com\r\n", ""}});
  EXPECT_EQ(Read(none, {"https://example.com"}).state, State::kDone);
}

RC_GTEST_PROP(HttpUpgrade, EveryBeginningWantsMore, ()) {
  const std::string whole = kRequest;
  RC_ASSERT(Read(whole.substr(0, *rc::gen::inRange<size_t>(0, whole.size()))).state ==
            State::kMore);
}

RC_GTEST_PROP(HttpUpgrade, AnyBytesAreAnswered, (const std::string& bytes)) {
  const HttpUpgrade upgrade = Read(absl::StrCat(bytes, "\r\n\r\n"));
  RC_ASSERT(upgrade.state != State::kMore);
  RC_ASSERT(absl::StartsWith(upgrade.answer, "HTTP/1.1 "));
}

}  // namespace
}  // namespace irc

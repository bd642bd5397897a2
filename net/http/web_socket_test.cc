#include "net/http/web_socket.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

using Frames = WebSocket::Frames;

// A frame as a client sends it: masked.
std::string FromClient(int opcode, absl::string_view payload, bool final = true) {
  std::string frame(1, static_cast<char>((final ? 0x80 : 0) | opcode));
  if (payload.size() < 126) {
    frame.push_back(static_cast<char>(0x80 | payload.size()));
  } else {
    frame.push_back(static_cast<char>(0x80 | 126));
    frame.push_back(static_cast<char>(payload.size() >> 8));
    frame.push_back(static_cast<char>(payload.size()));
  }
  const std::string mask = "\x01\x80\x7f\x20";
  frame += mask;
  for (size_t i = 0; i < payload.size(); ++i) {
    frame.push_back(static_cast<char>(payload[i] ^ mask[i % 4]));
  }
  return frame;
}

constexpr int kMore = 0, kText = 1, kBinary = 2, kClose = 8, kPing = 9;

struct Peer {
  WebSocket web;
  std::string lines = {}, wire = {};
  bool Say(absl::string_view bytes) { return web.Read(bytes, lines, wire); }
};

TEST(WebSocket, AMessageIsALine) {
  Peer peer{WebSocket(Frames::kText)};
  EXPECT_TRUE(peer.Say(FromClient(kText, "NICK a") + FromClient(kText, "PRIV", false) +
                       FromClient(kMore, "MSG b :c")));
  EXPECT_EQ(peer.lines, "NICK a\r\nPRIVMSG b :c\r\n");
  EXPECT_EQ(peer.wire, "");
}

TEST(WebSocket, ALineIsAFrameWithoutItsEnd) {
  Peer peer{WebSocket(Frames::kText)};
  peer.web.Write("PING :x\r\n", peer.wire);
  EXPECT_EQ(peer.wire, "\x81\x07PING :x");
  Peer binary{WebSocket(Frames::kBinary)};
  binary.web.Write("PING :\xff\r\n", binary.wire);
  EXPECT_EQ(binary.wire, "\x82\x07PING :\xff");
}

TEST(WebSocket, TextIsUtf8) {
  Peer peer{WebSocket(Frames::kText)};
  peer.web.Write("x :caf\xe9\r\n", peer.wire);
  EXPECT_EQ(peer.wire, "\x81\x09x :caf\xef\xbf\xbd");
  // A text frame that is not UTF-8 closes the connection with status 1007.
  EXPECT_FALSE(peer.Say(FromClient(kText, "caf\xe9")));
  EXPECT_NE(peer.wire.find("\x03\xef"), std::string::npos);
}

TEST(WebSocket, WithoutASubprotocolItAnswersAsItIsSpokenTo) {
  Peer peer{WebSocket(Frames::kAsReceived)};
  peer.Say(FromClient(kBinary, "NICK a"));
  peer.web.Write("x\r\n", peer.wire);
  EXPECT_EQ(peer.wire, "\x82\x01x");
}

TEST(WebSocket, AnswersPingAndClose) {
  Peer peer{WebSocket(Frames::kText)};
  EXPECT_TRUE(peer.Say(FromClient(kPing, "hi")));
  EXPECT_EQ(peer.wire, "\x8a\x02hi");
  peer.wire.clear();
  EXPECT_FALSE(peer.Say(FromClient(kClose, "\x03\xe8")));
  EXPECT_EQ(peer.wire.substr(0, 1), "\x88");
  peer.wire.clear();
  peer.web.Write("too late\r\n", peer.wire);
  EXPECT_EQ(peer.wire, "");
}

TEST(WebSocket, ClosesOnce) {
  Peer peer{WebSocket(Frames::kText)};
  peer.web.Close(peer.wire);
  peer.web.Close(peer.wire);
  EXPECT_EQ(peer.wire, "\x88\x02\x03\xe8");
}

TEST(WebSocket, AMessageThatIsTooLongEndsIt) {
  Peer peer{WebSocket(Frames::kText)};
  EXPECT_FALSE(peer.Say(FromClient(kText, std::string(20000, 'x'))));
  EXPECT_EQ(peer.lines, "");
  EXPECT_NE(peer.wire.find("\x03\xf1"), std::string::npos);  // 1009
}

RC_GTEST_PROP(WebSocket, PiecesDoNotMatter, ()) {
  const auto texts = *rc::gen::container<std::vector<std::string>>(
      rc::gen::container<std::string>(rc::gen::inRange('a', 'z')));
  std::string bytes, expected;
  for (const std::string& text : texts) {
    absl::StrAppend(&bytes, FromClient(kText, text));
    absl::StrAppend(&expected, text, "\r\n");
  }
  Peer peer{WebSocket(Frames::kText)};
  for (size_t at = 0; at < bytes.size();) {
    const size_t size = std::min<size_t>(*rc::gen::inRange<size_t>(1, 40), bytes.size() - at);
    RC_ASSERT(peer.Say(absl::string_view(bytes).substr(at, size)));
    at += size;
  }
  RC_ASSERT(peer.lines == expected);
}

RC_GTEST_PROP(WebSocket, AnyBytesAreRead, (const std::string& bytes)) {
  Peer peer{WebSocket(Frames::kAsReceived)};
  peer.Say(bytes);
}

}  // namespace
}  // namespace irc

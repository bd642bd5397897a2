// What fits into a line: the room that RoomFor promises, and the cut of a line that has too much.
#include "core/protocol/render.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "core/limits.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr absl::string_view kServer = "irc.example", kClient = "alice";

// The line without tags, and without CRLF.
std::string Body(const Message& message) {
  std::string line;
  Render(message, CapSet(), {.server_name = kServer, .client = kClient}, &line);
  return line.substr(0, line.size() - 2);
}

// A message with parameters of these sizes, to which a last one can be added.
Message SomeHead(bool numeric, bool has_source, const std::vector<uint8_t>& sizes) {
  Message head = numeric      ? Message::Numeric(353)
                 : has_source ? Message("bob!bob@host.example", "PRIVMSG")
                              : Message("CAP");
  for (uint8_t size : sizes) head.Param(absl::string_view(std::string(1 + size % 64, 'p')));
  return head;
}

RC_GTEST_PROP(RoomFor, IsWhatFillsTheLineAndNoByteMore,
              (bool numeric, bool has_source, const std::vector<uint8_t>& sizes)) {
  const Message head = SomeHead(numeric, has_source, sizes);
  const size_t room = RoomFor(head, kServer, kClient);
  if (room == 0) {
    RC_ASSERT(Body(head).size() + 2 >= kBodyBytesMax);
    return;
  }
  Message full = head;
  full.Trailing(std::string(room, 'x'));
  RC_ASSERT(Body(full).size() == kBodyBytesMax);
}

// Text of 2, 3 and 4 bytes a letter, begun at every offset: the line ends with a whole letter, and
// has all that fit.
TEST(Render, CutsALineBetweenCodePoints) {
  for (const absl::string_view letter : {"\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80"}) {
    for (size_t shift = 0; shift < letter.size(); ++shift) {
      const Message head = Message("bob!bob@host.example", "PRIVMSG").Param("#c");
      std::string text(shift, 'x');
      while (text.size() < kBodyBytesMax) text.append(letter.data(), letter.size());
      const size_t room = RoomFor(head, kServer, kClient);
      const size_t whole = shift + (room - shift) / letter.size() * letter.size();
      const std::string before = Body(Message(head).Trailing(""));
      EXPECT_EQ(Body(Message(head).Trailing(text)), before + text.substr(0, whole)) << shift;
    }
  }
}

// Of several texts of the client the later ones give way when the first is too short for it.
TEST(Render, EveryEchoGivesWay) {
  const Message fail = Message("FAIL")
                           .Param("REDACT")
                           .Param("UNKNOWN_MSGID")
                           .Param(SafeParam("#c"))
                           .Param(SafeParam(std::string(600, 'x')))
                           .Trailing("There is no such message");
  const std::string body = Body(fail);
  EXPECT_EQ(body.size(), kBodyBytesMax);
  EXPECT_TRUE(absl::StartsWith(body, ":irc.example FAIL REDACT UNKNOWN_MSGID # xxx")) << body;
  EXPECT_TRUE(absl::EndsWith(body, "x :There is no such message")) << body;
}

}  // namespace
}  // namespace irc

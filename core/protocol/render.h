// Turns a Message into the bytes of a line.
//
// Law of this file: render.cc alone knows the protocol's syntax on the way out (the colon, spaces,
// tag escaping, the limits of 512 and 8191 bytes).
#ifndef IRCSERV_CORE_PROTOCOL_RENDER_H_
#define IRCSERV_CORE_PROTOCOL_RENDER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/protocol/caps.h"
#include "core/protocol/message.h"

namespace irc {

// The inputs of a line besides its message.
struct RenderContext {
  absl::string_view server_name;
  absl::string_view client = "*";  // the first parameter of numerics
  absl::Time time;                 // the `time` tag
  absl::Time epoch;                // with `seq` and the message's ordinal: the `msgid` tag
  uint64_t seq = 0;
  absl::string_view label;  // empty: none
  absl::string_view batch;  // reference; empty: none
};

// Appends the line for a session with `caps`, with CRLF. In a body longer than 510 bytes the text
// of clients that it echoes gives way; when that is not enough the line is cut, never inside a code
// point.
void Render(const Message& message, CapSet caps, const RenderContext& context, std::string* line);

// The number of bytes that are left for further text when `message` is rendered for `client`,
// counting a separating space and colon. Replies that list things fill their lines with this.
size_t RoomFor(const Message& message, absl::string_view server_name, absl::string_view client);

// An id that no other message of this network has: when the server's history began, the number of
// the event, and the message's place in it.
std::string FormatMsgid(absl::Time epoch, uint64_t seq, uint32_t ordinal);

// 2026-01-01T00:00:00.000Z
std::string FormatServerTime(absl::Time time);

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_RENDER_H_

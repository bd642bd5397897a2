#include "net/http/web_socket.h"

#include <wslay/wslay.h>

#include <algorithm>
#include <cstring>

#include "core/check.h"
#include "core/limits.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

// The maximum size of a message: room for a line with all its tags. A longer message closes the
// WebSocket with 1009. The limits that are answered with 417 are lower.
constexpr uint64_t kMessageBytesMax = 2 * kTagsBytesMax;

}  // namespace

// libwslay calls these only within Read and Flush, while input_, lines_ and wire_ are valid.
struct WebSocket::Ends {
  static ssize_t Receive(wslay_event_context_ptr context, uint8_t* buffer, size_t size, int,
                         void* user) {
    absl::string_view& input = static_cast<WebSocket*>(user)->input_;
    if (input.empty()) {
      wslay_event_set_error(context, WSLAY_ERR_WOULDBLOCK);
      return -1;
    }
    const size_t taken = std::min(size, input.size());
    std::memcpy(buffer, input.data(), taken);
    input.remove_prefix(taken);
    return static_cast<ssize_t>(taken);
  }
  static ssize_t Send(wslay_event_context_ptr, const uint8_t* data, size_t size, int, void* user) {
    static_cast<WebSocket*>(user)->wire_->append(reinterpret_cast<const char*>(data), size);
    return static_cast<ssize_t>(size);
  }
  // The fragments are collected in message_. libwslay would allocate memory for each fragment, a
  // hundred bytes for a single one.
  static void FrameStart(wslay_event_context_ptr context,
                         const wslay_event_on_frame_recv_start_arg* frame, void* user) {
    WebSocket& self = *static_cast<WebSocket*>(user);
    self.in_message_ = !wslay_is_ctrl_frame(frame->opcode);
    if (!self.in_message_ || frame->payload_length <= kMessageBytesMax - self.message_.size()) {
      return;
    }
    self.in_message_ = false;
    wslay_event_queue_close(context, WSLAY_CODE_MESSAGE_TOO_BIG, nullptr, 0);
    wslay_event_shutdown_read(context);
  }
  static void FrameChunk(wslay_event_context_ptr, const wslay_event_on_frame_recv_chunk_arg* chunk,
                         void* user) {
    WebSocket& self = *static_cast<WebSocket*>(user);
    if (!self.in_message_) return;
    self.message_.append(reinterpret_cast<const char*>(chunk->data), chunk->data_length);
  }
  static void Message(wslay_event_context_ptr, const wslay_event_on_msg_recv_arg* message,
                      void* user) {
    WebSocket& self = *static_cast<WebSocket*>(user);
    if (message->opcode != WSLAY_TEXT_FRAME && message->opcode != WSLAY_BINARY_FRAME) return;
    if (wslay_event_get_read_enabled(self.context_) == 0) return;  // the message was too long
    if (self.frames_ == Frames::kAsReceived) {
      self.frames_ = message->opcode == WSLAY_TEXT_FRAME ? Frames::kText : Frames::kBinary;
    }
    self.lines_->append(self.message_);
    self.lines_->append("\r\n");
    std::string().swap(self.message_);  // an idle connection costs no buffer
  }
};

WebSocket::WebSocket(Frames frames) : frames_(frames) {
  wslay_event_callbacks callbacks = {};
  callbacks.recv_callback = &Ends::Receive;
  callbacks.send_callback = &Ends::Send;
  callbacks.on_frame_recv_start_callback = &Ends::FrameStart;
  callbacks.on_frame_recv_chunk_callback = &Ends::FrameChunk;
  callbacks.on_msg_recv_callback = &Ends::Message;
  IRC_CHECK(wslay_event_context_server_init(&context_, &callbacks, this) == 0,
            "memory does not run out");
  wslay_event_config_set_no_buffering(context_, 1);
}

WebSocket::~WebSocket() { wslay_event_context_free(context_); }

bool WebSocket::Read(absl::string_view bytes, std::string& lines, std::string& wire) {
  input_ = bytes;
  lines_ = &lines;
  const bool ok = wslay_event_recv(context_) == 0;
  Flush(wire);
  return ok && wslay_event_get_close_received(context_) == 0 &&
         wslay_event_get_read_enabled(context_) != 0;
}

void WebSocket::Write(absl::string_view line, std::string& wire) {
  const absl::string_view text = line.substr(0, line.size() - 2);
  const bool binary = frames_ == Frames::kBinary;
  std::string repaired;
  if (!binary && !IsValidUtf8(text)) repaired = SanitizeUtf8(text);
  const absl::string_view payload = repaired.empty() ? text : absl::string_view(repaired);
  const wslay_event_msg message = {
      .opcode = static_cast<uint8_t>(binary ? WSLAY_BINARY_FRAME : WSLAY_TEXT_FRAME),
      .msg = reinterpret_cast<const uint8_t*>(payload.data()),
      .msg_length = payload.size()};
  // After the close frame libwslay takes no message, and the client expects none.
  if (wslay_event_queue_msg(context_, &message) == 0) Flush(wire);
}

void WebSocket::Close(std::string& wire) {
  wslay_event_queue_close(context_, WSLAY_CODE_NORMAL_CLOSURE, nullptr, 0);
  Flush(wire);
}

void WebSocket::Flush(std::string& wire) {
  wire_ = &wire;
  wslay_event_send(context_);
}

}  // namespace irc

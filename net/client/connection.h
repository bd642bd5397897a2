// One client's socket with the local half of its protocol: the lines that came in and were not
// taken yet, the lines that wait to go out, its flood tokens, its last sign of life, its passwords.
// It reads and writes; it decides nothing (net/shell.cc does). Its states are in lifecycle.h.
//
// Law of this file: every member is a plain value that can be listed, so that a connection can be
// saved field by field and handed to another process; only `fd` and the keys of TLS are the
// system's and OpenSSL's.
#ifndef IRCSERV_NET_CLIENT_CONNECTION_H_
#define IRCSERV_NET_CLIENT_CONNECTION_H_

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/conn/flood_bucket.h"
#include "core/conn/keepalive.h"
#include "core/conn/line_reader.h"
#include "core/conn/secrets.h"
#include "core/event.h"
#include "core/ids.h"
#include "core/protocol/address.h"
#include "net/accept/admission.h"
#include "net/client/lifecycle.h"
#include "net/client/send_queue.h"
#include "net/client/turn_lines.h"
#include "net/http/web_socket.h"
#include "net/io/fd.h"
#include "net/io/poller.h"
#include "net/tls/tls.h"

namespace irc {

// What became of a read or a write.
enum class Io {
  kDone,    // some bytes went
  kNotNow,  // the socket has nothing, or no room
  kEnd,     // read: the other side sends no more
  kBroken,  // the connection is lost; errno says why
};

class alignas(64) Connection {
 public:
  Connection() : keepalive(absl::UnixEpoch()) {}

  ConnectionState state() const { return state_; }
  bool open() const { return state_ == ConnectionState::kOpen; }

  // Goes to the next state of the table. REQUIRES: the table has it.
  ConnectionState Happened(Happening happening) { return state_ = NextState(state_, happening); }

  // Why its session ends; see lifecycle.h.
  EndReason end_reason() const { return end_reason_; }
  void EndBecause(EndReason reason) {
    if (end_reason_ == EndReason::kNone) end_reason_ = reason;
  }

  const IpAddress& address() const { return admission.address(); }

  // One recv() of at most `size` bytes into `buffer`; `bytes` is what came.
  Io Receive(char* buffer, size_t size, absl::string_view& bytes);

  // Room for what bytes become on their way through TLS and the frames of a WebSocket. All
  // connections share it, so that it is warm and costs an idle one nothing.
  struct Scratch {
    std::string plain;
    std::string lines;
  };

  // Turns `bytes` from the socket into what they say: lines. False when the client says no more.
  bool Unwrap(absl::string_view& bytes, Scratch& scratch);

  // The same for what TLS has been taken off already.
  bool UnwrapFrames(absl::string_view& bytes, Scratch& scratch);

  // Pieces of memory that are written at once. More are rare: neighbours are one piece.
  static constexpr int kPartsMax = 64;

  // Whether there is something to write.
  bool has_unsent() const { return !queue.empty() || wire_bytes() > 0; }

  // An open connection that has said everything and waits for nothing.
  bool at_rest() const { return open() && !interest.write && !has_unsent(); }

  // Fills `parts`, room for kPartsMax, with what is to be written next, and returns how many they
  // are. What the layers make of lines is appended to `wrapped`, at most kWrappedBytes of it.
  // REQUIRES: has_unsent().
  static constexpr size_t kWrappedBytes = 64 << 10;
  int Gather(TurnLines& lines, std::string& wrapped, iovec* parts);

  // `bytes` of that have been written, maybe none. `wrapped` is what Gather has appended: what the
  // socket did not take of it is kept.
  void Sent(TurnLines& lines, absl::string_view wrapped, size_t bytes);

  // Writes some of it now, if the socket takes it: bytes that went, or -errno.
  // REQUIRES: has_unsent().
  ssize_t Transmit(TurnLines& lines);

  // Nothing more goes into the queue: the last frame of a WebSocket and the end of TLS follow.
  void EndLayers(TurnLines& lines);

  // The rest of the end, when all has been written.
  void EndKernelTls();

  // The socket cannot be used any more: what waits to be written is forgotten.
  void Abandon();

  // The text of a password's handle, see Secrets::Take.
  std::string TakeSecret(absl::string_view handle, bool& known);

  // Replaces a password in `line` by a handle.
  void HideSecret(std::string& line);

  LinkStats::Row Stats() const;

  // What lines are wrapped in, if in anything, by which the connection says what it says from now
  // on.
  void SetLayers(std::unique_ptr<Tls> new_tls, std::unique_ptr<WebSocket> new_web);
  Tls* tls() const { return layers_ == nullptr ? nullptr : layers_->tls.get(); }
  WebSocket* web() const { return layers_ == nullptr ? nullptr : layers_->web.get(); }
  bool layered() const { return tls() != nullptr || web() != nullptr; }

  // Bytes that are no line of the queue; they go out first.
  void AddWire(absl::string_view bytes);
  void ClearWire();
  size_t wire_bytes() const { return layers_ == nullptr ? 0 : layers_->wire.size(); }

  // The members are in an order that leaves no gaps, as there are many connections, and all that a
  // delivery touches stands in the first 64 bytes, which are one line of the processor's cache: of
  // those who are written to in a turn hardly one is in there.
  SessionId id;
  SendQueue queue;

 private:
  // Most connections need none of it.
  struct Layers {
    std::unique_ptr<Tls> tls;        // null: everybody on the way can read it
    std::unique_ptr<WebSocket> web;  // null: lines go without frames
    std::string wire;
  };
  std::unique_ptr<Layers> layers_;

 public:
  uint64_t sent_bytes = 0;
  uint32_t sent_lines = 0;
  Fd fd;

 private:
  ConnectionState state_ = ConnectionState::kFree;
  EndReason end_reason_ = EndReason::kNone;

 public:
  Interest interest;
  uint8_t owed_tokens = 0;        // the cost of the last line, to be paid before the next
  bool at_end : 1 = false;        // the client has shut its side
  bool peer_ended : 1 = false;    // EPOLLRDHUP was seen; unread data may remain
  bool lost : 1 = false;          // the socket cannot be used any more
  bool waiting : 1 = false;       // for the result of a request; no line is taken meanwhile
  bool leaving : 1 = false;       // a Disconnected is on its way to the core; nothing is queued
  bool layers_ended : 1 = false;  // the last frame and the alert of TLS are in the wire
  bool has_output : 1 = false;    // stands in the list of connections to write to
  bool has_input : 1 = false;     // stands in a list of connections to read
  bool has_lines : 1 = false;     // stands in the list of connections to take lines from
  uint16_t port = 0;              // the listener's
  uint32_t received_lines = 0;
  uint64_t received_bytes = 0;
  LineReader reader;
  Keepalive keepalive;
  FloodBucket flood;
  AdmissionTicket admission;
  std::unique_ptr<Secrets> secrets;  // most clients never need one

 private:
  // Whether the lines of the queue are written where they lie.
  bool writes_lines() const {
    return layers_ == nullptr ||
           ((tls() == nullptr || tls()->in_kernel()) && web() == nullptr && layers_->wire.empty());
  }

  std::string& wire();  // makes room for it
  void DropEmptyLayers();

  // Wraps lines of the queue, and the closing frame if it is `last`, until `to` holds `bytes_max`.
  void Wrap(TurnLines& lines, size_t bytes_max, bool last, std::string& to);
};

}  // namespace irc

#endif  // IRCSERV_NET_CLIENT_CONNECTION_H_

// One client's socket with the local half of its protocol: received lines that the core has not
// taken yet, the send queue, the flood tokens, the keepalive and the passwords. A connection reads
// and writes; all decisions are the shell's (net/shell.cc). Its states are in lifecycle.h.
//
// Law of this file: the members are values, no pointers to other components, and ForEachMember
// lists all of them, so that a connection can be saved member by member and handed to another
// process. The exceptions are `fd`, the admission ticket (the other process admits the address
// again), and what OpenSSL and libwslay keep for TLS and WebSockets.
#ifndef IRCSERV_NET_CLIENT_CONNECTION_H_
#define IRCSERV_NET_CLIENT_CONNECTION_H_

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/conn/flood_budget.h"
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

// The result of a read or a write.
enum class Io {
  kDone,    // some bytes were read or written
  kNotNow,  // the socket has no input, or no room
  kEnd,     // read: the client has shut down its side
  kBroken,  // the connection is lost; errno has the reason
};

// The reasons for which no line of a client is taken for now.
struct LineHold {
  bool request : 1;     // a request of its last line is pending
  bool unfinished : 1;  // a long answer goes on when everything is written (Drained)
  bool behind : 1;      // it leaves its answers unread (Outgoing)

  bool any() const { return request || unfinished || behind; }
};

class alignas(64) Connection {
 public:
  Connection() : keepalive(absl::UnixEpoch()) {}

  ConnectionState state() const { return state_; }
  bool open() const { return state_ == ConnectionState::kOpen; }

  // Goes to the next state of kTransitions. REQUIRES: the table has a row for it.
  ConnectionState Advance(Happening happening) { return state_ = NextState(state_, happening); }

  // The reason for which the session ends. The first one that is set stays.
  EndReason end_reason() const { return end_reason_; }
  void EndBecause(EndReason reason) {
    if (end_reason_ == EndReason::kNone) end_reason_ = reason;
  }

  const IpAddress& address() const { return admission.address(); }

  // One recv() of at most `size` bytes into `buffer`; `bytes` are those that were read.
  Io Receive(char* buffer, size_t size, absl::string_view& bytes);

  // Buffers for input after TLS and after the frames of a WebSocket. All connections share them, so
  // they stay in the processor's cache and cost an idle connection nothing.
  struct Scratch {
    std::string plain;
    std::string lines;
  };

  // Decodes `bytes` from the socket (TLS, frames) and replaces them by the lines in them. Returns
  // false when the client has ended TLS or its WebSocket, or has violated their protocols.
  bool Unwrap(absl::string_view& bytes, Scratch& scratch);

  // The same for bytes that are decrypted already.
  bool UnwrapFrames(absl::string_view& bytes, Scratch& scratch);

  // The maximum number of pieces of memory in one write. More are rare, because adjacent lines are
  // one piece.
  static constexpr int kPartsMax = 64;

  // True if there are bytes to write.
  bool has_unsent() const { return !queue.empty() || wire_bytes() > 0; }

  // True for an open connection that has no bytes to write, does not wait for room in its socket,
  // and holds no lines.
  bool at_rest() const { return open() && !interest.write && !hold.any() && !has_unsent(); }

  // Fills `parts`, an array of kPartsMax, with the bytes to be written next, and returns the number
  // of parts. Lines that the layers encode are appended to `wrapped`, at most kWrappedBytes.
  // REQUIRES: has_unsent().
  static constexpr size_t kWrappedBytes = 64 << 10;
  int Gather(TurnLines& lines, std::string& wrapped, iovec* parts);

  // Takes the result of a write: the first `bytes` of the parts were written, possibly none.
  // `wrapped` are the bytes that Gather has appended; the unwritten rest of them is kept.
  void Sent(TurnLines& lines, absl::string_view wrapped, size_t bytes);

  // True when the kernel encrypts and what is left is a record of its own (kLastRecordBytes), to be
  // written by another call.
  bool owes_last_record() const {
    return tls() != nullptr && tls()->in_kernel() && writes_lines() && !queue.empty() &&
           queue.bytes() <= kLastRecordBytes;
  }

  // Writes as many bytes as the socket takes. Returns their number, or -errno.
  // REQUIRES: has_unsent().
  ssize_t Transmit(TurnLines& lines);

  // Ends the layers after the last line of the queue: the wire gets the close frame of the
  // WebSocket and the closing alert of TLS.
  void EndLayers(TurnLines& lines);

  // Sends the closing alert of TLS in the kernel. REQUIRES: everything else has been written.
  void EndKernelTls();

  // Marks the socket as lost and drops the bytes to be written.
  void Abandon();

  // The password of a handle, see Secrets::Take; `known` is set to false when there is none.
  std::string TakeSecret(absl::string_view handle, bool& known);

  // Replaces a password in `line` by a handle.
  void HideSecret(std::string& line, const ServiceNames& names);

  LinkStats::Row Stats() const;

  // Sets the layers that encode and decode all further bytes; null: none.
  void SetLayers(std::unique_ptr<Tls> new_tls, std::unique_ptr<WebSocket> new_web);
  Tls* tls() const { return layers_ == nullptr ? nullptr : layers_->tls.get(); }
  WebSocket* web() const { return layers_ == nullptr ? nullptr : layers_->web.get(); }
  bool layered() const { return tls() != nullptr || web() != nullptr; }

  // Appends bytes that are no lines of the queue, such as answers of TLS. They are written first.
  void AddWire(absl::string_view bytes);
  void ClearWire();
  size_t wire_bytes() const { return layers_ == nullptr ? 0 : layers_->wire.size(); }

  // Calls visit(name, member) for each member. connection_members_test compares the list with the
  // declarations below.
  template <typename Visit>
  void ForEachMember(Visit&& visit) const {
    visit("id", id);
    visit("queue", queue);
    visit("layers", layers_);
    visit("sent_bytes", sent_bytes);
    visit("sent_lines", sent_lines);
    visit("fd", fd);
    visit("state", state_);
    visit("end_reason", end_reason_);
    visit("interest", interest);
    visit("hold", hold);
    visit("at_end", at_end);
    visit("peer_ended", peer_ended);
    visit("lost", lost);
    visit("leaving", leaving);
    visit("layers_ended", layers_ended);
    visit("has_output", has_output);
    visit("has_input", has_input);
    visit("has_lines", has_lines);
    visit("port", port);
    visit("received_lines", received_lines);
    visit("received_bytes", received_bytes);
    visit("reader", reader);
    visit("keepalive", keepalive);
    visit("flood", flood);
    visit("admission", admission);
    visit("secrets", secrets);
  }

  // The order of the members leaves no padding, because there are many connections. The first 64
  // bytes, one line of the processor's cache, have all members that the delivery of a line uses,
  // because a connection is rarely in the cache when it gets a line.
  SessionId id;
  SendQueue queue;

 private:
  // Most connections have no layers.
  struct Layers {
    std::unique_ptr<Tls> tls;        // null: plaintext
    std::unique_ptr<WebSocket> web;  // null: lines without frames
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
  LineHold hold = {};
  bool at_end : 1 = false;        // all input has been read; the client has shut down its side
  bool peer_ended : 1 = false;    // the poller has reported that end; unread input may remain
  bool lost : 1 = false;          // the socket cannot be used any more
  bool leaving : 1 = false;       // a Disconnected is on its way to the core; nothing is queued
  bool layers_ended : 1 = false;  // the last frame and the alert of TLS are in the wire
  bool has_output : 1 = false;    // is in the list of connections to write to
  bool has_input : 1 = false;     // is in a list of connections to read
  bool has_lines : 1 = false;     // is in the list of connections to take lines from
  uint16_t port = 0;              // the listener's
  uint32_t received_lines = 0;
  uint64_t received_bytes = 0;
  LineReader reader;
  Keepalive keepalive;
  FloodBudget flood;
  AdmissionTicket admission;
  std::unique_ptr<Secrets> secrets;  // most clients never need one

 private:
  // True if the lines of the queue are written as they are, without a copy.
  bool writes_lines() const {
    return layers_ == nullptr ||
           ((tls() == nullptr || tls()->in_kernel()) && web() == nullptr && layers_->wire.empty());
  }

  std::string& wire();  // creates the layers if there are none
  void DropEmptyLayers();

  // Appends lines of the queue in their encoded form, and with `last` the close frame, until `to`
  // holds `bytes_max`.
  void Wrap(TurnLines& lines, size_t bytes_max, bool last, std::string& to);
};

}  // namespace irc

#endif  // IRCSERV_NET_CLIENT_CONNECTION_H_

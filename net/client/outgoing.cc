#include "net/client/outgoing.h"

#include <algorithm>
#include <cerrno>
#include <functional>
#include <new>

#include "core/check.h"
#include "net/io/memory_guard.h"

namespace irc {
namespace {

// The index of a connection that has no bytes to write, and so is not in the batch.
constexpr size_t kNone = ~size_t{0};

// The number of encoded bytes (TLS, frames) after which a batch is written, while they are still in
// the processor's cache.
constexpr size_t kWrappedAtOnce = 64 << 10;

}  // namespace

void Outgoing::Enqueue(Connection& connection) {
  if (connection.lost || connection.leaving) return;
  connection.queue.Push(lines_);
  ++connection.sent_lines;
  if (connection.interest.write) {
    if (!Keep(connection)) return;  // the socket is full: nothing is written in this turn
    Count(connection);
  } else {
    WantWrite(connection);
  }
  if (!IsBehind(connection) || !connection.open()) return;
  // A client that is behind already is written to here only before it would have to leave.
  const bool over = connection.queue.bytes() > queue_bytes_max_;
  if ((over || !connection.hold.behind) && !WriteNow(connection)) return;
  connection.hold.behind = IsBehind(connection);
  if (connection.queue.bytes() > queue_bytes_max_) Overflow(connection, EndReason::kSendQueue);
}

// Copies what the queue refers to. Without memory for it the client leaves, and false is returned.
bool Outgoing::Keep(Connection& connection) {
  try {
    const ClientCause cause;
    connection.queue.Keep(lines_);
    return true;
  } catch (const std::bad_alloc&) {
    Overflow(connection, EndReason::kNoMemory);
    return false;
  }
}

void Outgoing::Overflow(Connection& connection, EndReason why) {
  if (why == EndReason::kNoMemory || !connection.open()) {
    connection.queue.Clear();  // its begun line would have to be copied
  } else {
    connection.queue.DropUnbegun();
  }
  Count(connection);
  if (!connection.open()) return WantWrite(connection);  // Finish reports that nothing is left
  connection.leaving = true;
  overflowed_.push_back({.session = connection.id, .why = why});
}

// Takes the longest queues from their clients until all together hold `bytes` at most.
void Outgoing::Shed(ConnectionTable& connections, size_t bytes) {
  std::vector<std::pair<uint32_t, uint32_t>> longest;  // (bytes, slot)
  for (uint32_t slot = 0; slot < held_.size(); ++slot) {
    if (held_[slot] > 0) longest.push_back({held_[slot], slot});
  }
  std::sort(longest.begin(), longest.end(), std::greater<>());
  for (const auto& [held, slot] : longest) {
    if (held_bytes_ <= bytes) return;
    Connection& connection = connections.At(slot);
    if (!connection.leaving) Overflow(connection, EndReason::kSendQueues);
  }
}

void Outgoing::Count(const Connection& connection) {
  Hold(SessionIds::SlotOf(connection.id), connection.queue.heap_bytes() + connection.wire_bytes());
}

void Outgoing::Hold(uint32_t slot, size_t bytes) {
  if (slot >= held_.size()) {
    if (bytes == 0) return;
    held_.resize(slot + 1);
  }
  held_bytes_ -= held_[slot];
  held_[slot] = static_cast<uint32_t>(std::min<size_t>(bytes, UINT32_MAX));
  held_bytes_ += held_[slot];
}

// Writes to a client before the turn ends. Many lines in one turn (when a thousand clients leave)
// are no reason to drop a client that reads; only a full socket is. An error of this write is not
// reported, because the next write meets it again. False when the client leaves for want of memory.
bool Outgoing::WriteNow(Connection& connection) {
  if (connection.interest.write) return true;  // the socket is known to be full
  const uint64_t sent_before = connection.sent_bytes;
  connection.Transmit(lines_);
  sent_bytes_ += connection.sent_bytes - sent_before;
  return Keep(connection);
}

void Outgoing::WantWrite(Connection& connection) {
  if (connection.has_output) return;
  connection.has_output = true;
  with_output_.push_back(connection.id);
}

void Outgoing::Flush(ConnectionTable& connections, std::vector<Written>& written) {
  writing_to_.swap(with_output_);
  for (size_t begin = 0; begin < writing_to_.size();) {
    begin = WriteBatch(connections, begin, written);
  }
  writing_to_.clear();
  lines_.Clear();
}

// Writes to a batch of connections from index `begin` on, and returns the index after the batch.
size_t Outgoing::WriteBatch(ConnectionTable& connections, size_t begin,
                            std::vector<Written>& written) {
  batch_.Clear();
  writing_.clear();
  wrapped_.clear();
  wrapped_.reserve(kWrappedAtOnce + Connection::kWrappedBytes);  // so that it never moves
  size_t end = begin;
  while (end < writing_to_.size() && batch_.size() < IoBatch::kSocketsMax &&
         wrapped_.size() < kWrappedAtOnce) {
    Prepare(connections, writing_to_[end++]);
  }
  batch_.Run();
  for (Writing& writing : writing_) {
    if (writing.index != kNone) {
      writing.result = batch_.result(writing.index);
      const size_t bytes = writing.result > 0 ? static_cast<size_t>(writing.result) : 0;
      writing.connection->Sent(lines_, writing.wrapped, bytes);
      sent_bytes_ += bytes;
      if (bytes > 0 && writing.connection->owes_last_record()) {
        sent_bytes_ += std::max<ssize_t>(writing.connection->Transmit(lines_), 0);
      }
    }
    // Usually everything was written, and the connection needs nothing else.
    const bool finished = writing.result >= 0 && writing.connection->at_rest();
    if (!finished) Finish(*writing.connection, writing.result, written);
  }
  return end;
}

void Outgoing::Prepare(ConnectionTable& connections, SessionId session) {
  Connection* connection = connections.Find(session);
  if (connection == nullptr) return;
  connection->has_output = false;
  if (connection->state() == ConnectionState::kClosing) connection->EndLayers(lines_);
  writing_.push_back({.session = session, .connection = connection, .index = kNone});
  if (!connection->has_unsent()) return;  // Finish reports a closed one as done
  const size_t wrapped_before = wrapped_.size();
  const char* const room = wrapped_.data();
  iovec parts[Connection::kPartsMax];
  const int count = connection->Gather(lines_, wrapped_, parts);
  IRC_CHECK(wrapped_.data() == room, "there is room for what Gather may append");
  writing_.back().index = batch_.size();
  writing_.back().wrapped = absl::string_view(wrapped_).substr(wrapped_before);
  batch_.AddSend(connection->fd.get(), parts, count);
}

// `result`: the number of bytes that were written, or -errno.
void Outgoing::Finish(Connection& connection, ssize_t result, std::vector<Written>& written) {
  if (!Keep(connection)) return;
  Count(connection);
  if (result < 0 && result != -EAGAIN && result != -EINTR) {
    written.push_back({.session = connection.id,
                       .kind = Written::Kind::kError,
                       .error = static_cast<int>(-result)});
    return;
  }
  const bool more = connection.has_unsent();
  if (connection.interest.write != more) {
    connection.interest.write = more;
    written.push_back({.session = connection.id, .kind = Written::Kind::kInterest});
  }
  const bool was_behind = connection.hold.behind;
  connection.hold.behind = more && IsBehind(connection);
  if (was_behind && !connection.hold.behind) {
    written.push_back({.session = connection.id, .kind = Written::Kind::kCaughtUp});
  }
  if (!more && connection.hold.unfinished && connection.open()) {
    written.push_back({.session = connection.id, .kind = Written::Kind::kDrained});
  }
  if (!more && connection.state() == ConnectionState::kClosing) {
    written.push_back({.session = connection.id, .kind = Written::Kind::kDone});
  }
}

}  // namespace irc

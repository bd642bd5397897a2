// The shell's way out: what a turn has to say goes into queues, and from there to the sockets.
#include <cerrno>

#include "core/check.h"
#include "net/shell.h"

namespace irc {
namespace {

// In place of a place in the batch: there was nothing to write.
constexpr size_t kNowhere = ~size_t{0};

// What TLS and the frames of WebSockets make of lines is written when it is so much, as long as it
// is in the processor's cache.
constexpr size_t kWrappedAtOnce = 64 << 10;

}  // namespace

// Puts the last of this turn's lines into its queue.
void Shell::Enqueue(Connection& connection) {
  if (connection.lost || connection.leaving) return;
  connection.queue.Push(lines_);
  ++connection.sent_lines;
  if (connection.interest.write) {
    connection.queue.Keep(lines_);  // its socket is full: it is not written in this turn
  } else {
    WantWrite(connection);
  }
  if (connection.queue.bytes() <= static_cast<size_t>(config_.shell.send_bytes)) return;
  if (connection.state != Connection::State::kOpen || MakeRoom(connection)) return;
  log_.Debug("SendQ exceeded",
             {{"session", connection.id.value}, {"bytes", connection.queue.bytes()}});
  connection.queue.DropUnbegun();
  connection.leaving = true;
  next_events_.push_back(Disconnected{.session = connection.id, .reason = "SendQ exceeded"});
}

// More in one turn than a queue takes (a thousand clients leave) is no reason to drop who reads:
// only a socket that is full is. Tells nobody what became of the write; the next one finds the
// same.
bool Shell::MakeRoom(Connection& connection) {
  if (connection.interest.write) return false;  // it is known to be full
  const uint64_t sent_before = connection.sent_bytes;
  connection.Transmit(lines_);
  metrics_.sent_bytes.Add(connection.sent_bytes - sent_before);
  connection.queue.Keep(lines_);
  return connection.queue.bytes() <= static_cast<size_t>(config_.shell.send_bytes);
}

// Its queue is written before this turn ends, unless the socket is known to be full.
void Shell::WantOutput(Connection& connection) {
  if (!connection.interest.write) WantWrite(connection);
}

void Shell::WantWrite(Connection& connection) {
  if (connection.has_output) return;
  connection.has_output = true;
  with_output_.push_back(connection.id);
}

// One send for each of those who got something.
void Shell::WriteSome() {
  writing_to_.swap(with_output_);
  for (size_t begin = 0; begin < writing_to_.size();) begin = WriteBatch(begin);
  writing_to_.clear();
  KeepLate();
  lines_.Clear();
}

// Writes to those from `begin` on and returns who is the next. First all is written and taken out
// of the queues, and only then somebody may be lost: what others are told of that goes into queues
// that are as they should be.
size_t Shell::WriteBatch(size_t begin) {
  batch_->Clear();
  writing_.clear();
  wrapped_.clear();
  wrapped_.reserve(kWrappedAtOnce + Connection::kWrappedBytes);  // it stays where it is
  size_t end = begin;
  while (end < writing_to_.size() && batch_->size() < IoBatch::kSocketsMax &&
         wrapped_.size() < kWrappedAtOnce) {
    Prepare(writing_to_[end++]);
  }
  batch_->Run();
  uint64_t sent_bytes = 0;
  size_t unfinished = 0;
  for (Writing writing : writing_) {
    if (writing.place != kNowhere) {
      writing.result = batch_->result(writing.place);
      const size_t bytes = writing.result > 0 ? static_cast<size_t>(writing.result) : 0;
      writing.connection->Sent(lines_, writing.wrapped, bytes);
      sent_bytes += bytes;
    }
    // Most often all has gone, and that is all.
    const bool finished = writing.result >= 0 && writing.connection->at_rest();
    if (!finished) writing_[unfinished++] = writing;
  }
  metrics_.sent_bytes.Add(sent_bytes);
  writing_.resize(unfinished);
  for (const Writing& writing : writing_) {
    Connection* connection = connections_.Find(writing.session);
    if (connection != nullptr) Written(*connection, writing.result);
  }
  return end;
}

void Shell::Prepare(SessionId session) {
  Connection* connection = connections_.Find(session);
  if (connection == nullptr) return;
  connection->has_output = false;
  if (connection->state == Connection::State::kClosing) connection->EndLayers(lines_);
  writing_.push_back({.session = session, .connection = connection, .place = kNowhere});
  if (!connection->has_unsent()) return;  // one that is let go has said all, and ends now
  const size_t wrapped_before = wrapped_.size();
  const char* const room = wrapped_.data();
  iovec parts[Connection::kPartsMax];
  const int count = connection->Gather(lines_, wrapped_, parts);
  IRC_CHECK(wrapped_.data() == room, "there is room for what Gather may append");
  writing_.back().place = batch_->size();
  writing_.back().wrapped = absl::string_view(wrapped_).substr(wrapped_before);
  batch_->AddSend(connection->fd.get(), parts, count);
}

// Who was added while the others were written (one of them was lost, and they are told) is written
// in the next turn.
void Shell::KeepLate() {
  for (SessionId session : with_output_) {
    Connection* connection = connections_.Find(session);
    if (connection != nullptr) connection->queue.Keep(lines_);
  }
}

// `result`: bytes that went, or -errno.
void Shell::Written(Connection& connection, ssize_t result) {
  if (result < 0 && result != -EAGAIN && result != -EINTR) {
    return Lose(connection, static_cast<int>(-result));
  }
  connection.queue.Keep(lines_);
  const bool more = connection.has_unsent();
  if (connection.interest.write != more) {
    connection.interest.write = more;
    SetInterest(connection);
  }
  if (!more && connection.state == Connection::State::kClosing) Linger(connection);
}

}  // namespace irc

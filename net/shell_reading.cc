// The shell's way in: what clients have sent, and how it becomes lines.
#include <algorithm>
#include <cerrno>

#include "net/shell.h"

namespace irc {
namespace {

// In place of a place in the batch: it is read no more.
constexpr size_t kNowhere = ~size_t{0};

// So many are read with one system call, and get so much in a turn: about as much as is taken of
// their lines. Fewer than a crowd get more.
constexpr size_t kReadersAtOnce = 32;
constexpr size_t kBytesInCrowd = 4 << 10;
constexpr size_t kCrowd = 4;

// The pieces of the buffer begin at different places of the processor's cache.
constexpr size_t kGap = 64;

}  // namespace

// It is read in this turn.
void Shell::WantInput(Connection& connection) {
  if (connection.has_input) return;
  connection.has_input = true;
  reading_.push_back({.session = connection.id});
}

// And again in the next one.
void Shell::WantMore(Connection& connection) {
  if (connection.has_input) return;
  connection.has_input = true;
  unread_.push_back(connection.id);
}

void Shell::ReadAll() {
  static_assert(kReadersAtOnce * (kBytesInCrowd + kGap) <= kReadBufferBytes &&
                (kCrowd - 1) * (kBytesPerTurn + kGap) <= kReadBufferBytes);
  for (size_t begin = 0; begin < reading_.size(); begin += kReadersAtOnce) {
    ReadBatch(begin, std::min(begin + kReadersAtOnce, reading_.size()));
  }
  reading_.clear();
}

void Shell::ReadBatch(size_t begin, size_t end) {
  const size_t room = end - begin < kCrowd ? kBytesPerTurn : kBytesInCrowd;
  const auto buffer = [&](size_t place) { return read_buffer_.get() + place * (room + kGap); };
  batch_->Clear();
  for (size_t i = begin; i < end; ++i) {
    const Connection* connection = connections_.Find(reading_[i].session);
    reading_[i].place = connection == nullptr ? kNowhere : batch_->size();
    if (connection == nullptr) continue;
    batch_->AddReceive(connection->fd.get(), buffer(batch_->size()), room);
  }
  batch_->Run();
  for (size_t i = begin; i < end; ++i) {
    const size_t place = reading_[i].place;
    Connection* connection = connections_.Find(reading_[i].session);
    if (place == kNowhere || connection == nullptr) continue;
    connection->has_input = false;
    const ssize_t result = batch_->result(place);
    // Less than there was room for is all that there was; what comes from now on is news. But the
    // end may have come with it, and of a client who was let go meanwhile the rest has to be
    // drained.
    if (connection->state != Connection::State::kOpen) {
      WantMore(*connection);
      continue;
    }
    const bool more = result == static_cast<ssize_t>(room) || connection->ended;
    if (more && result > 0) WantMore(*connection);
    TakeBytes(*connection, result, buffer(place));
  }
}

// `result`: bytes that came, 0 at the end, or -errno.
void Shell::TakeBytes(Connection& connection, ssize_t result, const char* buffer) {
  if (result == -EAGAIN || result == -EINTR) return;
  if (result < 0) return Lose(connection, static_cast<int>(-result));
  if (result == 0) {
    // What it sent before is still served; it may read the answers.
    connection.at_end = true;
    SetInterest(connection);
    return WantLines(connection);
  }
  absl::string_view bytes(buffer, static_cast<size_t>(result));
  connection.received_bytes += bytes.size();
  connection.keepalive.OnReceived(steady_);
  metrics_.received_bytes.Add(bytes.size());
  const bool goes_on = connection.Unwrap(bytes, scratch_);
  Take(connection, bytes, goes_on);
  WantLines(connection);
}

// What an open connection says, without what it was wrapped in.
void Shell::Take(Connection& connection, absl::string_view lines, bool goes_on) {
  if (!goes_on) {
    connection.at_end = true;
    SetInterest(connection);
  }
  connection.reader.Feed(lines);
  if (connection.has_unsent()) WantOutput(connection);
  // Answers to pings and the like, which he does not read; lines that are wrapped ahead are fewer.
  if (connection.wire_bytes() > 2 * static_cast<size_t>(config_.shell.send_bytes)) {
    Leave(connection, "SendQ exceeded");
  }
}

// Throws away what a closed connection still sends, so that closing the socket resets nothing.
void Shell::Drain(Connection& connection) {
  absl::string_view bytes;
  const Io result = connection.Receive(read_buffer_.get(), kBytesPerTurn, bytes);
  if (result == Io::kBroken) return Lose(connection, errno);
  if (result == Io::kDone) return WantMore(connection);  // till nothing is left
  if (result != Io::kEnd) return;
  if (connection.state == Connection::State::kLingering) return Release(connection);
  connection.at_end = true;  // it may still read
  SetInterest(connection);
}

}  // namespace irc

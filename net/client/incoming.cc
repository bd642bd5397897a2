#include "net/client/incoming.h"

#include <algorithm>
#include <cerrno>
#include <new>

#include "core/conn/line_facts.h"
#include "net/http/http_line.h"
#include "net/io/memory_guard.h"

namespace irc {
namespace {

// The maximum number of bytes that one turn reads from a client.
constexpr size_t kBytesPerTurn = 16 << 10;

// The maximum number of connections in a batch. In a batch of kCrowd or more, kBytesInCrowd is the
// maximum number of bytes that are read from each: about the size of the lines that a turn takes
// from it. In a smaller batch it is kBytesPerTurn.
constexpr size_t kReadersAtOnce = 32;
constexpr size_t kBytesInCrowd = 4 << 10;
constexpr size_t kCrowd = 4;

// The gap between the pieces of the buffer, with which they begin in different sets of the
// processor's cache.
constexpr size_t kGap = 64;

constexpr size_t kBufferBytes = 132 << 10;
static_assert(kReadersAtOnce * (kBytesInCrowd + kGap) <= kBufferBytes &&
              (kCrowd - 1) * (kBytesPerTurn + kGap) <= kBufferBytes);

// The index of a connection that is gone, and so is not in the batch.
constexpr size_t kNone = ~size_t{0};

}  // namespace

Incoming::Incoming(IoBatch& batch, ServiceNames services)
    : batch_(batch),
      services_(std::move(services)),
      buffer_(std::make_unique<char[]>(kBufferBytes)) {}

void Incoming::QueueRead(Connection& connection) {
  if (connection.has_input) return;
  connection.has_input = true;
  reading_.push_back({.session = connection.id});
}

void Incoming::QueueReadNextTurn(Connection& connection) {
  if (connection.has_input) return;
  connection.has_input = true;
  unread_.push_back(connection.id);
}

void Incoming::QueueLines(Connection& connection) {
  if (connection.has_lines) return;
  connection.has_lines = true;
  with_lines_.push_back(connection.id);
}

bool Incoming::ReadBatch(ConnectionTable& connections, absl::Time now, std::vector<Input>& inputs) {
  inputs.clear();
  if (read_ == reading_.size()) {
    reading_.clear();
    read_ = 0;
    return false;
  }
  const size_t begin = read_;
  const size_t end = std::min(begin + kReadersAtOnce, reading_.size());
  read_ = end;
  const size_t room = end - begin < kCrowd ? kBytesPerTurn : kBytesInCrowd;
  const auto buffer = [&](size_t index) { return buffer_.get() + index * (room + kGap); };
  batch_.Clear();
  for (size_t i = begin; i < end; ++i) {
    const Connection* connection = connections.Find(reading_[i].session);
    reading_[i].index = connection == nullptr ? kNone : batch_.size();
    if (connection == nullptr) continue;
    batch_.AddReceive(connection->fd.get(), buffer(batch_.size()), room);
  }
  batch_.Run();
  for (size_t i = begin; i < end; ++i) {
    const size_t index = reading_[i].index;
    if (index == kNone) continue;
    Connection& connection = *connections.Find(reading_[i].session);
    connection.has_input = false;
    const ssize_t result = batch_.result(index);
    // The core has closed the connection meanwhile: the rest of its input is drained.
    if (!connection.open()) {
      QueueReadNextTurn(connection);
      continue;
    }
    if (result == -EAGAIN || result == -EINTR) continue;
    // A short read has emptied the socket, and the poller reports later input. But the end of the
    // connection may have arrived together with these bytes.
    if (result > 0 && (result == static_cast<ssize_t>(room) || connection.peer_ended)) {
      QueueReadNextTurn(connection);
    }
    inputs.push_back(Take(connection, result, buffer(index), now));
  }
  return true;
}

// `result`: the number of bytes that were read, 0 at the end, or -errno.
Incoming::Input Incoming::Take(Connection& connection, ssize_t result, const char* buffer,
                               absl::Time now) {
  Input input = {.session = connection.id};
  if (result <= 0) {
    input.kind = result == 0 ? Input::Kind::kEnd : Input::Kind::kError;
    input.error = static_cast<int>(-result);
    return input;
  }
  absl::string_view bytes(buffer, static_cast<size_t>(result));
  counts_.bytes += bytes.size();
  connection.received_bytes += bytes.size();
  connection.keepalive.OnReceived(now);
  if (!connection.Unwrap(bytes, scratch_)) input.kind = Input::Kind::kEnd;
  try {
    const ClientCause cause;
    connection.reader.Feed(bytes);
  } catch (const std::bad_alloc&) {
    input.kind = Input::Kind::kNoMemory;
  }
  return input;
}

bool Incoming::FeedFrames(Connection& connection, absl::string_view bytes) {
  const bool goes_on = connection.UnwrapFrames(bytes, scratch_);
  connection.reader.Feed(bytes);
  return goes_on;
}

Io Incoming::Drain(Connection& connection) {
  absl::string_view bytes;
  return connection.Receive(buffer_.get(), kBytesPerTurn, bytes);
}

Incoming::Line* Incoming::NextLine(Connection& connection, const FloodLimits& flood,
                                   absl::Time now) {
  // The price of a line is known only after it has been taken, so each client has credit for one.
  while (connection.flood.TryPay(flood, now) && connection.reader.NextLine(&line_.text)) {
    ++connection.received_lines;
    ++counts_.lines;
    const LineFacts facts = FactsOf(line_.text, services_);
    line_.readable = !facts.error.has_value();
    line_.http = connection.received_lines == 1 && IsHttpLine(line_.text);
    if (line_.http) return &line_;
    line_.command = facts.command;
    // What we have asked for costs nothing; each PING is answered once.
    if (line_.readable && connection.keepalive.AnswersOurPing(facts.parsed)) continue;
    line_.query = facts.price.kind == LineKind::kQuery;
    connection.flood.Owe(facts.price);
    // At once if a budget has enough tokens; otherwise they are owed until the next line.
    connection.flood.TryPay(flood, now);
    if (facts.may_hold_secret) connection.HideSecret(line_.text, services_);
    return &line_;
  }
  return nullptr;
}

}  // namespace irc

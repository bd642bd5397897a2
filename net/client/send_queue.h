// The send queue of one client: first the unwritten rest of earlier turns, in memory of its own,
// then spans of this turn's lines, which all queues share.
//
// Law of this file: at the end of a turn no queue has a span. Bytes that the socket did not take
// have been copied (Keep), so a client that does not read holds only memory of its own, all of
// which bytes() counts. An empty queue owns no memory. The limit of a queue is Outgoing's.
#ifndef IRCSERV_NET_CLIENT_SEND_QUEUE_H_
#define IRCSERV_NET_CLIENT_SEND_QUEUE_H_

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "net/client/turn_lines.h"

namespace irc {

class SendQueue {
 public:
  bool empty() const { return bytes_ == 0; }
  size_t bytes() const { return bytes_; }
  // The memory that the queue owns.
  size_t heap_bytes() const { return kept_ == nullptr ? 0 : kept_->text.capacity(); }

  // Appends the last line of `lines`.
  void Push(TurnLines& lines) {
    const uint32_t begin = lines.line_begin();
    const uint32_t end = lines.line_end();
    bytes_ += end - begin;
    if (last_ != TurnLines::kNoSpan && lines.span(last_).end == begin) {
      lines.span(last_).end = end;
      return;
    }
    const uint32_t span = lines.AddSpan({.begin = begin, .end = end});
    (last_ == TurnLines::kNoSpan ? first_ : lines.span(last_).next) = span;
    last_ = span;
  }

  // The bytes to be written next, up to the end of their piece of memory. REQUIRES: not empty.
  absl::string_view Front(const TurnLines& lines) const;

  // Fills `parts` with the pieces to be written next, at most `max`, and returns their number.
  int Gather(const TurnLines& lines, iovec* parts, int max) const;

  // Removes the first `bytes` of the queue, which have been written.
  void Consume(TurnLines& lines, size_t bytes);

  // Copies the lines of the spans. The queue then refers to nothing in `lines`. Nothing has changed
  // when the allocation throws.
  void Keep(const TurnLines& lines);

  // Drops all lines of which nothing has been written. A partly written line stays, so that the
  // client receives the whole of it.
  void DropUnbegun();

  void Clear();

 private:
  struct Kept {
    std::string text;
    size_t written = 0;
  };

  void ForgetSpans() { first_ = last_ = TurnLines::kNoSpan; }

  // Both share a word to save memory: every connection has a queue.
  uint64_t bytes_ : 63 = 0;   // unwritten
  uint64_t in_line_ : 1 = 0;  // the last byte that was written is not the end of a line
  uint32_t first_ = TurnLines::kNoSpan;
  uint32_t last_ = TurnLines::kNoSpan;
  std::unique_ptr<Kept> kept_;
};

}  // namespace irc

#endif  // IRCSERV_NET_CLIENT_SEND_QUEUE_H_

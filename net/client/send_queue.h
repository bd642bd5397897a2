// What waits to be written to one client: first what did not go out in an earlier turn, in memory
// of its own, then the spans of this turn's lines, which all queues share.
//
// Law of this file: when a turn has ended a queue has no span. What the socket did not take has
// been copied (Keep), so that a client that does not read holds no memory but its own, all of which
// bytes() counts. An empty queue owns no memory.
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

  // What is to be written next, as far as it is in one piece. REQUIRES: not empty.
  absl::string_view Front(const TurnLines& lines) const;

  // Fills `parts` with what is to be written next and returns how many of them; at most `max`.
  int Gather(const TurnLines& lines, iovec* parts, int max) const;

  // `bytes` of what Gather or Front gave have been written.
  void Consume(TurnLines& lines, size_t bytes);

  // Copies what is in spans. Nothing of `lines` is in the queue then.
  void Keep(const TurnLines& lines);

  // Forgets every line that nothing was written of yet. A line that has begun stays, so that the
  // client sees no half of it.
  void DropUnbegun();

  void Clear();

 private:
  struct Kept {
    std::string text;
    size_t written = 0;
  };

  void ForgetSpans() { first_ = last_ = TurnLines::kNoSpan; }

  // In one word, to be small: a connection has one.
  uint64_t bytes_ : 63 = 0;   // unwritten
  uint64_t in_line_ : 1 = 0;  // the last byte that was written is not the end of a line
  uint32_t first_ = TurnLines::kNoSpan;
  uint32_t last_ = TurnLines::kNoSpan;
  std::unique_ptr<Kept> kept_;
};

}  // namespace irc

#endif  // IRCSERV_NET_CLIENT_SEND_QUEUE_H_

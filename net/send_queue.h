// What waits to be written to one client: lines that all queues share, and how far the first one
// has gone out. An empty queue owns no memory.
#ifndef IRCSERV_NET_SEND_QUEUE_H_
#define IRCSERV_NET_SEND_QUEUE_H_

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/output.h"

namespace irc {

class SendQueue {
 public:
  bool empty() const { return bytes_ == 0; }
  size_t bytes() const { return bytes_; }

  // REQUIRES: a line is not empty.
  void Push(Line line);

  // What is left of the first line. REQUIRES: not empty.
  absl::string_view Front() const {
    return absl::string_view(*lines_[first_]).substr(written_);
  }

  // Fills `parts` with what is to be written next and returns how many of them; at most `max`.
  int Gather(iovec* parts, int max) const;

  // `bytes` of what Gather gave have been written.
  void Consume(size_t bytes);

  // Forgets every line that nothing was written of yet. A line that has begun stays, so that the
  // client sees no half of it.
  void DropUnbegun();

  void Clear();

 private:
  std::vector<Line> lines_;  // those before first_ are written and gone
  uint32_t first_ = 0;
  uint32_t written_ = 0;  // bytes of lines_[first_]
  size_t bytes_ = 0;      // unwritten, of all lines
};

}  // namespace irc

#endif  // IRCSERV_NET_SEND_QUEUE_H_

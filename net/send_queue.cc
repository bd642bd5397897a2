#include "net/send_queue.h"

#include <algorithm>
#include <utility>

#include "core/check.h"

namespace irc {

void SendQueue::Push(Line line) {
  bytes_ += line->size();
  lines_.push_back(std::move(line));
}

int SendQueue::Gather(iovec* parts, int max) const {
  const int count = static_cast<int>(std::min<size_t>(max, lines_.size() - first_));
  for (int i = 0; i < count; ++i) {
    const std::string& text = *lines_[first_ + i];
    const size_t skip = i == 0 ? written_ : 0;
    parts[i] = {.iov_base = const_cast<char*>(text.data() + skip), .iov_len = text.size() - skip};
  }
  return count;
}

void SendQueue::Consume(size_t bytes) {
  IRC_CHECK(bytes <= bytes_, "no more was written than the queue gave");
  bytes_ -= bytes;
  if (bytes_ == 0) return Clear();
  while (bytes > 0) {
    const size_t left = lines_[first_]->size() - written_;
    if (bytes < left) {
      written_ += static_cast<uint32_t>(bytes);
      break;
    }
    bytes -= left;
    lines_[first_++].reset();
    written_ = 0;
  }
  // A queue that never empties would grow at its front; half of it may be dead, not more.
  if (first_ * 2 > lines_.size()) {
    lines_.erase(lines_.begin(), lines_.begin() + first_);
    first_ = 0;
  }
}

void SendQueue::DropUnbegun() {
  if (written_ == 0) return Clear();
  Line begun = std::move(lines_[first_]);
  bytes_ = begun->size() - written_;
  lines_.clear();
  lines_.push_back(std::move(begun));
  first_ = 0;
}

void SendQueue::Clear() {
  std::vector<Line>().swap(lines_);
  first_ = 0;
  written_ = 0;
  bytes_ = 0;
}

}  // namespace irc

// The lines that one turn of the loop sends, each written down once, however many clients get it:
// one text, and spans of it that the send queues of the turn are made of. Lines that follow each
// other in the text and in a queue are one span, so that a busy channel's members are each written
// one piece of memory. Nothing in here outlives its turn (SendQueue::Keep).
#ifndef IRCSERV_NET_TURN_LINES_H_
#define IRCSERV_NET_TURN_LINES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace irc {

class TurnLines {
 public:
  static constexpr uint32_t kNoSpan = ~uint32_t{0};

  // A part of the text, and the span that follows it in the same queue.
  struct Span {
    uint32_t begin = 0;
    uint32_t end = 0;
    uint32_t next = kNoSpan;
  };

  // Writes down a line with its ending; it is the last line from now on.
  void Add(absl::string_view line) {
    line_begin_ = static_cast<uint32_t>(text_.size());
    text_.append(line.data(), line.size());
  }
  uint32_t line_begin() const { return line_begin_; }
  uint32_t line_end() const { return static_cast<uint32_t>(text_.size()); }

  uint32_t AddSpan(Span span) {
    spans_.push_back(span);
    return static_cast<uint32_t>(spans_.size() - 1);
  }
  Span& span(uint32_t index) { return spans_[index]; }
  const Span& span(uint32_t index) const { return spans_[index]; }

  absl::string_view TextOf(const Span& span) const {
    return absl::string_view(text_).substr(span.begin, span.end - span.begin);
  }

  // More than this, and it is time to write: a turn's text stays small enough for the caches.
  bool big() const { return text_.size() > kBigBytes; }

  // REQUIRES: no queue has a span any more.
  void Clear() {
    text_.clear();
    spans_.clear();
    line_begin_ = 0;
    if (text_.capacity() > 4 * kBigBytes) std::string().swap(text_);
    if (spans_.capacity() > kBigBytes / sizeof(Span)) std::vector<Span>().swap(spans_);
  }

 private:
  static constexpr size_t kBigBytes = 1 << 20;

  std::string text_;
  std::vector<Span> spans_;
  uint32_t line_begin_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_TURN_LINES_H_

// The lines that one turn of the loop sends. A line is stored once, however many clients get it, in
// one of two texts; the send queues of the turn consist of spans of these texts. Lines that follow
// each other both in a text and in a queue are one span, so that each member of a busy channel is
// written one piece of memory. Lines for a single client have a text of their own: in the shared
// text they would divide spans of all others. Example: when many clients quit, each gets its own
// ERROR, and the rest get one QUIT after another. The texts are emptied after each turn
// (SendQueue::Keep).
#ifndef IRCSERV_NET_CLIENT_TURN_LINES_H_
#define IRCSERV_NET_CLIENT_TURN_LINES_H_

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

  // Stores a line with its ending as the last line, in the text of the `shared` lines or in that of
  // the others. The choice affects only the number of spans: every queue may take every line.
  void Add(absl::string_view line, bool shared) {
    std::string& text = shared ? shared_ : single_;
    line_begin_ = static_cast<uint32_t>(text.size()) + (shared ? 0 : kSingleBegin);
    line_end_ = line_begin_ + static_cast<uint32_t>(line.size());
    text.append(line.data(), line.size());
  }
  uint32_t line_begin() const { return line_begin_; }
  uint32_t line_end() const { return line_end_; }

  uint32_t AddSpan(Span span) {
    spans_.push_back(span);
    return static_cast<uint32_t>(spans_.size() - 1);
  }
  Span& span(uint32_t index) { return spans_[index]; }
  const Span& span(uint32_t index) const { return spans_[index]; }

  absl::string_view TextOf(const Span& span) const {
    return span.begin < kSingleBegin
               ? absl::string_view(shared_).substr(span.begin, span.end - span.begin)
               : absl::string_view(single_).substr(span.begin - kSingleBegin,
                                                   span.end - span.begin);
  }

  // True when the lines should be written, while the texts still fit into the processor's caches.
  bool big() const { return shared_.size() + single_.size() > kBigBytes; }

  // REQUIRES: no queue has a span any more.
  void Clear() {
    spans_.clear();
    for (std::string* text : {&shared_, &single_}) {
      text->clear();
      if (text->capacity() > 4 * kBigBytes) std::string().swap(*text);
    }
    if (spans_.capacity() > kBigBytes / sizeof(Span)) std::vector<Span>().swap(spans_);
  }

 private:
  static constexpr size_t kBigBytes = 1 << 20;
  static constexpr uint32_t kSingleBegin = uint32_t{1} << 31;  // added to positions in single_

  std::string shared_;
  std::string single_;
  std::vector<Span> spans_;
  uint32_t line_begin_ = 0;
  uint32_t line_end_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_CLIENT_TURN_LINES_H_

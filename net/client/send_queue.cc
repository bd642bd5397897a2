#include "net/client/send_queue.h"

#include <algorithm>
#include <utility>

#include "core/check.h"

namespace irc {

absl::string_view SendQueue::Front(const TurnLines& lines) const {
  if (kept_ != nullptr) return absl::string_view(kept_->text).substr(kept_->written);
  return lines.TextOf(lines.span(first_));
}

int SendQueue::Gather(const TurnLines& lines, iovec* parts, int max) const {
  int count = 0;
  const auto add = [&](absl::string_view text) {
    parts[count++] = {.iov_base = const_cast<char*>(text.data()), .iov_len = text.size()};
  };
  if (kept_ != nullptr) add(Front(lines));
  for (uint32_t i = first_; i != TurnLines::kNoSpan && count < max; i = lines.span(i).next) {
    add(lines.TextOf(lines.span(i)));
  }
  return count;
}

void SendQueue::Consume(TurnLines& lines, size_t bytes) {
  IRC_CHECK(bytes <= bytes_, "no more was written than the queue gave");
  if (bytes == bytes_) return Clear();
  if (bytes == 0) return;
  bytes_ -= bytes;
  char last = '\n';
  if (kept_ != nullptr) {
    const size_t taken = std::min(bytes, kept_->text.size() - kept_->written);
    kept_->written += taken;
    bytes -= taken;
    last = kept_->text[kept_->written - 1];
    if (kept_->written == kept_->text.size()) {
      kept_.reset();
    } else if (kept_->written * 2 > kept_->text.size()) {
      // A queue that is never empty would keep all written bytes. They are erased when they are
      // more than half of the text.
      kept_->text.erase(0, kept_->written);
      kept_->written = 0;
      // The same for the memory of a queue that was long.
      if (kept_->text.capacity() > 4 * kept_->text.size()) kept_->text.shrink_to_fit();
    }
  }
  while (bytes > 0) {
    TurnLines::Span& span = lines.span(first_);
    const size_t taken = std::min<size_t>(bytes, span.end - span.begin);
    last = lines.TextOf(span)[taken - 1];
    span.begin += static_cast<uint32_t>(taken);
    bytes -= taken;
    if (span.begin == span.end) first_ = span.next;
  }
  if (first_ == TurnLines::kNoSpan) last_ = TurnLines::kNoSpan;
  in_line_ = last != '\n';
}

void SendQueue::Keep(const TurnLines& lines) {
  if (first_ == TurnLines::kNoSpan) return;
  if (kept_ == nullptr) kept_ = std::make_unique<Kept>();
  // First, so that an allocation that fails leaves the queue as it is.
  kept_->text.reserve(kept_->written + bytes_);
  for (uint32_t i = first_; i != TurnLines::kNoSpan; i = lines.span(i).next) {
    const absl::string_view text = lines.TextOf(lines.span(i));
    kept_->text.append(text.data(), text.size());
  }
  ForgetSpans();
}

void SendQueue::DropUnbegun() {
  if (!in_line_) return Clear();
  // The line was begun in an earlier turn, so Keep has copied it.
  IRC_CHECK(kept_ != nullptr, "a line that has begun is kept");
  const size_t end = kept_->text.find('\n', kept_->written);
  IRC_CHECK(end != std::string::npos, "lines are kept whole");
  auto begun = std::make_unique<Kept>();
  begun->text = kept_->text.substr(kept_->written, end + 1 - kept_->written);
  kept_ = std::move(begun);
  bytes_ = kept_->text.size();
  ForgetSpans();
}

void SendQueue::Clear() {
  ForgetSpans();
  kept_.reset();
  bytes_ = 0;
  in_line_ = false;
}

}  // namespace irc

#include "core/conn/line_reader.h"

#include <algorithm>
#include <cstring>

#include "core/check.h"

namespace irc {
namespace {

// `end` when it is not there.
const char* FindByte(const char* begin, const char* end, char byte) {
  const void* found =
      begin == end ? nullptr : std::memchr(begin, byte, static_cast<size_t>(end - begin));
  return found == nullptr ? end : static_cast<const char*>(found);
}

}  // namespace

void LineReader::Feed(absl::string_view bytes) {
  if (begin_ > buffer_.size() / 2) DropTaken();
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  const char* lf = at;  // the next one; looked for once, however many CRs stand before it
  while (at != end && !overflow_) {
    if (lf <= at) lf = FindByte(at, end, '\n');
    const char* const line_end = FindByte(at, lf, '\r');
    Append({at, static_cast<size_t>(line_end - at)});
    if (line_end == end) return;
    EndLine();
    at = line_end + 1;
  }
}

void LineReader::Append(absl::string_view piece) {
  if (piece.size() > line_bytes_max_ - tail_) {
    overflow_ = true;
    buffer_.resize(buffer_.size() - tail_);
    tail_ = 0;
    DropTaken();
    return;
  }
  if (piece.empty()) return;
  buffer_.reserve(buffer_.size() + piece.size() + 1);  // and for its ending, or it is copied twice
  buffer_.append(piece.data(), piece.size());
  tail_ += static_cast<uint32_t>(piece.size());
}

// The LF of a CRLF ends an empty line, which is none: that is all there is to know about CRLF.
void LineReader::EndLine() {
  if (tail_ == 0) return;
  buffer_.push_back('\n');
  tail_ = 0;
}

bool LineReader::NextLine(std::string* line) {
  if (!has_line()) return false;
  const char* start = buffer_.data() + begin_;
  const void* end = std::memchr(start, '\n', buffer_.size() - begin_);
  IRC_CHECK(end != nullptr, "Feed ends every whole line with LF");
  const size_t size = static_cast<size_t>(static_cast<const char*>(end) - start);
  line->assign(start, size);
  begin_ += static_cast<uint32_t>(size + 1);
  if (!has_line()) DropTaken();
  return true;
}

// Copies what remains into a buffer of its own size. Every byte is copied here once as part of an
// unfinished line, and otherwise only when at least as many bytes go away: linear in all.
void LineReader::DropTaken() {
  if (begin_ == 0 && !buffer_.empty()) return;
  // Swapped, not assigned: assigning a short string keeps the large buffer.
  std::string(buffer_, begin_).swap(buffer_);
  begin_ = 0;
}

size_t LineReader::heap_bytes() const {
  return buffer_.capacity() == std::string().capacity() ? 0 : buffer_.capacity() + 1;
}

}  // namespace irc

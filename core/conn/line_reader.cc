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
  const char* lf = at;  // the next LF; searched for once, however many CRs stand before it
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
  buffer_.reserve(buffer_.size() + piece.size() + 1);  // with its ending, to be copied once only
  buffer_.append(piece.data(), piece.size());
  tail_ += static_cast<uint32_t>(piece.size());
}

// CRLF needs no case of its own: its LF ends an empty line, which is dropped.
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

// Copies the remaining bytes into a buffer of their size. Each byte is copied here once as part of
// an unfinished line, and otherwise only when at least as many bytes are dropped, so the cost is
// linear in the input.
void LineReader::DropTaken() {
  if (begin_ == 0 && !buffer_.empty()) return;
  // A swap, because the assignment of a short string would keep the large buffer.
  std::string(buffer_, begin_).swap(buffer_);
  begin_ = 0;
}

size_t LineReader::heap_bytes() const {
  return buffer_.capacity() == std::string().capacity() ? 0 : buffer_.capacity() + 1;
}

}  // namespace irc

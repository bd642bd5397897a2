#include "core/conn/line_reader.h"

#include <algorithm>
#include <cstring>

#include "core/check.h"

namespace irc {
namespace {

bool EndsLine(char byte) { return byte == '\n' || byte == '\r'; }

}  // namespace

void LineReader::Feed(absl::string_view bytes) {
  if (begin_ > buffer_.size() / 2) DropTaken();
  while (!bytes.empty() && !overflow_) {
    const auto end = std::find_if(bytes.begin(), bytes.end(), EndsLine);
    const size_t size = static_cast<size_t>(end - bytes.begin());
    Append(bytes.substr(0, size));
    if (end == bytes.end()) return;
    EndLine();
    bytes.remove_prefix(size + 1);
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

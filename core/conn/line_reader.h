// Cuts the bytes of one connection into lines.
//
// Law of this file: the lines depend on the bytes alone, never on the sizes of the reads in which
// they came. So every decision (a line ends, a line is empty, a line is too long) is made byte by
// byte, and the end of a read leaves no trace.
#ifndef IRCSERV_CORE_CONN_LINE_READER_H_
#define IRCSERV_CORE_CONN_LINE_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

class LineReader {
 public:
  // More than any line that a client may send (tags and body together stay under 9 KiB), so that
  // the core sees a line that is slightly too long, and can answer 417.
  static constexpr uint32_t kLineBytesMax = 16384;

  // `line_bytes_max`: a line longer than this, without its ending, ends the connection.
  explicit LineReader(uint32_t line_bytes_max = kLineBytesMax) : line_bytes_max_(line_bytes_max) {}

  // Takes bytes from the socket. CR, LF and CRLF end a line, in any mix; empty lines are dropped.
  // After overflow() all bytes are dropped.
  void Feed(absl::string_view bytes);

  // Moves the next complete line, without its ending, into `line`; false when there is none. Lines
  // are taken one by one, so that flood control can leave the rest here.
  bool NextLine(std::string* line);

  bool has_line() const { return begin_ + tail_ < buffer_.size(); }

  // A line was longer than allowed. It was dropped; the lines before it can still be taken.
  bool overflow() const { return overflow_; }

  // The bytes of all lines that were not taken. The unfinished line is bounded by line_bytes_max;
  // the caller bounds the complete ones, by not feeding more.
  size_t buffered_bytes() const { return buffer_.size() - begin_; }

  // The size of the buffer on the heap: 0 when no byte is buffered, so that an idle connection
  // costs none.
  size_t heap_bytes() const;

 private:
  void Append(absl::string_view piece);
  void EndLine();
  void DropTaken();

  // Taken lines up to begin_, then complete lines, each ended by '\n', then the unfinished one.
  std::string buffer_;
  uint32_t begin_ = 0;
  uint32_t tail_ = 0;  // bytes of the unfinished line
  uint32_t line_bytes_max_;
  bool overflow_ = false;
};

}  // namespace irc

#endif  // IRCSERV_CORE_CONN_LINE_READER_H_

// Cuts the bytes of one connection into lines.
//
// Law of this file: the lines depend on the bytes alone, never on how the network cut them up. So
// every decision (a line ends, a line is empty, a line is too long) is made byte by byte as they
// come in, and nothing is remembered of where one read ended.
#ifndef IRCSERV_CORE_CONN_LINE_READER_H_
#define IRCSERV_CORE_CONN_LINE_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

class LineReader {
 public:
  // More than any line a client may send (tags and body together stay under 9 KiB), so that the
  // core sees a line that is only somewhat too long, and can answer 417.
  static constexpr uint32_t kLineBytesMax = 16384;

  // `line_bytes_max`: a line longer than this, without its ending, ends the connection.
  explicit LineReader(uint32_t line_bytes_max = kLineBytesMax) : line_bytes_max_(line_bytes_max) {}

  // Takes what came from the socket. CR, LF and CRLF end a line, in any mix; empty lines vanish.
  // After overflow() nothing is taken any more.
  void Feed(absl::string_view bytes);

  // Moves the next whole line, without its ending, into `line`; false when there is none. Lines are
  // taken one by one, so that flood control can leave the rest here.
  bool NextLine(std::string* line);

  bool has_line() const { return begin_ + tail_ < buffer_.size(); }

  // A line was longer than allowed. It is gone; the lines before it can still be taken.
  bool overflow() const { return overflow_; }

  // What waits here. The unfinished line is bounded by line_bytes_max; how many whole lines may
  // wait is for the caller to decide, who stops feeding.
  size_t buffered_bytes() const { return buffer_.size() - begin_; }

  // For tests and statistics: 0 when nothing waits, so that an idle connection costs no buffer.
  size_t heap_bytes() const;

 private:
  void Append(absl::string_view piece);
  void EndLine();
  void DropTaken();

  // Taken lines up to begin_, then whole lines, each ended by '\n', then the unfinished one.
  std::string buffer_;
  uint32_t begin_ = 0;
  uint32_t tail_ = 0;  // bytes of the unfinished line
  uint32_t line_bytes_max_;
  bool overflow_ = false;
};

}  // namespace irc

#endif  // IRCSERV_CORE_CONN_LINE_READER_H_

// What changed between two lists of lines: shown to whoever reads a failed test, and used to put
// new expected lines into a file without moving the comments between the old ones.
#ifndef IRCSERV_CORE_TRANSCRIPT_LINE_DIFF_H_
#define IRCSERV_CORE_TRANSCRIPT_LINE_DIFF_H_

#include <string>
#include <vector>

#include "absl/types/span.h"

namespace irc {
namespace transcript {

struct DiffLine {
  enum class Kind { kSame, kRemoved, kAdded };
  Kind kind = Kind::kSame;
  std::string text;
};

// The way from `before` to `after` that keeps most lines; removals come before additions. Very
// long lists that differ everywhere (over four million pairs of lines) are not compared line by
// line: all of the differing middle is removed and added.
std::vector<DiffLine> DiffLines(absl::Span<const std::string> before,
                                absl::Span<const std::string> after);

// "-removed", "+added" and " same", each on its own line, with at most `context` unchanged lines
// around each change and "…" for those left out. Empty when nothing changed.
std::string FormatDiff(absl::Span<const DiffLine> diff, size_t context);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_LINE_DIFF_H_

// The difference between two lists of lines. A failed test prints it, and Rewrite uses it to put
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

// The shortest edit script from `before` to `after`; in a run of changes the removals come before
// the additions. The cost grows with the product of the lengths, after the common prefix and suffix
// are cut off. Beyond four million pairs of lines the lists are not compared line by line: all that
// is left is removed and added.
std::vector<DiffLine> DiffLines(absl::Span<const std::string> before,
                                absl::Span<const std::string> after);

// The diff as text: "-removed", "+added" and " same", one per line, with at most `context`
// unchanged lines around each change and "…" in place of the others. Empty when nothing changed.
std::string FormatDiff(absl::Span<const DiffLine> diff, size_t context);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_LINE_DIFF_H_

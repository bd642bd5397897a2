// The difference between two lists of lines. A failed test prints it, and Rewrite uses it to put
// new expected lines into a file without moving the comments between the old ones.
#ifndef IRCSERV_CORE_TRANSCRIPT_LINE_DIFF_H_
#define IRCSERV_CORE_TRANSCRIPT_LINE_DIFF_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace irc {
namespace transcript {

using LineViews = std::vector<absl::string_view>;

struct DiffLine {
  enum class Kind { kSame, kRemoved, kAdded };
  Kind kind = Kind::kSame;
  absl::string_view text;
};

// The shortest edit script from `before` to `after`; in a run of changes the removals come before
// the additions. The cost grows with the product of the lengths, after the common prefix and suffix
// are cut off. Beyond four million pairs of lines the lists are not compared line by line: all that
// is left is removed and added. The result is good for as long as the text of both lists.
std::vector<DiffLine> DiffLines(const LineViews& before, const LineViews& after);

// The diff as text: "-removed", "+added" and " same", one per line, with at most `context`
// unchanged lines around each change and "…" in place of the others. Empty when nothing changed.
std::string FormatDiff(absl::Span<const DiffLine> diff, size_t context);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_LINE_DIFF_H_

#include "core/transcript/rewrite.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/check.h"
#include "core/transcript/line_diff.h"

namespace irc {
namespace transcript {
namespace {

// Appends the comments at index `next` of the block's expected lines, and advances `next` past
// them.
void AppendComments(std::vector<std::string>& lines, const Block& block, size_t& next) {
  while (next < block.expected.size() && block.expected[next].is_comment()) {
    lines.push_back(block.expected[next++].text);
  }
}

// The new lines below the divider. Lines that stay are copied from `source`, the lines of the file,
// because an escape may be spelled there in another way.
std::vector<std::string> NewExpected(absl::Span<const absl::string_view> source, const Block& block,
                                     absl::Span<const std::string> actual) {
  std::vector<std::string> lines;
  size_t next = 0;  // in block.expected
  for (const DiffLine& diff : DiffLines(ExpectedOf(block), {actual.begin(), actual.end()})) {
    if (diff.kind == DiffLine::Kind::kAdded) {
      lines.emplace_back(diff.text);
      continue;
    }
    AppendComments(lines, block, next);
    if (diff.kind == DiffLine::Kind::kSame) {
      lines.push_back(std::string(source[static_cast<size_t>(block.expected[next].line) - 1]));
    }
    ++next;
  }
  AppendComments(lines, block, next);
  return lines;
}

}  // namespace

std::vector<absl::string_view> ExpectedOf(const Block& block) {
  std::vector<absl::string_view> lines;
  for (const ExpectedLine& line : block.expected) {
    if (!line.is_comment()) lines.push_back(line.text);
  }
  return lines;
}

std::string Rewrite(absl::string_view source, const Transcript& transcript,
                    absl::Span<const std::vector<std::string>> actual) {
  IRC_CHECK(actual.size() == transcript.blocks.size(), "every block was played");
  const std::vector<absl::string_view> old = absl::StrSplit(source, '\n');
  std::vector<std::string> lines;
  size_t copied = 0;
  const auto copy_up_to = [&](size_t end) {
    for (; copied < end; ++copied) lines.push_back(std::string(old[copied]));
  };
  for (size_t i = 0; i < actual.size(); ++i) {
    const Block& block = transcript.blocks[i];
    if (!block.checked) continue;
    copy_up_to(static_cast<size_t>(block.divider_line));
    for (std::string& line : NewExpected(old, block, actual[i])) lines.push_back(std::move(line));
    copied += block.expected.size();
  }
  copy_up_to(old.size());
  return absl::StrJoin(lines, "\n");
}

}  // namespace transcript
}  // namespace irc

#include "core/transcript/line_diff.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace transcript {
namespace {

using Lines = std::vector<std::string>;

// One side of the diff: all lines except those of kind `without`.
Lines Side(const std::vector<DiffLine>& diff, DiffLine::Kind without) {
  Lines lines;
  for (const DiffLine& line : diff) {
    if (line.kind != without) lines.emplace_back(line.text);
  }
  return lines;
}

std::vector<DiffLine> Diff(const Lines& before, const Lines& after) {
  return DiffLines({before.begin(), before.end()}, {after.begin(), after.end()});
}

size_t Same(const std::vector<DiffLine>& diff) {
  size_t same = 0;
  for (const DiffLine& line : diff) same += line.kind == DiffLine::Kind::kSame ? 1 : 0;
  return same;
}

// The length of the longest common subsequence, by its recursive definition.
size_t Common(const Lines& a, const Lines& b, size_t i = 0, size_t j = 0) {
  if (i == a.size() || j == b.size()) return 0;
  if (a[i] == b[j]) return 1 + Common(a, b, i + 1, j + 1);
  return std::max(Common(a, b, i + 1, j), Common(a, b, i, j + 1));
}

TEST(FormatDiff, ShowsRemovalsBeforeAdditions) {
  EXPECT_EQ(FormatDiff(DiffLines(LineViews{"a", "b", "c"}, LineViews{"a", "x", "c"}), 3),
            " a\n-b\n+x\n c\n");
}

TEST(FormatDiff, LeavesOutWhatIsFarFromAChange) {
  EXPECT_EQ(FormatDiff(DiffLines(LineViews{"1", "2", "3", "4", "5", "6"},
                                 LineViews{"0", "2", "3", "4", "5", "7"}),
                       1),
            "-1\n+0\n 2\n …\n 5\n-6\n+7\n");
}

TEST(FormatDiff, IsEmptyWhenNothingChanged) {
  EXPECT_EQ(FormatDiff(DiffLines(LineViews{"a", "b"}, LineViews{"a", "b"}), 3), "");
  EXPECT_EQ(FormatDiff(DiffLines(LineViews{}, LineViews{}), 3), "");
}

TEST(DiffLines, ComparesEndsOfVeryLongLists) {
  Lines before(3000), after(3000);
  for (size_t i = 0; i < before.size(); ++i) {
    before[i] = "b" + std::to_string(i);
    after[i] = "a" + std::to_string(i);
  }
  before.front() = after.front() = "first";
  before.back() = after.back() = "last";
  const std::vector<DiffLine> diff = Diff(before, after);
  EXPECT_EQ(Same(diff), 2u);
  EXPECT_EQ(Side(diff, DiffLine::Kind::kAdded), before);
  EXPECT_EQ(Side(diff, DiffLine::Kind::kRemoved), after);
}

RC_GTEST_PROP(DiffLines, HasBothSidesAndKeepsMost, ()) {
  const auto lines =
      rc::gen::resize(9, rc::gen::container<Lines>(rc::gen::element<std::string>("a", "b", "c")));
  const Lines before = *lines;
  const Lines after = *lines;
  const std::vector<DiffLine> diff = Diff(before, after);
  RC_ASSERT(Side(diff, DiffLine::Kind::kAdded) == before);
  RC_ASSERT(Side(diff, DiffLine::Kind::kRemoved) == after);
  RC_ASSERT(Same(diff) == Common(before, after));
}

}  // namespace
}  // namespace transcript
}  // namespace irc

#include "core/transcript/line_diff.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"

namespace irc {
namespace transcript {
namespace {

using Lines = absl::Span<const absl::string_view>;

constexpr size_t kPairsMax = 4'000'000;

void Append(std::vector<DiffLine>& diff, DiffLine::Kind kind, Lines lines) {
  for (const absl::string_view line : lines) diff.push_back(DiffLine{kind, line});
}

// The longest common subsequence, by dynamic programming over all pairs of suffixes.
void DiffMiddle(std::vector<DiffLine>& diff, Lines before, Lines after) {
  const size_t width = after.size() + 1;
  std::vector<uint32_t> common((before.size() + 1) * width);
  for (size_t i = before.size(); i-- > 0;) {
    for (size_t j = after.size(); j-- > 0;) {
      common[i * width + j] =
          before[i] == after[j] ? common[(i + 1) * width + j + 1] + 1
                                : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  size_t i = 0, j = 0;
  while (i < before.size() && j < after.size()) {
    if (before[i] == after[j]) {
      diff.push_back(DiffLine{DiffLine::Kind::kSame, before[i]});
      ++i, ++j;
    } else if (common[(i + 1) * width + j] >= common[i * width + j + 1]) {
      diff.push_back(DiffLine{DiffLine::Kind::kRemoved, before[i++]});
    } else {
      diff.push_back(DiffLine{DiffLine::Kind::kAdded, after[j++]});
    }
  }
  Append(diff, DiffLine::Kind::kRemoved, before.subspan(i));
  Append(diff, DiffLine::Kind::kAdded, after.subspan(j));
}

// Moves the removals to the front of each run of changes.
void SortChanges(std::vector<DiffLine>& diff) {
  const auto changed = [](const DiffLine& line) { return line.kind != DiffLine::Kind::kSame; };
  for (auto it = diff.begin(); it != diff.end();) {
    it = std::find_if(it, diff.end(), changed);
    const auto end = std::find_if_not(it, diff.end(), changed);
    std::stable_partition(
        it, end, [](const DiffLine& line) { return line.kind == DiffLine::Kind::kRemoved; });
    it = end;
  }
}

}  // namespace

std::vector<DiffLine> DiffLines(const LineViews& before_lines, const LineViews& after_lines) {
  const Lines before = before_lines, after = after_lines;
  const size_t shorter = std::min(before.size(), after.size());
  size_t head = 0, tail = 0;
  while (head < shorter && before[head] == after[head]) ++head;
  while (tail < shorter - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
    ++tail;
  }
  const Lines removed = before.subspan(head, before.size() - head - tail);
  const Lines added = after.subspan(head, after.size() - head - tail);

  std::vector<DiffLine> diff;
  Append(diff, DiffLine::Kind::kSame, before.subspan(0, head));
  if (removed.empty() || added.size() <= kPairsMax / removed.size()) {
    DiffMiddle(diff, removed, added);
  } else {
    Append(diff, DiffLine::Kind::kRemoved, removed);
    Append(diff, DiffLine::Kind::kAdded, added);
  }
  Append(diff, DiffLine::Kind::kSame, before.subspan(before.size() - tail));
  SortChanges(diff);
  return diff;
}

std::string FormatDiff(absl::Span<const DiffLine> diff, size_t context) {
  std::vector<bool> shown(diff.size(), false);
  for (size_t i = 0; i < diff.size(); ++i) {
    if (diff[i].kind == DiffLine::Kind::kSame) continue;
    const size_t end = std::min(diff.size(), i + context + 1);
    for (size_t j = i < context ? 0 : i - context; j < end; ++j) shown[j] = true;
  }
  std::string text;
  bool any = false;
  for (size_t i = 0; i < diff.size(); ++i) {
    if (shown[i]) {
      const char* const mark = diff[i].kind == DiffLine::Kind::kSame      ? " "
                               : diff[i].kind == DiffLine::Kind::kRemoved ? "-"
                                                                          : "+";
      absl::StrAppend(&text, mark, diff[i].text, "\n");
      any = true;
    } else if (i == 0 || shown[i - 1]) {
      text += " …\n";
    }
  }
  return any ? text : "";
}

}  // namespace transcript
}  // namespace irc

#include "net/config/edit_distance.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace irc {

size_t EditDistance(absl::string_view a, absl::string_view b) {
  std::vector<size_t> row(b.size() + 1);  // distances of a[0, i) to every prefix of b
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

absl::string_view Nearest(absl::string_view text, absl::Span<const absl::string_view> candidates) {
  absl::string_view nearest;
  size_t best = text.size() / 3 + 1;
  for (absl::string_view candidate : candidates) {
    // The distance is at least the difference of the lengths; a long text is compared with nothing.
    const size_t longer = std::max(text.size(), candidate.size());
    if (longer - std::min(text.size(), candidate.size()) >= best) continue;
    const size_t distance = EditDistance(text, candidate);
    if (distance >= best) continue;
    best = distance;
    nearest = candidate;
  }
  return nearest;
}

}  // namespace irc

#include "core/services/entry_numbers.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace irc {

std::optional<EntryNumbers> EntryNumbers::Parse(absl::string_view word) {
  if (word.empty() || word.find_first_not_of("0123456789,-") != absl::string_view::npos) {
    return std::nullopt;
  }
  EntryNumbers numbers;
  for (absl::string_view part : absl::StrSplit(word, ',', absl::SkipEmpty())) {
    const std::vector<absl::string_view> ends = absl::StrSplit(part, '-');
    size_t first = 0, last = 0;
    if (ends.size() > 2 || !absl::SimpleAtoi(ends.front(), &first) ||
        !absl::SimpleAtoi(ends.back(), &last)) {
      return std::nullopt;
    }
    numbers.spans_.emplace_back(first, last);
  }
  return numbers;
}

bool EntryNumbers::Contains(size_t number) const {
  return std::any_of(spans_.begin(), spans_.end(), [&](const std::pair<size_t, size_t>& span) {
    return span.first <= number && number <= span.second;
  });
}

}  // namespace irc

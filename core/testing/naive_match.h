// A reference implementation of masks with wildcards, for folded bytes: the recursive definition,
// with a table of its answers, because without one it needs exponential time for "*?*?*?b".
#ifndef IRCSERV_CORE_TESTING_NAIVE_MATCH_H_
#define IRCSERV_CORE_TESTING_NAIVE_MATCH_H_

#include <cstddef>
#include <vector>

#include "absl/strings/string_view.h"

namespace irc {

inline bool MatchNaively(absl::string_view mask, absl::string_view text) {
  // matches[m][t]: what is left of the mask from m on matches what is left of the text from t on.
  std::vector<std::vector<bool>> matches(mask.size() + 1, std::vector<bool>(text.size() + 1));
  matches[mask.size()][text.size()] = true;
  for (size_t m = mask.size(); m-- > 0;) {
    for (size_t t = text.size() + 1; t-- > 0;) {
      const bool has_byte = t < text.size();
      if (mask[m] == '*') {
        matches[m][t] = matches[m + 1][t] || (has_byte && matches[m][t + 1]);
      } else {
        matches[m][t] = has_byte && (mask[m] == '?' || mask[m] == text[t]) && matches[m + 1][t + 1];
      }
    }
  }
  return matches[0][0];
}

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_NAIVE_MATCH_H_

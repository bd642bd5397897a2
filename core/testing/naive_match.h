// A recursive reference implementation of masks with wildcards, for folded bytes.
#ifndef IRCSERV_CORE_TESTING_NAIVE_MATCH_H_
#define IRCSERV_CORE_TESTING_NAIVE_MATCH_H_

#include "absl/strings/string_view.h"

namespace irc {

inline bool MatchNaively(absl::string_view mask, absl::string_view text) {
  if (mask.empty()) return text.empty();
  if (mask[0] == '*') {
    return MatchNaively(mask.substr(1), text) ||
           (!text.empty() && MatchNaively(mask, text.substr(1)));
  }
  return !text.empty() && (mask[0] == '?' || mask[0] == text[0]) &&
         MatchNaively(mask.substr(1), text.substr(1));
}

}  // namespace irc

#endif  // IRCSERV_CORE_TESTING_NAIVE_MATCH_H_

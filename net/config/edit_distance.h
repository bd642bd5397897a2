// Finds the most similar name to a mistyped one, for "did you mean" messages.
#ifndef IRCSERV_NET_CONFIG_EDIT_DISTANCE_H_
#define IRCSERV_NET_CONFIG_EDIT_DISTANCE_H_

#include <cstddef>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace irc {

// The Levenshtein distance: the least number of bytes to add, remove or replace.
size_t EditDistance(absl::string_view a, absl::string_view b);

// The candidate with the smallest distance, the first of equals; empty when all of them differ in
// more than a third of their letters.
absl::string_view Nearest(absl::string_view text, absl::Span<const absl::string_view> candidates);

}  // namespace irc

#endif  // IRCSERV_NET_CONFIG_EDIT_DISTANCE_H_

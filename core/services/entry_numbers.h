// Which entries of a list a word such as "3" or "2-4,7" means, by the numbers that LIST shows. No
// name of an account is such a word.
#ifndef IRCSERV_CORE_SERVICES_ENTRY_NUMBERS_H_
#define IRCSERV_CORE_SERVICES_ENTRY_NUMBERS_H_

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace irc {

class EntryNumbers {
 public:
  // Nothing when the word is none of numbers.
  static std::optional<EntryNumbers> Parse(absl::string_view word);

  bool Contains(size_t number) const;

 private:
  std::vector<std::pair<size_t, size_t>> spans_;  // both ends included
};

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_ENTRY_NUMBERS_H_

// Names that look alike: the skeletons of Unicode Technical Standard 39, section 4.
#ifndef IRCSERV_CORE_PROTOCOL_UNICODE_CONFUSABLES_H_
#define IRCSERV_CORE_PROTOCOL_UNICODE_CONFUSABLES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace irc {

// The skeletons of the name as it is spelled and as it is folded; one when they are the same. Two
// names look alike when they share a skeleton and one of them is not ASCII: "rn" and "m" are told
// apart by their readers. Empty for what is not UTF-8.
std::vector<std::string> SkeletonsOf(absl::string_view name);

// Whether two names look alike, or are the same.
bool LookAlike(absl::string_view a, absl::string_view b);

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_UNICODE_CONFUSABLES_H_

#include "core/protocol/unicode/lookalikes.h"

#include <algorithm>

#include "core/protocol/unicode/confusables.h"
#include "core/protocol/utf8.h"

namespace irc {

void Lookalikes::Add(absl::string_view name) {
  for (std::string& skeleton : SkeletonsOf(name)) {
    names_[std::move(skeleton)].emplace_back(name);
  }
}

void Lookalikes::Remove(absl::string_view name) {
  for (const std::string& skeleton : SkeletonsOf(name)) {
    const auto found = names_.find(skeleton);
    if (found == names_.end()) continue;
    auto& names = found->second;
    const auto at = std::find(names.begin(), names.end(), name);
    if (at != names.end()) names.erase(at);
    if (names.empty()) names_.erase(found);
  }
}

bool Lookalikes::Any(absl::string_view name,
                     absl::FunctionRef<bool(const std::string&)> test) const {
  if (empty()) return false;
  const bool is_ascii = IsAscii(name);
  for (const std::string& skeleton : SkeletonsOf(name)) {
    const auto found = names_.find(skeleton);
    if (found == names_.end()) continue;
    for (const std::string& other : found->second) {
      if ((!is_ascii || !IsAscii(other)) && test(other)) return true;
    }
  }
  return false;
}

}  // namespace irc

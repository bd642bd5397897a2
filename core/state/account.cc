#include "core/state/account.h"

namespace irc {

void Accounts::Replace(Casemapping casemapping, absl::Span<const std::string> names) {
  list_.clear();
  index_.clear();
  list_.reserve(names.size());
  index_.reserve(names.size());
  for (const std::string& name : names) {
    if (index_.try_emplace(Fold(casemapping, name), list_.size()).second) {
      list_.push_back({.name = name});
    }
  }
}

const Account* Accounts::Find(const Folded& name) const {
  const auto found = index_.find(name);
  return found == index_.end() ? nullptr : &list_[found->second];
}

}  // namespace irc

#include "core/state/former_names.h"

#include <algorithm>
#include <utility>

namespace irc {

void FormerNames::Add(Folded name, SlotId<Channel> channel, absl::Time until, int64_t limit) {
  Remove(name);
  entries_.push_back({.name = std::move(name), .channel = channel, .until = until});
  while (static_cast<int64_t>(entries_.size()) > limit) entries_.pop_front();
}

void FormerNames::Move(absl::Duration by) {
  for (Entry& entry : entries_) entry.until += by;
}

void FormerNames::Limit(absl::Time until, int64_t limit) {
  for (Entry& entry : entries_) entry.until = std::min(entry.until, until);
  while (static_cast<int64_t>(entries_.size()) > limit) entries_.pop_front();
}

void FormerNames::Remove(const Folded& name) {
  entries_.erase(std::remove_if(entries_.begin(), entries_.end(),
                                [&](const Entry& entry) { return entry.name == name; }),
                 entries_.end());
}

SlotId<Channel> FormerNames::Find(const Folded& name, absl::Time now) const {
  for (const Entry& entry : entries_) {
    if (entry.name == name && now < entry.until) return entry.channel;
  }
  return {};
}

}  // namespace irc

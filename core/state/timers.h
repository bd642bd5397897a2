// Deadlines of things that have a key, found by key and in the order of time.
#ifndef IRCSERV_CORE_STATE_TIMERS_H_
#define IRCSERV_CORE_STATE_TIMERS_H_

#include <cstddef>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/time/time.h"
#include "core/state/archive.h"
#include "core/state/archive_types.h"

namespace irc {

template <typename Key>
class Timers {
 public:
  // Sets the deadline of the key, or moves it.
  void Set(const Key& key, absl::Time at) {
    Forget(key);
    by_key_[key] = at;
    by_time_.insert({at, key});
  }
  void Forget(const Key& key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return;
    by_time_.erase({found->second, key});
    by_key_.erase(found);
  }
  bool Has(const Key& key) const { return by_key_.contains(key); }
  size_t size() const { return by_key_.size(); }

  // The soonest deadline; InfiniteFuture when there is none.
  absl::Time Next() const {
    return by_time_.empty() ? absl::InfiniteFuture() : by_time_.begin()->first;
  }
  // The keys whose deadline has come, in the order of time. They are forgotten.
  std::vector<Key> TakeDue(absl::Time now) {
    std::vector<Key> due;
    while (!by_time_.empty() && by_time_.begin()->first <= now) {
      due.push_back(by_time_.begin()->second);
      by_key_.erase(due.back());
      by_time_.erase(by_time_.begin());
    }
    return due;
  }
  // The clock was set.
  void Move(absl::Duration by) {
    for (auto& [key, at] : by_key_) at += by;
    Index();
  }
  // Calls visit(key, time) by key.
  template <typename Visitor>
  void ForEach(Visitor&& visit) const {
    for (const auto& [key, at] : by_key_) visit(key, at);
  }

 private:
  template <typename Archive>
  friend void Fields(Archive& archive, Timers& timers) {
    auto& by_key = timers.by_key_;
    IRC_FIELDS(archive, by_key);
    if constexpr (Archive::kLoading) timers.Index();
  }

  void Index() {
    by_time_.clear();
    for (const auto& [key, at] : by_key_) by_time_.insert({at, key});
  }

  absl::btree_map<Key, absl::Time> by_key_;
  absl::btree_set<std::pair<absl::Time, Key>> by_time_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_TIMERS_H_

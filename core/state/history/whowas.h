// The users that left or changed their nick, for WHOWAS. At most so many come from one user (an
// account, or the address of those who have none), so that nobody drives out the others.
#ifndef IRCSERV_CORE_STATE_HISTORY_WHOWAS_H_
#define IRCSERV_CORE_STATE_HISTORY_WHOWAS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "core/state/archive.h"

namespace irc {

struct WhowasEntry {
  std::string nick;
  std::string username;
  std::string host;
  std::string realname;
  std::string ip;  // for operators
  absl::Time left_at;
  std::string origin;  // whose entry it is: a folded account, or an address
};

class Whowas {
 public:
  // Forgets the oldest of the same origin beyond `per_origin`, and the oldest of all beyond
  // `total`.
  void Add(WhowasEntry entry, int64_t per_origin, int64_t total);
  // The same after the limits have changed.
  void Limit(int64_t per_origin, int64_t total);

  // Calls visit(WhowasEntry&) for each, the latest first, as long as it returns true.
  template <typename Visit>
  void ForEachFromLatest(Visit&& visit) const {
    for (auto it = entries_.rbegin(); it != entries_.rend(); ++it) {
      if (!visit(it->second)) return;
    }
  }
  template <typename Visit>
  void ForEach(Visit&& visit) {
    for (auto& [number, entry] : entries_) visit(entry);
  }
  size_t size() const { return entries_.size(); }
  // True if every entry is in the list of its origin, and no list has another.
  bool IsConsistent() const;

 private:
  template <typename Archive>
  friend void Fields(Archive& archive, Whowas& whowas) {
    std::vector<WhowasEntry> entries;  // oldest first
    if constexpr (!Archive::kLoading) {
      for (const auto& [number, entry] : whowas.entries_) entries.push_back(entry);
    }
    archive(entries);
    if constexpr (Archive::kLoading) {
      whowas = Whowas();
      for (WhowasEntry& entry : entries) whowas.Add(std::move(entry), INT64_MAX, INT64_MAX);
    }
  }
  void EraseOldestOf(const std::string& origin);

  uint64_t last_ = 0;
  absl::btree_map<uint64_t, WhowasEntry> entries_;  // by number, in the order of leaving
  absl::flat_hash_map<std::string, std::deque<uint64_t>> numbers_;  // by origin, oldest first
};

template <typename Archive>
void Fields(Archive& archive, WhowasEntry& entry) {
  auto& [nick, username, host, realname, ip, left_at, origin] = entry;
  IRC_FIELDS(archive, nick, username, host, realname, ip, left_at);
  IRC_FIELDS_SINCE(10, archive, origin);
}

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_HISTORY_WHOWAS_H_

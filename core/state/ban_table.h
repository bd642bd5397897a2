// The server bans in the order of setting, found in constant time by id and by mask: a network has
// thousands of them, and a start adds them one after the other. core/state/ban_list.h has the rules
// for adding and removing them.
#ifndef IRCSERV_CORE_STATE_BAN_TABLE_H_
#define IRCSERV_CORE_STATE_BAN_TABLE_H_

#include <cstddef>
#include <list>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "core/ids.h"
#include "core/protocol/names.h"
#include "core/state/archive.h"
#include "core/state/server_ban.h"

namespace irc {

// A text that two masks of a kind share when they are equal but for the case of letters, or name
// the same network by different addresses.
std::string BanKey(Casemapping casemapping, BanKind kind, absl::string_view mask);

class BanTable {
 public:
  using const_iterator = std::list<ServerBan>::const_iterator;

  BanTable() = default;
  BanTable(BanTable&&) = default;
  BanTable& operator=(BanTable&&) = default;

  const_iterator begin() const { return bans_.begin(); }
  const_iterator end() const { return bans_.end(); }
  size_t size() const { return bans_.size(); }

  // Null when there is none.
  const ServerBan* Find(BanId id) const;
  const ServerBan* FindSame(Casemapping casemapping, BanKind kind, absl::string_view mask) const;

  // REQUIRES: there is none with the same mask or id.
  void Add(Casemapping casemapping, ServerBan ban);
  void Remove(Casemapping casemapping, const ServerBan& ban);
  // To change what a ban is not found by; after a change of the masks comes Rebuild.
  ServerBan* Edit(BanId id);
  template <typename Change>
  void EditAll(Change&& change) {
    for (ServerBan& ban : bans_) change(ban);
  }

  // Finds the bans anew, after a snapshot was loaded or their masks were changed. Of two that have
  // become the same, the first one stays.
  void Rebuild(Casemapping casemapping);

 private:
  using Place = std::list<ServerBan>::iterator;

  template <typename Archive>
  friend void Fields(Archive& archive, BanTable& table) {
    std::vector<ServerBan> bans(table.bans_.begin(), table.bans_.end());
    archive(bans);
    if constexpr (Archive::kLoading) {
      table.bans_.assign(std::make_move_iterator(bans.begin()),
                         std::make_move_iterator(bans.end()));
    }
  }

  std::list<ServerBan> bans_;
  absl::flat_hash_map<std::string, Place> by_key_;
  absl::flat_hash_map<BanId, Place> by_id_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_BAN_TABLE_H_

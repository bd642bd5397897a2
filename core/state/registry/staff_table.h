// The rows of one table of staff, by a key; those that end are found by their time.
#ifndef IRCSERV_CORE_STATE_REGISTRY_STAFF_TABLE_H_
#define IRCSERV_CORE_STATE_REGISTRY_STAFF_TABLE_H_

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/time/time.h"
#include "core/state/archive.h"
#include "core/state/archive_types.h"
#include "core/state/row_fields.h"

namespace irc {

template <typename Key, typename Row>
class StaffTable {
 public:
  void Put(const Key& key, const Row& row) { rows_[key] = row; }
  void Drop(const Key& key) { rows_.erase(key); }

  // The row, or null. Valid until the next change.
  const Row* Find(const Key& key) const {
    const auto found = rows_.find(key);
    return found == rows_.end() ? nullptr : &found->second;
  }
  const absl::btree_map<Key, Row>& rows() const { return rows_; }
  size_t size() const { return rows_.size(); }

  // When the first row ends; InfiniteFuture: none does.
  absl::Time NextExpiry() const {
    absl::Time next = absl::InfiniteFuture();
    for (const auto& [key, row] : rows_) next = std::min(next, row.expires_at);
    return next;
  }
  // The same without those that have ended by now, but for which `stays(row)` holds.
  template <typename Stays>
  absl::Time NextExpiry(absl::Time now, Stays&& stays) const {
    absl::Time next = absl::InfiniteFuture();
    for (const auto& [key, row] : rows_) {
      if (row.expires_at > now || !stays(row)) next = std::min(next, row.expires_at);
    }
    return next;
  }
  // The rows that have ended by now and do not stay. They are dropped.
  template <typename Stays>
  std::vector<Row> TakeExpired(absl::Time now, Stays&& stays) {
    std::vector<Row> expired;
    for (auto each = rows_.begin(); each != rows_.end();) {
      if (each->second.expires_at > now || stays(each->second)) {
        ++each;
        continue;
      }
      expired.push_back(each->second);
      each = rows_.erase(each);
    }
    return expired;
  }
  // Calls change(row) for each row; the key stays.
  template <typename Change>
  void ForEach(Change&& change) {
    for (auto& [key, row] : rows_) change(row);
  }

 private:
  template <typename Archive>
  friend void Fields(Archive& archive, StaffTable& table) {
    auto& rows = table.rows_;
    IRC_FIELDS(archive, rows);
  }

  absl::btree_map<Key, Row> rows_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_REGISTRY_STAFF_TABLE_H_

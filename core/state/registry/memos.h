// Memos, which wait for the accounts that they were sent to, and which accounts may send none.
#ifndef IRCSERV_CORE_STATE_REGISTRY_MEMOS_H_
#define IRCSERV_CORE_STATE_REGISTRY_MEMOS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "core/ids.h"
#include "core/records.h"
#include "core/state/archive.h"
#include "core/state/row_fields.h"

namespace irc {

struct MemoBox {
  absl::btree_map<uint64_t, MemoRow> memos;  // by MemoId
  std::vector<MemoIgnoreRow> ignores;        // in the order of setting
};
template <typename Archive>
void Fields(Archive& archive, MemoBox& box) {
  auto& [memos, ignores] = box;
  IRC_FIELDS(archive, memos, ignores);
}

inline bool IsUnread(const MemoRow& memo) { return memo.read_at == absl::InfiniteFuture(); }

class Memos {
 public:
  // Takes up a change of a row of memos or of those who may send none. False for a row of another
  // table, and for a drop of what is not there.
  bool Apply(const Record& record);

  // The memos of an account, oldest first. Users know them by their places in this list, from 1.
  // Valid until the next change.
  std::vector<const MemoRow*> Of(AccountId account) const;
  // Null when there is none. Valid until the next change.
  const MemoRow* Find(AccountId account, MemoId memo) const;
  size_t CountUnread(AccountId account) const;
  std::vector<MemoIgnoreRow> IgnoresOf(AccountId account) const;
  // Whether the account takes no memos of the other one.
  bool Ignores(AccountId account, AccountId other) const;

  // All that ends with the account: what it has, and that others ignore it.
  std::vector<Row> RowsOf(AccountId account) const;
  // Calls visit(AccountId) for each account that has something.
  template <typename Visitor>
  void ForEachAccount(Visitor&& visit) const {
    for (const auto& [account, box] : boxes_) visit(AccountId{account});
  }

 private:
  template <typename Archive>
  friend void Fields(Archive& archive, Memos& memos) {
    auto& boxes = memos.boxes_;
    IRC_FIELDS(archive, boxes);
    if constexpr (Archive::kLoading) memos.IndexIgnored();
  }

  const MemoBox* BoxOf(AccountId account) const;
  void IndexIgnored();

  absl::btree_map<uint64_t, MemoBox> boxes_;  // by AccountId; none is empty
  // The index of the ignores by the account that is ignored: who ignores it.
  absl::flat_hash_map<AccountId, absl::btree_set<AccountId>> ignored_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_REGISTRY_MEMOS_H_

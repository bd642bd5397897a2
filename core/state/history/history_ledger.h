// The bytes that all histories take, and who has caused them.
//
// Who sends a message pays for it: an account or, without one, all who come from one address (the
// same unit as in the limits of connections). Nicks and connections cost nothing to change, so they
// have no share of their own. Each payer has a list of its records through all histories, oldest
// first, so that forgetting the oldest of one payer costs the same however many there are.
#ifndef IRCSERV_CORE_STATE_HISTORY_HISTORY_LEDGER_H_
#define IRCSERV_CORE_STATE_HISTORY_HISTORY_LEDGER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "core/state/history/history_item.h"
#include "core/state/slot_map.h"

namespace irc {

class HistoryLog;
struct HistoryPayer;

// One item of a history; its packed bytes follow it in memory.
struct HistoryRecord {
  HistoryRecord* earlier = nullptr;  // of the same payer
  HistoryRecord* later = nullptr;
  HistoryPayer* payer = nullptr;  // null: not charged yet
  HistoryLog* log = nullptr;
  HistoryPosition position;
  uint32_t bytes = 0;  // of the packed item
  uint32_t cost = 0;   // what the payer pays for it, in bytes

  char* packed() { return reinterpret_cast<char*>(this + 1); }
  const char* packed() const { return reinterpret_cast<const char*>(this + 1); }
  // What a record of that many packed bytes takes, with its place in a history and the overhead of
  // an allocation.
  static constexpr uint32_t CostOf(size_t packed_bytes) {
    return static_cast<uint32_t>(sizeof(HistoryRecord) + packed_bytes + 24);
  }
};

struct HistoryPayer {
  SlotId<HistoryPayer> id;
  std::string name;  // a folded account, or the text of an address
  HistoryRecord* oldest = nullptr;
  HistoryRecord* newest = nullptr;
  uint64_t bytes = 0;
  // The payer's place in HistoryLedger::ranks_.
  int rank = 0;
  HistoryPosition ranked_from;
};

class HistoryLedger {
 public:
  // The payer of that name; a new one as long as it has no record.
  HistoryPayer& PayerNamed(absl::string_view name);
  // Null when the payer is gone.
  HistoryPayer* Find(SlotId<HistoryPayer> id) { return payers_.Find(id); }
  // The payer that was remembered for the user, so that a message does not look the name up; null
  // when there is none (any more).
  HistoryPayer* RememberedOf(SlotId<User> user);
  void Remember(SlotId<User> user, const HistoryPayer& payer);
  // The account or the address of the user has changed.
  void ForgetPayerOf(SlotId<User> user);

  // The record costs its payer `record.cost` from now on. REQUIRES: it is the payer's newest.
  void Charge(HistoryPayer& payer, HistoryRecord& record);
  // Bytes that nobody pays for, but that count for the server (negative: no more).
  void AddUnpaid(int64_t bytes) { bytes_ += static_cast<uint64_t>(bytes); }
  // The record costs nothing any more. A payer goes with its last record.
  void Discharge(HistoryRecord& record);

  // Forgets a payer without a record.
  void ForgetIfIdle(HistoryPayer& payer);

  // The oldest record of the payer who takes the most; null when there is none. Payers count as
  // equal up to the next power of two; among equals, whose oldest record is oldest.
  HistoryRecord* OldestOfGreatest();

  uint64_t bytes() const { return bytes_; }
  size_t payers() const { return payers_.size(); }
  template <typename Visit>
  void ForEachPayer(Visit&& visit) const {
    payers_.ForEach(visit);
  }
  template <typename Visit>
  void ForEachPayer(Visit&& visit) {
    payers_.ForEach(visit);
  }
  // True if `payer` is where its bytes belong in the order of payers.
  bool IsRanked(const HistoryPayer& payer) const;
  size_t ranked() const { return ranks_.size(); }

 private:
  struct Rank {
    int rank = 0;
    HistoryPosition from;
    SlotId<HistoryPayer> payer;

    friend bool operator<(const Rank& a, const Rank& b) {
      if (a.rank != b.rank) return a.rank > b.rank;
      return a.from == b.from ? a.payer < b.payer : a.from < b.from;
    }
  };
  static Rank PlaceOf(const HistoryPayer& payer) {
    return {payer.rank, payer.ranked_from, payer.id};
  }
  void Add(HistoryPayer& payer, int64_t bytes);
  void RankAnew(HistoryPayer& payer);

  // Beside the users and not in them, because most users only listen.
  struct Remembered {
    uint32_t generation = 0;  // of the user
    SlotId<HistoryPayer> payer;
  };

  uint64_t bytes_ = 0;
  std::vector<Remembered> remembered_;  // by the slot of the user
  SlotMap<HistoryPayer> payers_;
  absl::flat_hash_map<std::string, SlotId<HistoryPayer>> names_;
  // The greatest first. A payer moves when its rank changes; `from` may be older than its oldest
  // record, which OldestOfGreatest puts right. So a message seldom costs more than an addition.
  absl::btree_set<Rank> ranks_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_HISTORY_HISTORY_LEDGER_H_

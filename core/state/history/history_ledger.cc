#include "core/state/history/history_ledger.h"

#include <bit>

#include "core/check.h"

namespace irc {
namespace {

// Payers below a kibibyte have rank 0; each doubling is one more.
int RankOf(uint64_t bytes) { return static_cast<int>(std::bit_width(bytes >> 10)); }

}  // namespace

HistoryPayer& HistoryLedger::PayerNamed(absl::string_view name) {
  const auto found = names_.find(name);
  if (found != names_.end()) return *payers_.Find(found->second);
  auto [id, payer] = payers_.Insert();
  payer->id = id;
  payer->name = std::string(name);
  names_[payer->name] = id;
  return *payer;
}

HistoryPayer* HistoryLedger::RememberedOf(SlotId<User> user) {
  if (user.slot >= remembered_.size()) return nullptr;
  const Remembered& remembered = remembered_[user.slot];
  return remembered.generation == user.generation ? payers_.Find(remembered.payer) : nullptr;
}

void HistoryLedger::Remember(SlotId<User> user, const HistoryPayer& payer) {
  if (user.slot >= remembered_.size()) remembered_.resize(user.slot + 1);
  remembered_[user.slot] = {user.generation, payer.id};
}

void HistoryLedger::ForgetPayerOf(SlotId<User> user) {
  if (user.slot < remembered_.size()) remembered_[user.slot] = {};
}

void HistoryLedger::Charge(HistoryPayer& payer, HistoryRecord& record) {
  const bool first = payer.oldest == nullptr;
  record.payer = &payer;
  record.earlier = payer.newest;
  (first ? payer.oldest : payer.newest->later) = &record;
  payer.newest = &record;
  if (first) {
    payer.ranked_from = record.position;
    ranks_.insert(PlaceOf(payer));
  }
  Add(payer, record.cost);
}

void HistoryLedger::Discharge(HistoryRecord& record) {
  HistoryPayer& payer = *record.payer;
  (record.earlier == nullptr ? payer.oldest : record.earlier->later) = record.later;
  (record.later == nullptr ? payer.newest : record.later->earlier) = record.earlier;
  Add(payer, -int64_t{record.cost});
  if (payer.oldest != nullptr) return;
  IRC_CHECK(payer.bytes == 0, "a payer pays for its records and nothing else");
  ranks_.erase(PlaceOf(payer));
  ForgetIfIdle(payer);
}

void HistoryLedger::ForgetIfIdle(HistoryPayer& payer) {
  if (payer.oldest != nullptr) return;
  names_.erase(payer.name);
  payers_.Erase(SlotId<HistoryPayer>(payer.id));
}

void HistoryLedger::Add(HistoryPayer& payer, int64_t bytes) {
  bytes_ += static_cast<uint64_t>(bytes);
  payer.bytes += static_cast<uint64_t>(bytes);
  if (RankOf(payer.bytes) != payer.rank && payer.oldest != nullptr) RankAnew(payer);
}

void HistoryLedger::RankAnew(HistoryPayer& payer) {
  ranks_.erase(PlaceOf(payer));
  payer.rank = RankOf(payer.bytes);
  payer.ranked_from = payer.oldest->position;
  ranks_.insert(PlaceOf(payer));
}

HistoryRecord* HistoryLedger::OldestOfGreatest() {
  while (!ranks_.empty()) {
    HistoryPayer& payer = *payers_.Find(ranks_.begin()->payer);
    if (payer.ranked_from == payer.oldest->position) return payer.oldest;
    RankAnew(payer);
  }
  return nullptr;
}

bool HistoryLedger::IsRanked(const HistoryPayer& payer) const {
  return payer.rank == RankOf(payer.bytes) && payer.oldest != nullptr &&
         payer.ranked_from <= payer.oldest->position && ranks_.contains(PlaceOf(payer));
}

}  // namespace irc

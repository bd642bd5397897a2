#include "core/state/registry/memos.h"

#include <algorithm>
#include <variant>

namespace irc {
namespace {

bool Change(MemoBox& box, bool drop, const MemoRow& memo) {
  if (drop) return box.memos.erase(memo.id.value) > 0;
  box.memos[memo.id.value] = memo;
  return true;
}

bool Change(MemoBox& box, bool drop, const MemoIgnoreRow& ignore) {
  const bool was_there = std::erase(box.ignores, ignore) > 0;
  if (!drop) box.ignores.push_back(ignore);
  return !drop || was_there;
}

}  // namespace

bool Memos::Apply(const Record& record) {
  const auto apply = [&](const auto& row) {
    MemoBox& box = boxes_[row.account.value];
    const bool changed = Change(box, record.drop, row);
    if (box.memos.empty() && box.ignores.empty()) boxes_.erase(row.account.value);
    return changed;
  };
  if (const auto* memo = std::get_if<MemoRow>(&record.row)) return apply(*memo);
  const auto* ignore = std::get_if<MemoIgnoreRow>(&record.row);
  if (ignore == nullptr || !apply(*ignore)) return false;
  absl::btree_set<AccountId>& ignoring = ignored_[ignore->ignored];
  ignoring.erase(ignore->account);
  if (!record.drop) ignoring.insert(ignore->account);
  if (ignoring.empty()) ignored_.erase(ignore->ignored);
  return true;
}

std::vector<const MemoRow*> Memos::Of(AccountId account) const {
  std::vector<const MemoRow*> memos;
  const MemoBox* box = BoxOf(account);
  if (box == nullptr) return memos;
  for (const auto& [id, memo] : box->memos) memos.push_back(&memo);
  return memos;
}

const MemoRow* Memos::Find(AccountId account, MemoId memo) const {
  const MemoBox* box = BoxOf(account);
  if (box == nullptr) return nullptr;
  const auto found = box->memos.find(memo.value);
  return found == box->memos.end() ? nullptr : &found->second;
}

size_t Memos::CountUnread(AccountId account) const {
  const std::vector<const MemoRow*> memos = Of(account);
  return static_cast<size_t>(std::count_if(memos.begin(), memos.end(),
                                           [](const MemoRow* memo) { return IsUnread(*memo); }));
}

std::vector<MemoIgnoreRow> Memos::IgnoresOf(AccountId account) const {
  const MemoBox* box = BoxOf(account);
  return box == nullptr ? std::vector<MemoIgnoreRow>() : box->ignores;
}

bool Memos::Ignores(AccountId account, AccountId other) const {
  const auto found = ignored_.find(other);
  return found != ignored_.end() && found->second.contains(account);
}

std::vector<Row> Memos::RowsOf(AccountId account) const {
  std::vector<Row> rows;
  for (const MemoRow* memo : Of(account)) rows.push_back(*memo);
  for (const MemoIgnoreRow& ignore : IgnoresOf(account)) rows.push_back(ignore);
  const auto ignoring = ignored_.find(account);
  if (ignoring == ignored_.end()) return rows;
  for (AccountId other : ignoring->second) {
    if (other != account) rows.push_back(MemoIgnoreRow{.account = other, .ignored = account});
  }
  return rows;
}

void Memos::IndexIgnored() {
  ignored_.clear();
  for (const auto& [id, box] : boxes_) {
    for (const MemoIgnoreRow& ignore : box.ignores) ignored_[ignore.ignored].insert({id});
  }
}

const MemoBox* Memos::BoxOf(AccountId account) const {
  const auto found = boxes_.find(account.value);
  return found == boxes_.end() ? nullptr : &found->second;
}

}  // namespace irc

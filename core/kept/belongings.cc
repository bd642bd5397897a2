#include "core/kept/belongings.h"

#include <type_traits>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "core/actions/host.h"
#include "core/kept/pending_records.h"
#include "core/policy/hosts.h"
#include "core/replies/memo_notices.h"

namespace irc {
namespace {

// The account that has the row; 0: none.
AccountId OwnerOf(const Row& row) {
  return std::visit(
      [](const auto& typed) -> AccountId {
        using Typed = std::decay_t<decltype(typed)>;
        if constexpr (std::is_same_v<Typed, MemoRow> || std::is_same_v<Typed, MemoIgnoreRow> ||
                      std::is_same_v<Typed, VhostRow> || std::is_same_v<Typed, VhostRequestRow>) {
          return typed.account;
        } else {
          return {};
        }
      },
      row);
}

// Whether an account is gone without which the row means nothing.
bool IsOfRemoved(const State& state, const Row& row) {
  const auto is_there = [&](AccountId account) { return state.accounts.Find(account) != nullptr; };
  const AccountId owner = OwnerOf(row);
  const auto* ignore = std::get_if<MemoIgnoreRow>(&row);
  return (owner != AccountId() && !is_there(owner)) ||
         (ignore != nullptr && !is_there(ignore->ignored));
}

void Apply(State& state, const Record& record) {
  state.memos.Apply(record);
  state.vhosts.Apply(record);
}

void DropAgain(State& state, Outbox& out, Row row) {
  Record drop = Drop(std::move(row));
  Apply(state, drop);
  out.output().stores.push_back(std::move(drop));
}

void TellStaff(const State& state, Outbox& out, const VhostRequestRow& request) {
  out.NotifyOperators(Snomask::kData,
                      absl::StrCat("The account ", state.accounts.Find(request.account)->name(),
                                   " asks for the host ", request.host));
}

void TakeUp(State& state, Outbox& out, const Record& record, const MemoRow& memo) {
  const MemoRow* before = state.memos.Find(memo.account, memo.id);
  // It was read, and put again, after somebody had asked to drop it.
  if (record.drop && before != nullptr && *before != memo) return DropAgain(state, out, memo);
  const bool is_new = before == nullptr && !record.drop;
  Apply(state, record);
  if (is_new) NotifyOfMemo(state, out, memo);
}

}  // namespace

size_t CountMemos(const State& state, AccountId account) {
  return state.memos.Of(account).size() + CountPending(state, [&](const Record& record) {
           const auto* memo = std::get_if<MemoRow>(&record.row);
           return memo != nullptr && memo->account == account && !record.drop;
         });
}

std::vector<Row> BelongingsOf(const State& state, AccountId account) {
  std::vector<Row> rows = state.memos.RowsOf(account);
  for (Row& row : state.vhosts.RowsOf(account)) rows.push_back(std::move(row));
  return rows;
}

void TakeUpBelongings(State& state, Outbox& out, const Record& record) {
  const auto* account = std::get_if<AccountRow>(&record.row);
  if (account != nullptr && record.drop) {
    for (Row& row : BelongingsOf(state, account->id)) DropAgain(state, out, std::move(row));
  }
  const AccountId owner = OwnerOf(record.row);
  if (!record.drop && IsOfRemoved(state, record.row)) return DropAgain(state, out, record.row);
  if (const auto* memo = std::get_if<MemoRow>(&record.row)) {
    return TakeUp(state, out, record, *memo);
  }
  Apply(state, record);
  if (const auto* request = std::get_if<VhostRequestRow>(&record.row); request && !record.drop) {
    TellStaff(state, out, *request);
  }
  if (std::holds_alternative<VhostRow>(record.row)) RenewHosts(state, out, owner);
  const auto* setting = std::get_if<SettingRow>(&record.row);
  if (setting != nullptr && setting->key == kShowsVhost) RenewHosts(state, out, setting->account);
}

void TakeUpRestoredBelongings(State& state, const Row& row) {
  if (!IsOfRemoved(state, row)) Apply(state, Put(row));
}

}  // namespace irc

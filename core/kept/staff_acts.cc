#include "core/kept/staff_acts.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/kept/pending_records.h"
#include "core/policy/defcon.h"
#include "core/replies/duration.h"

namespace irc {
namespace {

std::string IsNormalAgain() {
  return absl::StrCat("DEFCON is ", static_cast<int>(Defcon::kNormal),
                      " again: ", RowOf(Defcon::kNormal).what.row.english);
}

std::string EndOf(const Row& row) {
  if (const auto* forbid = std::get_if<ForbidRow>(&row)) {
    return absl::StrCat("The ", forbid->kind, " ", forbid->mask, " is not forbidden any more");
  }
  if (const auto* limit = std::get_if<SessionLimitRow>(&row)) {
    return absl::StrCat("The exception for the connections of ", limit->address, " has ended");
  }
  return IsNormalAgain();
}

}  // namespace

void TellOfDefcon(Outbox& out, const Record& record) {
  const auto* row = std::get_if<ServerSettingRow>(&record.row);
  if (row == nullptr || row->key != kDefconSetting) return;
  if (record.drop) return out.NotifyOperators(Snomask::kBans, IsNormalAgain());
  const absl::Duration duration = row->expires_at - row->set_at;
  out.NotifyOperators(
      Snomask::kBans,
      absl::StrCat("DEFCON is ", row->value, " by ", row->by.substr(0, row->by.find('!')),
                   duration == absl::InfiniteDuration()
                       ? ""
                       : absl::StrCat(" for ", FormatBanDuration(duration)),
                   ": ", RowOf(LevelOf(row->value)).what.row.english));
}

absl::Time NextStaffRuleEnd(const State& state) {
  return state.staff_rules.NextExpiry(state.now,
                                      [&](const Row& row) { return IsPending(state, row); });
}

void EndStaffRules(State& state, Outbox& out) {
  std::vector<Record> drops = state.staff_rules.TakeExpired(
      state.now, [&](const Row& row) { return IsPending(state, row); });
  for (Record& drop : drops) {
    out.NotifyOperators(Snomask::kBans, EndOf(drop.row));
    out.output().stores.push_back(std::move(drop));
  }
}

}  // namespace irc

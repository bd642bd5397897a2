#include "core/state/registry/staff_rules.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "core/protocol/mask.h"

namespace irc {
namespace {

std::string ForbidKey(Casemapping casemapping, absl::string_view kind, absl::string_view mask) {
  return absl::StrCat(kind, " ", Fold(casemapping, mask).bytes());
}

template <typename Table, typename Key, typename Row>
void Take(Table& table, const Key& key, const Row& row, bool drop) {
  if (drop) {
    table.Drop(key);
  } else {
    table.Put(key, row);
  }
}

}  // namespace

bool StaffRules::Apply(Casemapping casemapping, const Record& record) {
  if (const auto* forbid = std::get_if<ForbidRow>(&record.row)) {
    Take(forbids_, ForbidKey(casemapping, forbid->kind, forbid->mask), *forbid, record.drop);
  } else if (const auto* news = std::get_if<NewsRow>(&record.row)) {
    Take(news_, news->id.value, *news, record.drop);
  } else if (const auto* limit = std::get_if<SessionLimitRow>(&record.row)) {
    Take(session_limits_, limit->address, *limit, record.drop);
  } else if (const auto* setting = std::get_if<ServerSettingRow>(&record.row)) {
    Take(settings_, setting->key, *setting, record.drop);
    settings_changed_ = true;
  } else {
    return false;
  }
  NoteExpiry();
  return true;
}

const ForbidRow* StaffRules::FindForbid(Casemapping casemapping, absl::string_view kind,
                                        absl::string_view text, absl::Time now) const {
  for (const auto& [key, row] : forbids_.rows()) {
    if (row.kind != kind || row.expires_at <= now) continue;
    if (MatchMask(casemapping, row.mask, text)) return &row;
  }
  return nullptr;
}

const ForbidRow* StaffRules::FindForbidNamed(Casemapping casemapping, absl::string_view kind,
                                             absl::string_view mask) const {
  return forbids_.Find(ForbidKey(casemapping, kind, mask));
}

bool StaffRules::TakeSettingsChanged() { return std::exchange(settings_changed_, false); }

absl::Time StaffRules::NextExpiry(absl::Time now,
                                  absl::FunctionRef<bool(const Row&)> is_changing) const {
  if (next_expiry_ > now) return next_expiry_;
  return std::min({forbids_.NextExpiry(now, is_changing),
                   session_limits_.NextExpiry(now, is_changing),
                   settings_.NextExpiry(now, is_changing)});
}

std::vector<Record> StaffRules::TakeExpired(absl::Time now,
                                            absl::FunctionRef<bool(const Row&)> is_changing) {
  std::vector<Record> drops;
  if (next_expiry_ > now) return drops;
  for (ForbidRow& row : forbids_.TakeExpired(now, is_changing))
    drops.push_back(Drop(std::move(row)));
  for (SessionLimitRow& row : session_limits_.TakeExpired(now, is_changing)) {
    drops.push_back(Drop(std::move(row)));
  }
  for (ServerSettingRow& row : settings_.TakeExpired(now, is_changing)) {
    drops.push_back(Drop(std::move(row)));
    settings_changed_ = true;
  }
  NoteExpiry();
  return drops;
}

void StaffRules::SetClock(absl::Duration by, absl::Time now) {
  const auto set = [&](auto& row) {
    row.expires_at += by;
    row.set_at = std::min(row.set_at, now);
  };
  forbids_.ForEach(set);
  session_limits_.ForEach(set);
  settings_.ForEach(set);
  news_.ForEach([&](NewsRow& row) { row.set_at = std::min(row.set_at, now); });
  NoteExpiry();
}

void StaffRules::NoteExpiry() {
  next_expiry_ =
      std::min({forbids_.NextExpiry(), session_limits_.NextExpiry(), settings_.NextExpiry()});
}

}  // namespace irc

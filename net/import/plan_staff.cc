// What staff has done: bans, forbids, holds, marks, news and limits.
#include <string>
#include <variant>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "core/protocol/address.h"
#include "net/import/planner.h"
#include "net/store/rows/time_text.h"

namespace irc {
namespace {

constexpr int64_t kReasonBytes = 300;
constexpr int64_t kMaskBytes = 300;

// The mask of a KLINE here, user@host; empty: it is none.
std::string UserHostOf(absl::string_view mask) {
  if (const size_t bang = mask.find('!'); bang != absl::string_view::npos) {
    if (mask.substr(0, bang) != "*") return "";
    mask.remove_prefix(bang + 1);
  }
  if (mask.empty() || absl::StrContains(mask, '#') || absl::StrContains(mask, ' ')) return "";
  if (!absl::StrContains(mask, '@')) return absl::StrCat("*@", mask);
  return mask.front() == '@' || mask.back() == '@' ? "" : std::string(mask);
}

std::string Stamp(absl::Time at) { return absl::StrCat(absl::ToUnixMillis(AsKept(at))); }

struct KeyOfRow {
  Casemapping casemapping;

  std::string Folded(absl::string_view name) const { return Fold(casemapping, name).bytes(); }
  std::string operator()(const HoldRow& row) const { return Folded(row.name); }
  std::string operator()(const MarkRow& row) const {
    return absl::StrCat(Folded(row.name), "\n", row.text, "\n", Stamp(row.set_at));
  }
  std::string operator()(const BanRow& row) const {
    return absl::StrCat(row.kind, "\n", Folded(row.mask));
  }
  std::string operator()(const ForbidRow& row) const {
    return absl::StrCat(row.kind, "\n", Folded(row.mask));
  }
  std::string operator()(const NewsRow& row) const {
    return absl::StrCat(row.kind, "\n", row.text, "\n", Stamp(row.set_at));
  }
  std::string operator()(const SessionLimitRow& row) const { return row.address; }
  std::string operator()(const VhostOfferRow& row) const { return row.host; }
  template <typename OtherRow>
  std::string operator()(const OtherRow&) const {
    return "";
  }
};

}  // namespace

std::string OnceKey(Casemapping casemapping, const Row& row) {
  const std::string key = std::visit(KeyOfRow{casemapping}, row);
  return key.empty() ? "" : absl::StrCat(TableOf(row), "\n", key);
}

void Planner::PutOnce(Thing thing, Row row) {
  if (once_.insert(OnceKey(rules_.casemapping, row)).second) return PutRow(thing, std::move(row));
  report_.FindThere(thing);
}

bool Planner::IsOver(Thing thing, absl::string_view what, absl::Time expires_at) {
  if (expires_at > rules_.now) return false;
  report_.LeaveOut(thing, what, "its time was over");
  return true;
}

void Planner::PlanStaff() {
  PlanMarks();
  PlanHolds();
  for (const ForeignBan& ban : network_.bans) PlanBan(ban);
  for (const ForeignBan& forbid : network_.forbids) PlanForbid(forbid);
  PlanNews();
  PlanLimits();
  if (!network_.operators.empty()) {
    report_.Remark(absl::StrCat("Operators are not taken; they are blocks of the configuration: ",
                                absl::StrJoin(network_.operators, ", ")));
  }
  if (static_cast<int64_t>(report_.taken(Thing::kBan)) > rules_.limits.bans) {
    report_.Remark(absl::StrCat("The server keeps ", rules_.limits.bans,
                                " bans; limits.bans has to be raised before it starts."));
  }
}

void Planner::PlanMarks() {
  for (const ForeignNote& mark : network_.marks) {
    if (mark.name.empty()) {
      report_.LeaveOut(Thing::kMark, mark.name, "it is about no name");
      continue;
    }
    MarkRow row{.name = NameOf(mark.name),
                .by = NameOf(mark.by),
                .text = Text(mark.text, kReasonBytes),
                .set_at = Known(mark.at)};
    if (once_.contains(OnceKey(rules_.casemapping, row))) {
      report_.FindThere(Thing::kMark);
      continue;
    }
    row.id = NextId<MarkKind>("marks");
    PutOnce(Thing::kMark, std::move(row));
  }
}

void Planner::PlanHolds() {
  for (const ForeignNote& hold : network_.holds) {
    if (!names_.IsValid(hold.name)) {
      report_.LeaveOut(Thing::kHold, hold.name, "it cannot be a name here");
      continue;
    }
    PutOnce(Thing::kHold, HoldRow{.name = hold.name,
                                  .by = NameOf(hold.by),
                                  .reason = Text(hold.text, kReasonBytes),
                                  .set_at = Known(hold.at)});
  }
}

void Planner::PlanBan(const ForeignBan& ban) {
  if (IsOver(Thing::kBan, absl::StrCat(ban.kind, " ", ban.mask), ban.expires_at)) return;
  BanRow row{.kind = ban.kind,
             .mask = Text(ban.mask, INT64_MAX),
             .reason = Text(ban.reason, kReasonBytes),
             .by = NameOf(ban.by),
             .set_at = Known(ban.set_at),
             .expires_at = ban.expires_at};
  if (row.kind == "KLINE") row.mask = UserHostOf(row.mask);
  const bool is_network = ParseIpNetwork(row.mask).has_value();
  if (row.mask.empty() || static_cast<int64_t>(row.mask.size()) > kMaskBytes ||
      (row.kind == "DLINE" && !is_network) ||
      (row.kind == "RESV" && absl::StrContains(row.mask, ' '))) {
    return report_.LeaveOut(Thing::kBan, absl::StrCat(ban.kind, " ", ban.mask),
                            "it cannot be a ban here");
  }
  if (once_.contains(OnceKey(rules_.casemapping, row))) return report_.FindThere(Thing::kBan);
  row.id = NextId<ServerBanKind>("bans");
  PutOnce(Thing::kBan, std::move(row));
}

void Planner::PlanForbid(const ForeignBan& forbid) {
  const std::string what = absl::StrCat(forbid.kind, " ", forbid.mask);
  if (IsOver(Thing::kForbid, what, forbid.expires_at)) return;
  std::string mask = Text(forbid.mask, INT64_MAX);
  if (mask.empty() || static_cast<int64_t>(mask.size()) > kMaskBytes ||
      absl::StrContains(mask, ' ')) {
    return report_.LeaveOut(Thing::kForbid, what, "it cannot be a mask here");
  }
  PutOnce(Thing::kForbid, ForbidRow{.kind = forbid.kind,
                                    .mask = std::move(mask),
                                    .by = NameOf(forbid.by),
                                    .reason = Text(forbid.reason, kReasonBytes),
                                    .set_at = Known(forbid.set_at),
                                    .expires_at = forbid.expires_at});
}

void Planner::PlanNews() {
  for (const auto& [kind, news] : network_.news) {
    NewsRow row{.kind = kind,
                .text = Text(news.text, kReasonBytes),
                .by = NameOf(news.by),
                .set_at = Known(news.at)};
    if (once_.contains(OnceKey(rules_.casemapping, row))) {
      report_.FindThere(Thing::kNews);
      continue;
    }
    row.id = NextId<NewsKind>("news");
    PutOnce(Thing::kNews, std::move(row));
  }
}

void Planner::PlanLimits() {
  for (const ForeignLimit& limit : network_.limits) {
    if (IsOver(Thing::kSessionLimit, limit.address, limit.expires_at)) continue;
    if (!ParseIpNetwork(limit.address).has_value()) {
      report_.LeaveOut(Thing::kSessionLimit, limit.address, "it is no address or network");
      continue;
    }
    PutOnce(Thing::kSessionLimit, SessionLimitRow{.address = limit.address,
                                                  .limit = limit.limit,
                                                  .by = NameOf(limit.by),
                                                  .reason = Text(limit.reason, kReasonBytes),
                                                  .set_at = Known(limit.set_at),
                                                  .expires_at = limit.expires_at});
  }
}

}  // namespace irc

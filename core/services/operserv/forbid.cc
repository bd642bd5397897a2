// OperServ FORBID: nicks, channels and mail addresses that nobody may register or use.
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/replies/date.h"
#include "core/replies/duration.h"
#include "core/services/account_changes.h"
#include "core/services/forbids.h"
#include "core/services/handlers.h"

namespace irc {
namespace {

constexpr size_t kListedMax = 100;

bool IsKind(absl::string_view kind) {
  return kind == kForbidNick || kind == kForbidChannel || kind == kForbidMail;
}

void AddForbid(ServiceCtx& ctx, const std::string& kind, const std::string& mask) {
  const std::optional<absl::Duration> given =
      ctx.words.size() > 4 ? ParseBanDuration(ctx.word(3)) : std::nullopt;
  const std::string reason = ctx.WordsFrom(given.has_value() ? 4 : 3);
  if (const std::string why = WhyNoForbid(ctx.state, kind, mask); !why.empty()) {
    return ctx.Say(why);
  }
  std::vector<Record> records =
      ForbidOf(ctx, kind, mask, reason, given.value_or(absl::InfiniteDuration()));
  const std::string how = given.has_value() ? absl::StrCat(" for ", FormatBanDuration(*given)) : "";
  SaveOfName(ctx, absl::StrCat(kind, " ", mask), std::move(records),
             absl::StrCat("The ", kind, " ", mask, " is forbidden", how),
             absl::StrCat("ADD", how, " ", reason));
}

void ListForbids(ServiceCtx& ctx, absl::string_view kind) {
  size_t found = 0;
  for (const auto& [key, row] : ctx.state.staff_rules.forbids().rows()) {
    if (row.expires_at <= ctx.state.now || (!kind.empty() && row.kind != kind)) continue;
    if (++found > kListedMax) continue;
    const std::string end = row.expires_at == absl::InfiniteFuture()
                                ? ""
                                : absl::StrCat(", until ", FormatDate(row.expires_at));
    ctx.Say(absl::StrCat(row.kind, " ", row.mask, " by ", row.by.substr(0, row.by.find('!')),
                         " on ", FormatDate(row.set_at), end, ": ", row.reason));
  }
  ctx.Say(found > kListedMax ? absl::StrCat("The first ", kListedMax, " of ", found, " forbids")
                             : absl::StrCat("Forbids: ", found));
}

}  // namespace

// FORBID ADD <kind> <mask> [<duration>] <reason> | DEL <kind> <mask> | LIST [<kind>]
void Forbid(ServiceCtx& ctx) {
  const absl::string_view act = ctx.word(0);
  const std::string kind = absl::AsciiStrToLower(ctx.word(1));
  const bool is_list = absl::EqualsIgnoreCase(act, "LIST");
  if (is_list && (kind.empty() || IsKind(kind))) return ListForbids(ctx, kind);
  const std::string mask(ctx.word(2));
  if (IsKind(kind) && absl::EqualsIgnoreCase(act, "ADD") && ctx.words.size() > 3) {
    return AddForbid(ctx, kind, mask);
  }
  if (!IsKind(kind) || !absl::EqualsIgnoreCase(act, "DEL") || mask.empty()) {
    return ctx.SaySyntax();
  }
  const ForbidRow* row = ctx.state.staff_rules.FindForbidNamed(ctx.state.casemapping, kind, mask);
  if (row == nullptr) return ctx.Say(absl::StrCat("The ", kind, " ", mask, " is not forbidden"));
  SaveOfName(ctx, absl::StrCat(kind, " ", row->mask), {Drop(*row)},
             absl::StrCat("The ", kind, " ", row->mask, " is not forbidden any more"), "DEL");
}

}  // namespace irc

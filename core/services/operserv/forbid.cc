// OperServ FORBID: nicks, channels and mail addresses that nobody may register or use.
#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/protocol/names.h"
#include "core/protocol/utf8.h"
#include "core/replies/date.h"
#include "core/replies/duration.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"

namespace irc {
namespace {

constexpr size_t kForbidsMax = 1000;  // each name that somebody takes is compared with all
constexpr size_t kListedMax = 100;
constexpr size_t kMaskBytesMax = 100;
constexpr size_t kReasonBytesMax = 150;  // who is refused reads it in one line with the name
constexpr std::ptrdiff_t kPlainMin = 3;  // characters of a mask that are no wildcards

bool IsKind(absl::string_view kind) {
  return kind == kForbidNick || kind == kForbidChannel || kind == kForbidMail;
}

bool IsTooWideMask(absl::string_view mask) {
  return HasWildcard(mask) &&
         std::count_if(mask.begin(), mask.end(), [](char c) {
           return absl::string_view("*?@.#").find(c) == absl::string_view::npos;
         }) < kPlainMin;
}

void AddForbid(ServiceCtx& ctx, const std::string& kind, const std::string& mask) {
  const std::optional<absl::Duration> given =
      ctx.words.size() > 4 ? ParseBanDuration(ctx.word(3)) : std::nullopt;
  const std::string reason = ctx.WordsFrom(given.has_value() ? 4 : 3);
  if (mask.size() > kMaskBytesMax || mask[0] == ':') {
    return ctx.Say(absl::StrCat("A mask has at most ", kMaskBytesMax,
                                " bytes and does not begin with a colon"));
  }
  if (IsTooWideMask(mask)) return ctx.Say("That mask would forbid too many");
  const StaffRules& rules = ctx.state.staff_rules;
  const ForbidRow* before = rules.FindForbidNamed(ctx.state.casemapping, kind, mask);
  if (before == nullptr && rules.forbids().size() >= kForbidsMax) {
    return ctx.Say("As much is forbidden as may be");
  }
  const absl::Duration duration = given.value_or(absl::InfiniteDuration());
  std::vector<Record> records;
  // The key of a row is the mask as it is spelled.
  if (before != nullptr && before->mask != mask) records.push_back(Drop(*before));
  records.push_back(Put(ForbidRow{.kind = kind,
                                  .mask = mask,
                                  .by = ctx.user.mask(),
                                  .reason = std::string(TruncateUtf8(reason, kReasonBytesMax)),
                                  .set_at = ctx.state.now,
                                  .expires_at = ctx.state.now + duration}));
  const std::string how =
      given.has_value() ? absl::StrCat(" for ", FormatBanDuration(duration)) : "";
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
    return ctx.Say(absl::StrCat("Syntax: ", ctx.request->syntax));
  }
  const ForbidRow* row = ctx.state.staff_rules.FindForbidNamed(ctx.state.casemapping, kind, mask);
  if (row == nullptr) return ctx.Say(absl::StrCat("The ", kind, " ", mask, " is not forbidden"));
  SaveOfName(ctx, absl::StrCat(kind, " ", row->mask), {Drop(*row)},
             absl::StrCat("The ", kind, " ", row->mask, " is not forbidden any more"), "DEL");
}

}  // namespace irc

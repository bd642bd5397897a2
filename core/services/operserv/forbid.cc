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
#include "core/texts/operserv.h"

namespace irc {
namespace {

constexpr size_t kListedMax = 100;

bool IsKind(absl::string_view kind) {
  return kind == kForbidNick || kind == kForbidChannel || kind == kForbidMail;
}

// The word for the kind in a sentence.
std::string WordOf(const ServiceCtx& ctx, absl::string_view kind) {
  return ctx.Text(kind == kForbidNick      ? texts::kForbidOfNick
                  : kind == kForbidChannel ? texts::kForbidOfChannel
                                           : texts::kForbidOfMail);
}

void AddForbid(ServiceCtx& ctx, const std::string& kind, const std::string& mask) {
  const std::optional<absl::Duration> given =
      ctx.words.size() > 4 ? ParseBanDuration(ctx.word(3)) : std::nullopt;
  const std::string reason = ctx.WordsFrom(given.has_value() ? 4 : 3);
  if (const std::string why = WhyNoForbid(ctx.state, kind, mask); !why.empty()) {
    return ctx.SayFilled(why);
  }
  std::vector<Record> records =
      ForbidOf(ctx, kind, mask, reason, given.value_or(absl::InfiniteDuration()));
  const std::string time = given.has_value() ? FormatBanDuration(*given) : "";
  const std::string word = WordOf(ctx, kind);
  SaveOfName(ctx, absl::StrCat(kind, " ", mask), std::move(records),
             time.empty() ? ctx.Text(texts::kForbidAdded, word, mask)
                          : ctx.Text(texts::kForbidAddedFor, word, mask, time),
             absl::StrCat("ADD", time.empty() ? "" : " for ", time, " ", reason));
}

void ListForbids(ServiceCtx& ctx, absl::string_view kind) {
  size_t found = 0;
  for (const auto& [key, row] : ctx.state.staff_rules.forbids().rows()) {
    if (row.expires_at <= ctx.state.now || (!kind.empty() && row.kind != kind)) continue;
    if (++found > kListedMax) continue;
    const std::string word = WordOf(ctx, row.kind), date = FormatDate(row.set_at);
    const std::string setter = row.by.substr(0, row.by.find('!'));
    if (row.expires_at == absl::InfiniteFuture()) {
      ctx.Say(texts::kForbidLine, word, row.mask, setter, date, row.reason);
    } else {
      ctx.Say(texts::kForbidLineUntil, word, row.mask, setter, date, FormatDate(row.expires_at),
              row.reason);
    }
  }
  if (found > kListedMax) return ctx.Say(texts::kForbidsFirst, kListedMax, found);
  ctx.Say(texts::kForbids, found);
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
  if (row == nullptr) return ctx.Say(texts::kForbidUnknown, WordOf(ctx, kind), mask);
  SaveOfName(ctx, absl::StrCat(kind, " ", row->mask), {Drop(*row)},
             ctx.Text(texts::kForbidRemoved, WordOf(ctx, kind), row->mask), "DEL");
}

}  // namespace irc

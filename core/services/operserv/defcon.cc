// OperServ DEFCON: closes the server step by step to what is new; core/policy/defcon.h has the
// levels.
#include "core/policy/defcon.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "core/replies/date.h"
#include "core/replies/duration.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/texts/operserv.h"

namespace irc {
namespace {

const ServerSettingRow* RowInForce(const State& state) {
  const ServerSettingRow* row = state.staff_rules.settings().Find(std::string(kDefconSetting));
  return row == nullptr || row->expires_at <= state.now ? nullptr : row;
}

void ShowDefcon(ServiceCtx& ctx) {
  const ServerSettingRow* row = RowInForce(ctx.state);
  const int now = static_cast<int>(DefconOf(ctx.state));
  if (row == nullptr) {
    ctx.Say(texts::kDefconShown, now);
  } else if (row->expires_at == absl::InfiniteFuture()) {
    ctx.Say(texts::kDefconShownBy, now, row->by);
  } else {
    ctx.Say(texts::kDefconShownUntil, now, row->by, FormatDate(row->expires_at));
  }
  for (auto level = kDefcons.rbegin(); level != kDefcons.rend(); ++level) {
    ctx.Say(texts::kDefconLevel, static_cast<int>(level->level), ctx.Text(level->what));
  }
}

}  // namespace

// DEFCON [<level> [<duration>]]
void SetDefcon(ServiceCtx& ctx) {
  if (ctx.words.empty()) return ShowDefcon(ctx);
  const std::string text(ctx.word(0));
  const Defcon level = LevelOf(text);
  const std::optional<absl::Duration> given =
      ctx.words.size() > 1 ? ParseBanDuration(ctx.word(1)) : std::nullopt;
  if ((level == Defcon::kNormal && text != "5") || (ctx.words.size() > 1 && !given.has_value())) {
    return ctx.SaySyntax();
  }
  if (level == DefconOf(ctx.state) && !given.has_value()) {
    return ctx.Say(texts::kDefconIsAlready, text);
  }
  // Operators who have no account could not come back to end it.
  const absl::Duration duration = given.value_or(absl::InfiniteDuration());
  if (level <= Defcon::kLoginNeeded && duration == absl::InfiniteDuration()) {
    return ctx.Say(texts::kDefconNeedsDuration);
  }
  const ServerSettingRow row{.key = std::string(kDefconSetting),
                             .value = text,
                             .by = ctx.user.mask(),
                             .set_at = ctx.state.now,
                             .expires_at = ctx.state.now + duration};
  const std::string what = ctx.Text(RowOf(level).what);
  const std::string time = given.has_value() ? FormatBanDuration(duration) : "";
  SaveOfName(ctx, text, {level == Defcon::kNormal ? Drop(row) : Put(row)},
             time.empty() ? ctx.Text(texts::kDefconIsSet, text, what)
                          : ctx.Text(texts::kDefconIsSetFor, text, time, what),
             time.empty() ? "" : absl::StrCat("for ", time));
}

}  // namespace irc

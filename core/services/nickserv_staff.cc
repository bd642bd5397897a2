// NickServ SUSPEND and UNSUSPEND, for operators.
#include <optional>

#include "absl/strings/str_cat.h"
#include "core/replies/duration.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"

namespace irc {

void Suspend(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  if (account == nullptr) return;
  const std::optional<absl::Duration> given =
      ctx.words.size() > 2 ? ParseBanDuration(ctx.word(1)) : std::nullopt;
  const std::string reason = ctx.WordsFrom(given.has_value() ? 2 : 1);
  const absl::Time until = given.has_value() ? ctx.state.now + *given : absl::InfiniteFuture();
  SaveAndSay(ctx, *account,
             {Put(SuspensionRow{.account = account->id(),
                                .by = ctx.user.mask(),
                                .reason = reason,
                                .set_at = ctx.state.now,
                                .expires_at = until})},
             absl::StrCat("The account ", account->name(), " is suspended",
                          given.has_value() ? " for " : "",
                          given.has_value() ? FormatBanDuration(*given) : ""),
             "SUSPEND", reason);
}

void Unsuspend(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  if (account == nullptr) return;
  if (!account->details->suspension.has_value()) {
    return ctx.Say(absl::StrCat("The account ", account->name(), " is not suspended"));
  }
  SaveAndSay(ctx, *account, {Drop(SuspensionRow{.account = account->id()})},
             absl::StrCat("The account ", account->name(), " is open again"), "UNSUSPEND");
}

}  // namespace irc

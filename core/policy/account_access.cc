#include "core/policy/account_access.h"

#include "absl/strings/str_cat.h"

namespace irc {

std::string WhyNoLogin(const State& state, const Account& account) {
  const std::optional<SuspensionRow>& suspension = account.details->suspension;
  if (suspension.has_value() && suspension->expires_at > state.now) {
    return absl::StrCat("The account is suspended: ", suspension->reason);
  }
  if (!account.verified()) return "The account is not verified yet";
  return "";
}

bool IsNickOfAnother(const State& state, absl::string_view nick, absl::string_view account) {
  const Account* owner = state.accounts.OwnerOf(Fold(state.casemapping, nick));
  if (owner == nullptr || owner->configured) return false;
  if (!account.empty() &&
      Fold(state.casemapping, account) == Fold(state.casemapping, owner->name())) {
    return false;
  }
  const absl::string_view chosen = owner->Setting("ENFORCE");
  return (chosen.empty() ? absl::string_view(state.config.nick_protection) : chosen) != "off";
}

}  // namespace irc

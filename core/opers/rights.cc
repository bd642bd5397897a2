#include "core/opers/rights.h"

#include <algorithm>

#include "core/config_opers.h"
#include "core/protocol/numerics.h"

namespace irc {

const OperConfig* FindOperBlock(const Config& config, absl::string_view name) {
  for (const OperConfig& oper : config.opers) {
    if (oper.name == name) return &oper;
  }
  return nullptr;
}

bool Can(const State& state, const User& user, Privilege privilege) {
  if (!user.is_oper()) return false;
  const OperConfig* block = FindOperBlock(state.config, *user.oper);
  return block != nullptr &&
         (PrivilegesOf(state.config, block->oper_class) & BitOf(privilege)) != 0;
}

bool IsOfOperator(const State& state, absl::string_view account) {
  const Folded folded = Fold(state.casemapping, account);
  return std::any_of(
      state.config.opers.begin(), state.config.opers.end(), [&](const OperConfig& block) {
        return !block.account.empty() && Fold(state.casemapping, block.account) == folded;
      });
}

bool GivesMoreThanHas(const State& state, const User& user, absl::string_view account) {
  const Folded folded = Fold(state.casemapping, account);
  const OperConfig* own = user.is_oper() ? FindOperBlock(state.config, *user.oper) : nullptr;
  const Privileges has =
      own == nullptr ? Privileges() : PrivilegesOf(state.config, own->oper_class);
  return std::any_of(
      state.config.opers.begin(), state.config.opers.end(), [&](const OperConfig& block) {
        return !block.account.empty() && Fold(state.casemapping, block.account) == folded &&
               (PrivilegesOf(state.config, block.oper_class) & ~has) != 0;
      });
}

Refusal CannotUse(const State& state, const User& user, Privilege privilege) {
  if (!user.is_oper()) return kErrNoPrivileges();
  if (!Can(state, user, privilege)) return kErrNoPrivs(RowOf(privilege).name);
  return std::nullopt;
}

}  // namespace irc

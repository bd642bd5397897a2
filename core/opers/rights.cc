#include "core/opers/rights.h"

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

Refusal CannotUse(const State& state, const User& user, Privilege privilege) {
  if (!user.is_oper()) return kErrNoPrivileges();
  if (!Can(state, user, privilege)) return kErrNoPrivs(RowOf(privilege).name);
  return std::nullopt;
}

}  // namespace irc

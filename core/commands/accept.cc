// ACCEPT <nick>|-<nick>{,<nick>|-<nick>} | ACCEPT *
// The list of users who may send private messages to a user with mode +g.
#include <algorithm>

#include "core/commands/commands.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

void ForgetGone(const State& state, std::vector<SlotId<User>>& accepted) {
  accepted.erase(std::remove_if(accepted.begin(), accepted.end(),
                                [&](SlotId<User> id) { return state.users.Find(id) == nullptr; }),
                 accepted.end());
}

void ListAccepted(UserCtx& ctx) {
  for (SlotId<User> id : *ctx.user.accepted) ctx.Reply(kRplAcceptList(UserOf(ctx.state, id).nick));
  ctx.Reply(kRplEndOfAccept());
}

void AcceptOne(UserCtx& ctx, const User& other) {
  auto& accepted = ctx.user.accepted.Edit();
  if (std::find(accepted.begin(), accepted.end(), other.id) != accepted.end()) {
    return ctx.Reply(kErrAcceptExist(other.nick));
  }
  if (static_cast<int64_t>(accepted.size()) >= ctx.state.config.limits.accept_entries) {
    return ctx.Reply(kErrAcceptFull());
  }
  accepted.push_back(other.id);
}

void RemoveOne(UserCtx& ctx, const User& other) {
  auto& accepted = ctx.user.accepted.Edit();
  const auto found = std::find(accepted.begin(), accepted.end(), other.id);
  if (found == accepted.end()) return ctx.Reply(kErrAcceptNot(other.nick));
  accepted.erase(found);
}

}  // namespace

void Accept(UserCtx& ctx, const Params& p) {
  ForgetGone(ctx.state, ctx.user.accepted.Edit());
  for (absl::string_view item : ctx.RequireTargets(p[0])) {
    if (item == "*") {
      ListAccepted(ctx);
      continue;
    }
    const bool remove = item[0] == '-';
    const User* other = ctx.RequireUser(item.substr(remove ? 1 : 0));
    if (other == nullptr) continue;
    if (remove) {
      RemoveOne(ctx, *other);
    } else {
      AcceptOne(ctx, *other);
    }
  }
}

}  // namespace irc

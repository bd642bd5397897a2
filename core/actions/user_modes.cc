#include "core/actions/user_modes.h"

#include "core/actions/host.h"
#include "core/opers/office.h"
#include "core/outbox/source.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

// Applies changes such as "+ck-n" to a set of server notices. Unknown letters are ignored.
uint32_t ChangeSnomask(uint32_t snomask, absl::string_view changes) {
  bool add = true;
  for (char c : changes) {
    if (c == '+' || c == '-') {
      add = c == '+';
    } else if (add) {
      snomask |= SnomaskBitOfLetter(c);
    } else {
      snomask &= ~SnomaskBitOfLetter(c);
    }
  }
  return snomask;
}

// +s with a parameter selects kinds of server notices, without one it selects all; -s selects none.
void ChangeServerNotices(UserCtx& ctx, User& target, const ModeChange& change,
                         ModeString& applied) {
  target.snomask = !change.add        ? 0
                   : change.has_param ? ChangeSnomask(target.snomask, change.param)
                                      : kAllSnomasks;
  const bool on = target.snomask != 0;
  if (on != target.Has(UserMode::kServerNotices)) {
    SetUserMode(ctx.state, target, UserMode::kServerNotices, on);
    applied.Add(on, change.letter);
  }
}

void ApplyChange(UserCtx& ctx, User& target, const UserModeRow& row, const ModeChange& change,
                 ModeString& applied) {
  if (row.mode == UserMode::kOper) {
    // MODE -o gives up operator status; only OPER gives it.
    if (!change.add && target.is_oper()) LayDownOffice(ctx.state, target, applied);
    return;
  }
  if (!row.settable || (row.oper_only && !target.is_oper())) return;
  if (row.mode == UserMode::kServerNotices)
    return ChangeServerNotices(ctx, target, change, applied);
  if (target.Has(row.mode) == change.add) return;
  SetUserMode(ctx.state, target, row.mode, change.add);
  applied.Add(change.add, row.letter);
}

}  // namespace

void ChangeUserModes(UserCtx& ctx, User& target, const Params& p) {
  bool unknown = false;
  const uint32_t snomask = target.snomask;
  ModeString applied;
  for (const ModeChange& change : ParseUserModes(p[1], p.data() + 2, p.size() - 2)) {
    const UserModeRow* row = FindUserMode(change.letter);
    if (row == nullptr) {
      unknown = true;
      continue;
    }
    ApplyChange(ctx, target, *row, change, applied);
  }
  if (target.snomask != snomask && target.snomask != 0) {
    ctx.out.ReplyToUser(target, kRplSnomask(SnomaskString(target.snomask)));
  }
  if (unknown) ctx.Reply(kErrUmodeUnknownFlag());
  if (applied.empty()) return;
  ctx.out.ReplyToUser(target,
                      From(ctx.user, "MODE").Param(target.nick).Trailing(applied.letters()));
  RenewHost(ctx.state, ctx.out, target);
}

void SetUserModes(State& state, User& user, absl::string_view letters) {
  for (char letter : letters) {
    const UserModeRow* row = FindUserMode(letter);
    if (row != nullptr && row->settable && !row->oper_only) {
      SetUserMode(state, user, row->mode, true);
    }
  }
}

std::string UserModeString(const User& user) {
  std::string letters = "+";
  for (const UserModeRow& row : kUserModes) {
    if (user.Has(row.mode)) letters.push_back(row.letter);
  }
  return letters;
}

}  // namespace irc

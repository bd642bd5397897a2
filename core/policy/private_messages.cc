#include "core/policy/private_messages.h"

#include <algorithm>

#include "core/protocol/numerics.h"

namespace irc {
namespace {

// No rule refuses messages of the user themselves, or of operators.
bool MayAlwaysMessage(const User& user, const User& sender) {
  return sender.id == user.id || sender.is_oper();
}

}  // namespace

bool Accepts(const User& user, const User& other) {
  const std::vector<SlotId<User>>& accepted = *user.accepted;
  return std::find(accepted.begin(), accepted.end(), other.id) != accepted.end();
}

bool Silences(const State& state, const User& user, const User& other) {
  if (MayAlwaysMessage(user, other) || user.silenced->empty()) return false;
  const UserText text = TextOf(state, other, user.is_oper() ? Sight::kEverything : Sight::kShown);
  return std::any_of(user.silenced->begin(), user.silenced->end(),
                     [&](const SilencedMask& silenced) { return silenced.mask.Matches(text); });
}

bool NeedsAccepting(const User& user, const User& sender) {
  return user.Has(UserMode::kCallerId) && !MayAlwaysMessage(user, sender) && !Accepts(user, sender);
}

Refusal CannotMessage(const User& user, const User& sender, absl::string_view text) {
  if (MayAlwaysMessage(user, sender)) return std::nullopt;
  if (user.Has(UserMode::kRegisteredOnly) && !sender.has_account() && !Accepts(user, sender)) {
    return kErrNeedReggedToSend(user.nick,
                                "You must be logged in to an account to message this user");
  }
  if (user.Has(UserMode::kNoCtcp) && IsCtcpRequest(text)) {
    return kErrCantSendToUser(user.nick, "This user does not accept CTCPs (+T)");
  }
  return std::nullopt;
}

}  // namespace irc

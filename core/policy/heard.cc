#include "core/policy/heard.h"

#include <algorithm>

#include "core/protocol/numerics.h"

namespace irc {
namespace {

// Whether nothing that the user says may reach others: a shunned one, or an app password for
// reading.
bool IsMute(const State& state, const User& user) {
  return std::any_of(user.sessions.begin(), user.sessions.end(), [&](SlotId<Session> id) {
    const Session& session = SessionOf(state, id);
    return (session.shunned && !user.is_oper()) ||
           (session.login != nullptr && session.login->reading);
  });
}

}  // namespace

Refusal CannotBeHeard(const State& state, const User& user, const Channel& channel,
                      absl::string_view text) {
  if (IsMute(state, user)) return kErrCannotSendToChan(channel.name, "Cannot send to channel");
  if (const Refusal refusal = CannotSpeak(state, user, channel, Speech::kPrivmsg, text)) {
    return refusal;
  }
  if (HearersOf(state, user, channel, 0) != 0) {
    return kErrCannotSendToChan(channel.name, "Cannot send to channel (+U)");
  }
  return std::nullopt;
}

absl::string_view HeardText(const State& state, const User& user, const Channel& channel,
                            absl::string_view text) {
  if (text.empty() || !CannotBeHeard(state, user, channel, text).has_value()) return text;
  return "";
}

}  // namespace irc

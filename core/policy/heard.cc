#include "core/policy/heard.h"

#include "core/protocol/numerics.h"

namespace irc {

Refusal CannotBeHeard(const State& state, const User& user, const Channel& channel,
                      absl::string_view text) {
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

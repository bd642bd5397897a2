// What one may do: each rule is a pure function that returns the reply which explains the refusal,
// or nothing.
#ifndef IRCSERV_CORE_POLICY_POLICY_H_
#define IRCSERV_CORE_POLICY_POLICY_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "core/policy/extban.h"
#include "core/protocol/message.h"
#include "core/state/state.h"

namespace irc {

using Refusal = std::optional<Message>;

// Hit by a +b about `deed`, and by no such +e.
bool IsBanned(const State& state, const User& user, const Channel& channel, Deed deed);
// Hit by +y, and by no +e about speaking.
bool IsQuiet(const State& state, const User& user, const Channel& channel);
bool IsInvited(const User& user, const Channel& channel);

// Whether `viewer` may know that the channel exists.
bool CanSee(const State& state, const User& viewer, const Channel& channel);
// Whether `viewer` may find `user` without knowing the nick: not hidden by +i, or seen in a
// channel.
bool CanFind(const State& state, const User& viewer, const User& user);
// Whether there is a channel in which `viewer` sees `user`.
bool SeesSomewhere(const State& state, const User& viewer, const User& user);
// Whether `viewer`, who asks about the channel, is told of this member. `inside` is the viewer's
// own membership, null when he is outside.
bool CanSeeMember(const State& state, const User& viewer, const Member* inside,
                  const Channel& channel, const Member& member);
// Whether `viewer`, who asks about `user`, may learn that he is in `channel` (WHOIS and WHO).
bool CanSeeIn(const State& state, const User& viewer, const User& user, const Channel& channel);
// Whether `viewer` may learn how long `user` has said nothing.
bool CanSeeIdle(const State& state, const User& viewer, const User& user);
// The address of `user` as `viewer` may see it; 255.255.255.255 stands for one that is hidden.
// https://ircv3.net/specs/extensions/whox
absl::string_view AddressFor(const State& state, const User& viewer, const User& user);

Refusal CannotJoin(const State& state, const User& user, const Channel& channel,
                   absl::string_view key);
// `rank`: the least prefix that the act takes; 0: being in the channel is enough. 442 outside the
// channel, 482 below the rank.
Refusal CannotActAs(const State& state, const User& user, const Channel& channel, Prefixes rank);
Refusal CannotSetTopic(const State& state, const User& user, const Channel& channel);
Refusal CannotKick(const State& state, const User& user, const Channel& channel,
                   const User& target);
Refusal CannotInvite(const State& state, const User& user, const Channel& channel);
Refusal CannotChangeNick(const State& state, const User& user, absl::string_view nick);

// Who may ask what was said in the channel: its members, also about the time before they came.
bool CanReadHistory(const State& state, const User& user, const Channel& channel);
// `author` is who said the message. Without a channel it was said between two users.
bool CanRedact(const State& state, const User& user, const Channel* channel, const Party& author);

enum class Speech { kPrivmsg, kNotice, kTagmsg };
Refusal CannotSpeak(const State& state, const User& user, const Channel& channel, Speech speech,
                    absl::string_view text);

// The prefixes of those whom a message of `user` to the channel reaches, when it is meant for those
// with `prefixes` (0: everybody).
Prefixes HearersOf(const State& state, const User& user, const Channel& channel, Prefixes prefixes);

// CTCP other than ACTION, in any of the lines of the text: \x01 and a word.
bool IsCtcpRequest(absl::string_view text);

// Colours, bold and the like.
bool HasFormatting(absl::string_view text);

// The name is reserved by RESV or the configuration, and the user (null before registration) is no
// operator.
bool IsReservedNick(const State& state, absl::string_view nick, const User* user);
bool IsReservedChannel(const State& state, absl::string_view name, const User& user);

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_POLICY_H_

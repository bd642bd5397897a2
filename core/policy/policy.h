// The permissions of users. Each rule is a pure function that returns the reply which explains the
// refusal, or nothing when the action is allowed.
#ifndef IRCSERV_CORE_POLICY_POLICY_H_
#define IRCSERV_CORE_POLICY_POLICY_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "core/policy/extban.h"
#include "core/protocol/message.h"
#include "core/state/state.h"

namespace irc {

using Refusal = std::optional<Message>;

// True when an entry of +b about `action` matches the user, and no such entry of +e does.
bool IsBanned(const State& state, const User& user, const Channel& channel, BanAction action);
// True when an entry of +y matches the user, and no entry of +e about speaking does.
bool IsQuiet(const State& state, const User& user, const Channel& channel);
bool IsInvited(const User& user, const Channel& channel);

// True when `viewer` may know that the channel exists.
bool CanSeeChannel(const State& state, const User& viewer, const Channel& channel);
// True when `viewer` may find `user` without knowing the nick: `user` is not hidden by +i, or they
// see them in a channel.
bool CanFindUser(const State& state, const User& viewer, const User& user);
// True when there is a channel in which `viewer` sees `user`.
bool SharesVisibleChannel(const State& state, const User& viewer, const User& user);
// True when the answer to a query of `viewer` about the channel shows this member. `inside` is the
// viewer's own membership, or null.
bool CanSeeMember(const State& state, const User& viewer, const Member* inside,
                  const Channel& channel, const Member& member);
// True when the answer to a query of `viewer` about `user` (WHOIS, WHO) shows `channel`.
bool CanSeeChannelOfUser(const State& state, const User& viewer, const User& user,
                         const Channel& channel);
// True when `viewer` may see the idle time of `user`.
bool CanSeeIdleTime(const State& state, const User& viewer, const User& user);
// The address of `user` as `viewer` may see it; 255.255.255.255 stands for a hidden one.
// https://ircv3.net/specs/extensions/whox
absl::string_view AddressFor(const State& state, const User& viewer, const User& user);

Refusal CannotJoin(const State& state, const User& user, const Channel& channel,
                   absl::string_view key);
// 442 outside the channel, 482 below `rank`, the least prefix that the action takes; 0: membership
// is enough.
Refusal CannotActAs(const State& state, const User& user, const Channel& channel, Prefixes rank);
Refusal CannotSetTopic(const State& state, const User& user, const Channel& channel,
                       absl::string_view text);
Refusal CannotKick(const State& state, const User& user, const Channel& channel,
                   const User& target);
// Who may not speak may not invite either, because others see the invitation.
Refusal CannotInvite(const State& state, const User& user, const Channel& channel);
// True when an invitation of the user lets the invited pass +i, +k, +l and bans: the user could
// have removed them. That of any other member is nothing but a message.
bool OpensDoors(const State& state, const User& user, const Channel& channel);
Refusal CannotChangeNick(const State& state, const User& user, absl::string_view nick);

// Members may read the history of the channel, also from before they joined.
bool CanReadHistory(const State& state, const User& user, const Channel& channel);
// `author` is the author of the message. Without a channel, it is one of a conversation.
bool CanRedact(const State& state, const User& user, const Channel* channel,
               const Participant& author);

enum class Speech { kPrivmsg, kNotice, kTagmsg };
Refusal CannotSpeak(const State& state, const User& user, const Channel& channel, Speech speech,
                    absl::string_view text);

// The prefixes of the members who get a message of `user` that is addressed to the members with
// `prefixes` (0: everybody). Under +U fewer members get it.
Prefixes HearersOf(const State& state, const User& user, const Channel& channel, Prefixes prefixes);

// True when a line of the text is a CTCP request other than ACTION: \x01 and a word.
bool IsCtcpRequest(absl::string_view text);

// True when the text contains formatting codes: colours, bold and the like.
bool HasFormatting(absl::string_view text);

// The FORBID of OperServ that is in force for such a text (a kind of core/state/registry's
// StaffRules); null: there is none.
const ForbidRow* FindForbid(const State& state, absl::string_view kind, absl::string_view text);
// The same for a user (null before registration): operators may use what is forbidden.
const ForbidRow* FindForbid(const State& state, absl::string_view kind, absl::string_view text,
                            const User* user);

// True when the name is reserved by RESV, FORBID or the configuration, and the user (null before
// registration) is no operator.
bool IsReservedNick(const State& state, absl::string_view nick, const User* user);
bool IsReservedChannel(const State& state, absl::string_view name, const User& user);

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_POLICY_H_

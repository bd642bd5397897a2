// What the handlers of ChanServ share: finding the channel, asking for a right, and having a change
// kept.
#ifndef IRCSERV_CORE_SERVICES_CHANSERV_CHANNEL_CHANGES_H_
#define IRCSERV_CORE_SERVICES_CHANSERV_CHANNEL_CHANGES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/channel_rights.h"
#include "core/policy/channel_access.h"
#include "core/records.h"
#include "core/services/services.h"
#include "core/state/registered.h"

namespace irc {

// The bytes of a text that is a setting of a channel.
inline constexpr size_t kSettingBytesMax = 300;

// The registered channel of that name; says so and returns null when there is none, or when it
// waits for the approval of staff.
const RegisteredChannel* RequireRegistered(ServiceCtx& ctx, absl::string_view name);

// Whether the user has the right in the channel; says which one is missing. The command of an
// operator needs none.
bool RequireRight(ServiceCtx& ctx, const RegisteredChannel& channel, ChannelRight right);

// Whether something of the channel can be changed now: no other change of it waits to be kept, and
// the account of the user is not frozen. Says so if not.
bool MayChangeNow(ServiceCtx& ctx, const RegisteredChannel& channel);

// All three.
const RegisteredChannel* RequireToChange(ServiceCtx& ctx, absl::string_view name,
                                         ChannelRight right);

// Who does it, as entries name them: the account, or nick!user@host.
std::string ActorName(const ServiceCtx& ctx);

// Has the records about the channel kept, and then says `text`. A command for operators is written
// into the audit with `detail`.
void SaveOfChannel(ServiceCtx& ctx, const RegisteredChannel& channel, std::vector<Record> records,
                   std::string text, absl::string_view detail = "");

// Six digits that only who was answered with them knows, so that nobody drops a channel by a slip.
std::string ConfirmationOf(const RegisteredChannel& channel);

// The name of the account, or "(nobody)".
std::string NameOfAccount(const State& state, AccountId account);

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_CHANSERV_CHANNEL_CHANGES_H_

// Entries of a channel's lists of masks that ChanServ sets and lifts, and the rank that it asks for
// before it sends somebody away: for BAN, QUIET, KICK and their like.
#ifndef IRCSERV_CORE_SERVICES_CHANSERV_MASK_CHANGES_H_
#define IRCSERV_CORE_SERVICES_CHANSERV_MASK_CHANGES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/policy/channel_access.h"
#include "core/protocol/extban.h"
#include "core/services/services.h"
#include "core/state/registered.h"

namespace irc {

// ChanServ says a change of modes in the channel.
void SayModes(ServiceCtx& ctx, const Channel& channel, absl::string_view letters,
              absl::string_view param);

// Adds the mask to the list; false, after a sentence, when the list is full. Nothing happens when
// it is there already.
bool AddMask(ServiceCtx& ctx, Channel& channel, ChannelMode list, const std::string& mask);
void RemoveMaskAt(ServiceCtx& ctx, Channel& channel, ChannelMode list, size_t index);
// Removes what visibly hits the user of that nick (without one: who asks), or the entry that is
// `named`, and returns how many that were.
size_t LiftMasks(ServiceCtx& ctx, Channel& channel, ChannelMode list, absl::string_view named);

// Whether the entry matches what others see of the user now. One that was set before they hid their
// host may match beside that, and must not be named, because it tells what is hidden.
bool HitsVisibly(const State& state, const User& user, const Channel& channel,
                 const BanEntry& entry);

// Why the user has rights, and which, as far as who asks may know it: hidden hosts count for the
// user and for operators alone.
std::vector<Grant> ShownGrants(const ServiceCtx& ctx, const RegisteredChannel& channel,
                               const User& user);
ChannelRights ShownRights(const ServiceCtx& ctx, const RegisteredChannel& channel,
                          const User& user);

// Whether who asks has at least the rank that the other one has a right to; says so if not. Of
// somebody outside of the channel it counts what is shown.
bool IsNotBelow(ServiceCtx& ctx, const RegisteredChannel& registered, const User& other);

// The words from `at` on, and who asks.
std::string ReasonOf(const ServiceCtx& ctx, size_t at);

// The mask that a ban of the user has: the visible host.
std::string BanMaskOf(const User& user);

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_CHANSERV_MASK_CHANGES_H_

// Entries of access lists, for all commands that show or change them: FLAGS, ACCESS, XOP, AMODE and
// AKICK are different words for the same entries.
#ifndef IRCSERV_CORE_SERVICES_CHANSERV_ACCESS_CHANGES_H_
#define IRCSERV_CORE_SERVICES_CHANSERV_ACCESS_CHANGES_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/channel_rights.h"
#include "core/records.h"
#include "core/services/services.h"
#include "core/state/registered.h"

namespace irc {

// Whether the user may see the access list (PUBACL, the right A); says so if not.
bool MaySeeAccess(ServiceCtx& ctx, const RegisteredChannel& channel);

// Who an entry is about, as its commands take it: an account, !group, #channel, or a mask.
std::string SubjectOf(const State& state, const AccessEntry& entry);

// The key of the entry of that subject, with nothing else in it; says so when there can be none.
std::optional<AccessRow> SubjectNamed(ServiceCtx& ctx, const RegisteredChannel& channel,
                                      absl::string_view name);
// The entry with that key, or null.
const AccessEntry* EntryOf(const State& state, const RegisteredChannel& channel,
                           const AccessRow& key);

// What the entry gives now; nothing when it is null, or over.
inline ChannelRights RightsNow(const ServiceCtx& ctx, const AccessEntry* entry) {
  return entry == nullptr || entry->IsOver(ctx.state.now) ? 0 : entry->flags;
}

// Whether an entry that keeps somebody out may stand at that key: not in the place of rights, and
// not of the founder. Says so if not.
bool MayKeepOut(ServiceCtx& ctx, const RegisteredChannel& channel, const AccessRow& key);

// The rights after a change such as "+ov-t", "=ov", "*" (all but F and b), or the name of a role or
// template. Says so, and returns nothing, when there is no such letter, or when the user may not
// give or take one.
std::optional<ChannelRights> ChangedRights(ServiceCtx& ctx, const RegisteredChannel& channel,
                                           ChannelRights before, absl::string_view change);
// Whether the user may change an entry from `before` to `after`; says so if not. Nobody gives what
// is above them, or takes from who is: b alone would put an owner out of the channel.
bool MayChangeRights(ServiceCtx& ctx, const RegisteredChannel& channel, ChannelRights before,
                     ChannelRights after);

// Has the entry kept with these rights, or dropped without any. `key` may have a reason, a comment
// and an end.
void SaveEntry(ServiceCtx& ctx, const RegisteredChannel& channel, AccessRow key,
               ChannelRights after);

// Says one entry, with who has set it and when.
void ShowEntry(ServiceCtx& ctx, const RegisteredChannel& channel, absl::string_view name);

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_CHANSERV_ACCESS_CHANGES_H_

// Keeps what happens to a registered channel: its modes, lists, topic and metadata. Each function
// is called after the change, and does nothing for a channel that is not registered.
#ifndef IRCSERV_CORE_ACTIONS_KEEP_CHANNEL_H_
#define IRCSERV_CORE_ACTIONS_KEEP_CHANNEL_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/records.h"
#include "core/state/state.h"

namespace irc {

void KeepModes(Outbox& out, const Channel& channel);
void KeepTopic(Outbox& out, const Channel& channel);
void KeepListEntry(Outbox& out, const Channel& channel, ChannelMode list, const ListEntry& entry);
void DropListEntry(Outbox& out, const Channel& channel, ChannelMode list, const ListEntry& entry);
// `value`: null when the key was removed.
void KeepMetadata(Outbox& out, const Channel& channel, const std::string& key,
                  const std::string* value);
// Somebody with rights in the channel is in it. It is kept at most once in an hour.
void KeepUse(State& state, Outbox& out, const Channel& channel);

// What is kept of a channel beside its registration.
std::vector<Row> RowsOfChannel(ChannelId id, const Channel& channel);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_KEEP_CHANNEL_H_

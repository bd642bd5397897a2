// Tells sessions what users and channels say about themselves: as it changes, and all of it when
// they begin to see somebody. Sessions of the two drafts get it in different words: a METADATA
// message in the second, the numerics 761 and 766 in the third.
// https://ircv3.net/specs/extensions/metadata
//
// Law of this file: a session is told only of keys that it subscribes to.
#ifndef IRCSERV_CORE_ACTIONS_METADATA_NOTIFY_H_
#define IRCSERV_CORE_ACTIONS_METADATA_NOTIFY_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// A channel with more members is not synchronized unasked; 774 tells when to ask.
inline constexpr size_t kMetadataSyncMembersMax = 100;
inline constexpr int64_t kMetadataSyncSeconds = 5;

// As many bytes of a value as fit into a line with the longest names.
size_t MetadataValueBytesMax(const Config& config);

// A change of one key; `value` is null when it is gone. The acting session has its answer.
void NotifyMetadata(Outbox& out, const User& user, const std::string& key,
                    const std::string* value);
void NotifyMetadata(Outbox& out, const Channel& channel, const std::string& key,
                    const std::string* value);

// The user's values, to the members of a channel who see him enter.
void NotifyMetadataOfJoiner(Outbox& out, const Channel& channel, const User& user);
// The user's values, to a session that watches him come.
void NotifyMetadataOf(Outbox& out, const Session& session, const User& user);

// What `session` subscribes to of the user or channel, in the words that it understands.
void AppendSubscribed(const Session& session, const User& user, std::vector<Message>& messages);
void AppendSubscribed(const Session& session, const Channel& channel,
                      std::vector<Message>& messages);

// What a user's session is told when it is new in the channel: its values and those of the others,
// or 774.
void SyncMetadata(const State& state, Outbox& out, const Session& session, const User& user,
                  const Channel& channel);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_METADATA_NOTIFY_H_

// Sends the metadata of users and channels: each change, and all of it when a session begins to see
// a user. The two drafts have different messages: METADATA in the second, the numerics 761 and 766
// in the third.
// https://ircv3.net/specs/extensions/metadata
//
// Law of this file: a session gets only keys that it subscribes to.
#ifndef IRCSERV_CORE_ACTIONS_NOTIFY_METADATA_NOTIFY_H_
#define IRCSERV_CORE_ACTIONS_NOTIFY_METADATA_NOTIFY_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/outbox/outbox.h"
#include "core/state/state.h"

namespace irc {

// A channel with more members is not synchronized on JOIN; 774 asks the client to request it later.
inline constexpr size_t kMetadataSyncMembersMax = 100;
inline constexpr int64_t kMetadataSyncSeconds = 5;
// A joining user with more values that a member subscribes to is announced to that member by 774.
inline constexpr size_t kMetadataOnJoinMax = 10;

// The number of bytes of a value that fit into a line with the longest names.
size_t MetadataValueBytesMax(const Config& config);

// Sends a change of one key; `value` is null when the key was removed. The acting session, which
// has its answer, is left out.
void NotifyMetadata(Outbox& out, const User& user, const std::string& key,
                    const std::string* value);
void NotifyMetadata(Outbox& out, const Channel& channel, const std::string& key,
                    const std::string* value);

// Sends the user's values to the members of a channel who see the user join. Those that the user
// may not say there are left out here and in SyncMetadata (core/policy/heard.h).
void NotifyMetadataOfJoiner(const State& state, Outbox& out, const Channel& channel,
                            const User& user);
// Sends the user's values to a session that monitors the user.
void NotifyMetadataOf(Outbox& out, const Session& session, const User& user);

// Appends the values of the user or channel that `session` subscribes to, in the form of its draft.
void AppendSubscribed(const Session& session, const User& user, std::vector<Message>& messages);
void AppendSubscribed(const Session& session, const Channel& channel,
                      std::vector<Message>& messages);
// True if the channel may see all values of the member that `session` subscribes to.
bool IsAllHeard(const State& state, const Session& session, const Channel& channel,
                const User& user);

// Replies to a session whose user has joined the channel: the values of the channel and of its
// members, or 774.
void SyncMetadata(State& state, Outbox& out, const Session& session, const User& user,
                  const Channel& channel);

// Replies with the values of the targets in a batch of that name, in pieces when they are many.
// `always`: with the batch also when there are no values.
void ReplyMetadata(State& state, Outbox& out, const Session& session, absl::string_view name,
                   std::vector<MetadataTarget> targets, bool always);
// Sends a part (core/replies/pieces.h).
bool SendMetadata(const State& state, Outbox& out, const Session& session, MetadataPart& part);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_NOTIFY_METADATA_NOTIFY_H_

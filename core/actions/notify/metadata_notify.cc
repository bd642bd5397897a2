#include "core/actions/notify/metadata_notify.h"

#include <algorithm>
#include <utility>

#include "core/limits.h"
#include "core/outbox/batch.h"
#include "core/policy/heard.h"
#include "core/policy/policy.h"
#include "core/protocol/numerics.h"
#include "core/replies/pieces.h"

namespace irc {
namespace {

// The form of the third draft.
Message NumericOf(absl::string_view target, const std::string& key, const std::string* value) {
  if (value == nullptr) return kRplKeyNotSet(target, key);
  return kRplKeyValue(target, key, "*", *value);
}

// The form of the second draft.
Message MetadataMessage(absl::string_view target, const std::string& key,
                        const std::string* value) {
  Message message("METADATA");
  message.Param(target).Param(key).Param("*").Trailing(value == nullptr ? "" : *value);
  return message;
}

// Calls send(message, filter) for each draft, with its subscribers of the key.
template <typename Send>
void ForEachDraft(absl::string_view target, const std::string& key, const std::string* value,
                  AudienceFilter filter, Send&& send) {
  filter.metadata_key = &key;
  filter.has_all = Cap::kMetadata3;
  send(NumericOf(target, key, value), filter);
  filter.has_all = Cap::kMetadata2;
  filter.has_none = Cap::kMetadata3;
  send(MetadataMessage(target, key, value), filter);
}

bool AnyValue(const std::string&) { return true; }

// Appends the values of keys to which the session subscribes, if shows(value).
template <typename Shows>
void AddValues(const Session& session, absl::string_view target, const Metadata& metadata,
               std::vector<Message>& messages, Shows&& shows) {
  for (const auto& [key, value] : metadata) {
    if (!session.SubscribesTo(key) || !shows(value)) continue;
    messages.push_back(session.caps.Has(Cap::kMetadata3) ? NumericOf(target, key, &value)
                                                         : MetadataMessage(target, key, &value));
  }
}

void ReplySyncLater(Outbox& out, const Session& session, const Channel& channel) {
  out.ReplyTo(session, kRplMetadataSyncLater(channel.name).Param(kMetadataSyncSeconds));
}

size_t CountSubscribed(const Session& session, const Metadata& metadata) {
  return static_cast<size_t>(std::count_if(metadata.begin(), metadata.end(), [&](const auto& pair) {
    return session.SubscribesTo(pair.first);
  }));
}

// True if the channel may see a value of the user that `session` subscribes to.
bool AnyHeard(const State& state, const Session& session, const Channel& channel,
              const User& user) {
  return std::any_of(user.metadata.begin(), user.metadata.end(), [&](const auto& pair) {
    return session.SubscribesTo(pair.first) &&
           !HeardText(state, user, channel, pair.second).empty();
  });
}

// Appends the values of the user that the channel may see.
void AppendHeard(const State& state, const Session& session, const Channel& channel,
                 const User& user, std::vector<Message>& messages) {
  AddValues(session, user.nick, user.metadata, messages, [&](const std::string& value) {
    return !HeardText(state, user, channel, value).empty();
  });
}

// Appends the values of a target that is still there.
void AppendTarget(const State& state, const Session& session, const MetadataTarget& target,
                  Piece& piece, std::vector<Message>& messages) {
  const size_t before = messages.size();
  const User* user = state.users.Find(target.user);
  const Channel* channel = state.channels.Find(target.channel);
  if (!target.user.none()) {
    if (user != nullptr && target.channel.none()) {
      AppendSubscribed(session, *user, messages);
    } else if (user != nullptr && channel != nullptr) {
      AppendHeard(state, session, *channel, *user, messages);
    }
  } else if (channel != nullptr) {
    if (!CanSeeChannel(state, UserOf(state, session.user), *channel)) return;
    if (target.later) {
      messages.push_back(kRplMetadataSyncLater(channel->name).Param(kMetadataSyncSeconds));
    } else {
      AppendSubscribed(session, *channel, messages);
    }
  }
  piece.Charge(1);
  for (size_t i = before; i < messages.size(); ++i) piece.Charge(messages[i]);
}

}  // namespace

size_t MetadataValueBytesMax(const Config& config) {
  const Limits& limits = config.limits;
  // ":server 761 nick target key * :value"
  const int64_t around = 14 + static_cast<int64_t>(config.server_name.size()) +
                         limits.metadata_key_bytes + limits.nick_bytes +
                         std::max(limits.nick_bytes, limits.channel_bytes);
  return static_cast<size_t>(std::clamp<int64_t>(static_cast<int64_t>(kBodyBytesMax) - around, 1,
                                                 limits.metadata_value_bytes));
}

void NotifyMetadata(Outbox& out, const User& user, const std::string& key,
                    const std::string* value) {
  ForEachDraft(user.nick, key, value, {.except_session = out.actor()},
               [&](const Message& message, const AudienceFilter& filter) {
                 out.NotifySubscribers(user, message, value == nullptr ? "" : *value, filter);
               });
}

void NotifyMetadata(Outbox& out, const Channel& channel, const std::string& key,
                    const std::string* value) {
  ForEachDraft(channel.name, key, value, {.except_session = out.actor()},
               [&](const Message& message, const AudienceFilter& filter) {
                 out.NotifySubscribers(channel, message, filter);
               });
}

void NotifyMetadataOfJoiner(const State& state, Outbox& out, const Channel& channel,
                            const User& user) {
  if (user.metadata.empty()) return;
  Audience audience(state);
  audience.Clear().AddWitnesses(channel, user, {.except = &user, .subscribed = true});
  std::vector<const Session*> subscribers = audience.sessions();
  // Too many values at once: the client asks for them, at its own pace.
  const auto told_to_ask =
      std::stable_partition(subscribers.begin(), subscribers.end(), [&](const Session* session) {
        return CountSubscribed(*session, user.metadata) <= kMetadataOnJoinMax;
      });
  const std::vector<const Session*> asking(told_to_ask, subscribers.end());
  subscribers.erase(told_to_ask, subscribers.end());
  out.NotifySessions(asking, kRplMetadataSyncLater(user.nick), {});
  if (subscribers.empty()) return;
  for (const auto& [key, value] : user.metadata) {
    if (HeardText(state, user, channel, value).empty()) continue;
    ForEachDraft(user.nick, key, &value, {},
                 [&](const Message& message, const AudienceFilter& filter) {
                   out.NotifySessions(subscribers, message, filter);
                 });
  }
}

void NotifyMetadataOf(Outbox& out, const Session& session, const User& user) {
  if (!session.HasMetadata()) return;
  std::vector<Message> messages;
  AppendSubscribed(session, user, messages);
  for (const Message& message : messages) out.NotifySession(session, message);
}

void AppendSubscribed(const Session& session, const User& user, std::vector<Message>& messages) {
  AddValues(session, user.nick, user.metadata, messages, AnyValue);
}

bool IsAllHeard(const State& state, const Session& session, const Channel& channel,
                const User& user) {
  return std::all_of(user.metadata.begin(), user.metadata.end(), [&](const auto& pair) {
    return !session.SubscribesTo(pair.first) ||
           !HeardText(state, user, channel, pair.second).empty();
  });
}

void AppendSubscribed(const Session& session, const Channel& channel,
                      std::vector<Message>& messages) {
  AddValues(session, channel.name, channel.metadata, messages, AnyValue);
}

void SyncMetadata(State& state, Outbox& out, const Session& session, const User& user,
                  const Channel& channel) {
  if (!session.HasSubscriptions()) return;
  if (channel.members.size() > kMetadataSyncMembersMax) {
    return ReplySyncLater(out, session, channel);
  }
  std::vector<MetadataTarget> targets;
  if (CountSubscribed(session, channel.metadata) > 0) targets.push_back({.channel = channel.id});
  const Member* inside = FindMember(state, user, channel);
  for (const Member& member : channel.members) {
    if (&member == inside || !CanSeeMember(state, user, inside, channel, member)) continue;
    if (!AnyHeard(state, session, channel, UserOf(state, member.user))) continue;
    targets.push_back({.user = member.user, .channel = channel.id});
  }
  ReplyMetadata(state, out, session, channel.name, std::move(targets), /*always=*/false);
}

void ReplyMetadata(State& state, Outbox& out, const Session& session, absl::string_view name,
                   std::vector<MetadataTarget> targets, bool always) {
  std::vector<Message> messages;
  Piece piece;
  const int64_t bytes_max = state.config.limits.answer_bytes;
  for (const MetadataTarget& target : targets) {
    if (piece.IsFull(bytes_max)) break;
    AppendTarget(state, session, target, piece, messages);
  }
  const bool small = !piece.IsFull(bytes_max);
  if (small && messages.empty() && !always) return;
  if (!small || MustWait(state, out, session)) {
    MetadataPart part{.name = std::string(name), .left = std::move(targets)};
    if (session.caps.Has(Cap::kBatch)) part.batch = out.ids().NewLastingBatch();
    return SendOrQueue(state, out, session, std::move(part), [&](MetadataPart& begun) {
      return SendMetadata(state, out, session, begun);
    });
  }
  Batch batch(out, session, "metadata", {name});
  for (Message& message : messages) batch.Add(std::move(message));
}

bool SendMetadata(const State& state, Outbox& out, const Session& session, MetadataPart& part) {
  if (!part.begun && !part.batch.empty()) {
    out.ReplyTo(session, OpenBatch(part.batch, "metadata", {part.name}));
  }
  part.begun = true;
  size_t sent = 0;
  for (; sent < part.left.size() && !out.PieceIsFull(); ++sent) {
    std::vector<Message> messages;
    Piece looked_at;
    AppendTarget(state, session, part.left[sent], looked_at, messages);
    for (Message& message : messages) out.ReplyTo(session, message.set_batch(part.batch));
    out.piece().Charge(1);
  }
  part.left.erase(part.left.begin(), part.left.begin() + static_cast<std::ptrdiff_t>(sent));
  if (!part.left.empty()) return false;
  if (!part.batch.empty()) out.ReplyTo(session, CloseBatch(part.batch));
  return true;
}

}  // namespace irc

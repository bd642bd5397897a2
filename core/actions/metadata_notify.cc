#include "core/actions/metadata_notify.h"

#include <algorithm>

#include "core/limits.h"
#include "core/outbox/batch.h"
#include "core/policy/policy.h"
#include "core/protocol/numerics.h"

namespace irc {
namespace {

// The third draft's words.
Message InNumerics(absl::string_view target, const std::string& key, const std::string* value) {
  if (value == nullptr) return kRplKeyNotSet(target, key);
  return kRplKeyValue(target, key, "*", *value);
}

// The second draft's words.
Message InMessage(absl::string_view target, const std::string& key, const std::string* value) {
  Message message("METADATA");
  message.Param(target).Param(key).Param("*").Trailing(value == nullptr ? "" : *value);
  return message;
}

// Calls send(message, only) for the sessions of each draft that subscribe to the key.
template <typename Send>
void InBothWords(absl::string_view target, const std::string& key, const std::string* value,
                 Only only, Send&& send) {
  only.key = &key;
  only.with = Cap::kMetadata3;
  send(InNumerics(target, key, value), only);
  only.with = Cap::kMetadata2;
  only.without = Cap::kMetadata3;
  send(InMessage(target, key, value), only);
}

void AddValues(const Session& session, absl::string_view target, const Metadata& metadata,
               std::vector<Message>& news) {
  for (const auto& [key, value] : metadata) {
    if (!session.SubscribesTo(key)) continue;
    news.push_back(session.caps.Has(Cap::kMetadata3) ? InNumerics(target, key, &value)
                                                     : InMessage(target, key, &value));
  }
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

void TellMetadata(Outbox& out, const User& user, const std::string& key, const std::string* value) {
  InBothWords(
      user.nick, key, value, {.except_session = out.actor()},
      [&](const Message& message, const Only& only) { out.ToSubscribers(user, message, only); });
}

void TellMetadata(Outbox& out, const Channel& channel, const std::string& key,
                  const std::string* value) {
  InBothWords(
      channel.name, key, value, {.except_session = out.actor()},
      [&](const Message& message, const Only& only) { out.ToSubscribers(channel, message, only); });
}

void TellMetadataOfJoiner(Outbox& out, const Channel& channel, const User& user) {
  for (const auto& [key, value] : user.metadata) {
    InBothWords(user.nick, key, &value, {.except = &user},
                [&](const Message& message, const Only& only) {
                  out.ToSubscribers(channel, user, message, only);
                });
  }
}

void TellMetadataOf(Outbox& out, const Session& session, const User& user) {
  if (!session.HasMetadata()) return;
  std::vector<Message> news;
  AddSubscribed(session, user, news);
  for (const Message& message : news) out.Tell(session, message);
}

void AddSubscribed(const Session& session, const User& user, std::vector<Message>& news) {
  AddValues(session, user.nick, user.metadata, news);
}

void AddSubscribed(const Session& session, const Channel& channel, std::vector<Message>& news) {
  AddValues(session, channel.name, channel.metadata, news);
}

void SyncMetadata(const State& state, Outbox& out, const Session& session, const User& user,
                  const Channel& channel) {
  if (!session.HasMetadata() || session.metadata_use->subscriptions.empty()) return;
  if (channel.members.size() > kMetadataSyncMembersMax) {
    return out.ToSession(session, kRplMetadataSyncLater(channel.name).Param(kMetadataSyncSeconds));
  }
  std::vector<Message> news;
  AddSubscribed(session, channel, news);
  const Member* inside = FindMember(state, user, channel);
  for (const Member& member : channel.members) {
    if (&member == inside || !CanSeeMember(state, user, inside, channel, member)) continue;
    AddSubscribed(session, UserOf(state, member.user), news);
  }
  if (news.empty()) return;
  Batch batch(out, session, "metadata", {channel.name});
  for (const Message& message : news) batch.Add(message);
}

}  // namespace irc

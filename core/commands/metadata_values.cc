// METADATA GET, LIST, SET and CLEAR.
#include <string>
#include <utility>
#include <vector>

#include "core/actions/keep_channel.h"
#include "core/actions/notify/metadata_notify.h"
#include "core/commands/metadata.h"
#include "core/outbox/batch.h"
#include "core/policy/policy.h"
#include "core/protocol/numerics.h"
#include "core/protocol/standard_replies.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

// Refusals that have different codes in the two drafts.
Message InvalidValue(const MetadataRequest& r, absl::string_view key) {
  return r.third() ? kFailMetadataInvalidValue(key) : kFailMetadataValueInvalid();
}

Message LimitReached(const MetadataRequest& r, int64_t limit) {
  return r.third() ? kFailMetadataLimit(r.name, limit) : kFailMetadataKeys(r.name);
}

Message NothingToRemove(const MetadataRequest& r, absl::string_view key) {
  return r.third() ? kRplKeyNotSet(r.name, key) : kFailMetadataKeyNotSet(r.name, key);
}

// Users may change their own values, and operators of a channel those of the channel.
Refusal CannotChange(const MetadataRequest& r, absl::string_view key) {
  if (r.own()) return std::nullopt;
  if (r.channel != nullptr && !CannotActAs(r.ctx.state, *r.self(), *r.channel, kOp).has_value()) {
    return std::nullopt;
  }
  return kFailMetadataNoPermission(r.name, SafeParam(key));
}

// Counts a change, or refuses it when the session has made too many in the time window.
Refusal CannotChangeYet(const MetadataRequest& r, absl::string_view key) {
  MetadataThrottle& throttle = r.ctx.session.metadata_use.Edit().throttle;
  const Limits& limits = r.ctx.state.config.limits;
  const absl::Duration window = absl::Seconds(limits.metadata_changes_seconds);
  const absl::Time now = r.ctx.state.now;
  if (now >= throttle.window_began + window) {
    throttle = {.changes = 0, .window_began = now};
  }
  if (throttle.changes >= limits.metadata_changes) {
    const absl::Duration left = throttle.window_began + window - now;
    return kFailMetadataRateLimited(r.name, SafeParam(key),
                                    absl::ToInt64Seconds(absl::Ceil(left, absl::Seconds(1))));
  }
  ++throttle.changes;
  return std::nullopt;
}

void Notify(const MetadataRequest& r, const std::string& key, const std::string* value) {
  if (r.channel != nullptr) {
    KeepMetadata(r.ctx.out, *r.channel, key, value);
    return NotifyMetadata(r.ctx.out, *r.channel, key, value);
  }
  if (r.user != nullptr) NotifyMetadata(r.ctx.out, *r.user, key, value);
}

void Remove(MetadataRequest& r, const std::string& key) {
  if (r.metadata->count(key) == 0) return r.ctx.Reply(NothingToRemove(r, key));
  if (r.ctx.Refuse(CannotChangeYet(r, key))) return;
  r.metadata->erase(key);
  r.ctx.Reply(kRplKeyNotSet(r.name, key));
  Notify(r, key, nullptr);
}

}  // namespace

void GetMetadata(MetadataRequest& r) {
  if (r.ctx.Refuse(CannotRead(r))) return;
  const std::vector<std::string> keys = r.Keys();
  if (keys.empty()) return r.ctx.Reply(MissingKey(r));
  Batch batch(r.ctx.out, r.ctx.session, "metadata", {r.name});
  for (const std::string& key : keys) {
    const auto found = r.metadata->find(key);
    if (!IsValidKey(r, key)) {
      batch.Add(InvalidKey(r, key));
    } else if (found == r.metadata->end()) {
      batch.Add(kRplKeyNotSet(r.name, key));
    } else {
      batch.Add(kRplKeyValue(r.name, key, "*", found->second));
    }
  }
}

void ListMetadata(MetadataRequest& r) {
  if (r.ctx.Refuse(CannotRead(r))) return;
  Batch batch(r.ctx.out, r.ctx.session, "metadata", {r.name});
  for (const auto& [key, value] : *r.metadata) batch.Add(kRplKeyValue(r.name, key, "*", value));
}

void SetMetadata(MetadataRequest& r) {
  if (r.p.size() < 3) return r.ctx.Reply(MissingKey(r));
  const std::string key(r.p[2]), value(r.p[3]);
  if (!IsValidKey(r, key)) return r.ctx.Reply(InvalidKey(r, key));
  if (r.ctx.Refuse(CannotChange(r, key))) return;
  if (value.empty()) return Remove(r, key);
  if (value.size() > MetadataValueBytesMax(r.ctx.state.config) || !IsValidUtf8(value)) {
    return r.ctx.Reply(InvalidValue(r, key));
  }
  const int64_t keys_max = r.ctx.state.config.limits.metadata_keys;
  const auto found = r.metadata->find(key);
  const bool is_new = found == r.metadata->end();
  if (is_new && static_cast<int64_t>(r.metadata->size()) >= keys_max) {
    return r.ctx.Reply(LimitReached(r, keys_max));
  }
  const bool changes = is_new || found->second != value;
  if (changes && r.ctx.Refuse(CannotChangeYet(r, key))) return;
  (*r.metadata)[key] = value;
  r.ctx.Reply(kRplKeyValue(r.name, key, "*", value));
  if (changes) Notify(r, key, &value);
}

void ClearMetadata(MetadataRequest& r) {
  if (r.ctx.Refuse(CannotChange(r, "*")) || r.ctx.Refuse(CannotChangeYet(r, "*"))) return;
  const Metadata cleared = std::move(*r.metadata);
  r.metadata->clear();
  Batch batch(r.ctx.out, r.ctx.session, "metadata", {r.name});
  for (const auto& [key, value] : cleared) batch.Add(kRplKeyNotSet(r.name, key));
  for (const auto& [key, value] : cleared) Notify(r, key, nullptr);
}

}  // namespace irc

// METADATA SUB, UNSUB, SUBS and SYNC: the keys of whose changes a session is notified.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "core/actions/notify/metadata_notify.h"
#include "core/commands/metadata.h"
#include "core/outbox/batch.h"
#include "core/policy/policy.h"
#include "core/protocol/numerics.h"
#include "core/protocol/render.h"
#include "core/protocol/standard_replies.h"

namespace irc {
namespace {

// A line has at most 15 parameters, and the client's nick is the first of a numeric.
constexpr size_t kKeysPerLineMax = 13;

// Distributes the keys over as many lines as needed, and calls send(line) for each.
template <typename Send>
void InLines(const MetadataRequest& r, const Numeric<>& numeric,
             const std::vector<std::string>& keys, Send&& send) {
  const SessionCtx& ctx = r.ctx;
  Message line = numeric();
  for (const std::string& key : keys) {
    const size_t room = RoomFor(line, ctx.state.config.server_name, NickOf(ctx.state, ctx.session));
    if (line.params() == kKeysPerLineMax || room < key.size()) {
      send(line);
      line = numeric();
    }
    line.Param(key);
  }
  if (line.params() > 0) send(line);
}

// Collects targets, each user once, or for each channel that may see a part of the values.
class TargetCollector {
 public:
  explicit TargetCollector(const SessionCtx& ctx) : ctx_(ctx) {}

  void Add(const User& user) {
    if (seen_.insert(user.id).second) targets_.push_back({.user = user.id});
  }
  void Add(const Channel& channel) {
    targets_.push_back({.channel = channel.id});
    const User& viewer = UserOf(ctx_.state, ctx_.session.user);
    const Member* inside = FindMember(ctx_.state, viewer, channel);
    if (inside == nullptr) return;
    for (const Member& member : channel.members) {
      if (CanSeeMember(ctx_.state, viewer, inside, channel, member)) {
        AddMember(channel, UserOf(ctx_.state, member.user));
      }
    }
  }
  // Adds all targets of which the session is notified: its user, the user's channels, and monitored
  // nicks.
  void AddAll(const User& user) {
    Add(user);
    for (const Membership& membership : user.channels) {
      const Channel& channel = ChannelOf(ctx_.state, membership.channel);
      if (channel.members.size() > kMetadataSyncMembersMax) {
        targets_.push_back({.channel = channel.id, .later = true});
      } else {
        Add(channel);
      }
    }
    for (const std::string& nick : ctx_.session.monitored) {
      if (const User* monitored = FindUser(ctx_.state, nick)) Add(*monitored);
    }
  }
  std::vector<MetadataTarget> Take() { return std::move(targets_); }

 private:
  void AddMember(const Channel& channel, const User& user) {
    if (seen_.contains(user.id)) return;
    targets_.push_back({.user = user.id, .channel = channel.id});
    // Another channel may see more.
    if (IsAllHeard(ctx_.state, ctx_.session, channel, user)) seen_.insert(user.id);
  }

  const SessionCtx& ctx_;
  absl::btree_set<SlotId<User>> seen_;
  std::vector<MetadataTarget> targets_;
};

}  // namespace

void SubscribeMetadata(MetadataRequest& r) {
  std::vector<std::string>& subscriptions = r.ctx.session.metadata_use.Edit().subscriptions;
  const int64_t subs_max = r.ctx.state.config.limits.metadata_subs;
  std::vector<std::string> accepted;
  std::vector<Message> refusals;
  for (const std::string& key : r.Keys()) {
    if (!IsValidKey(r, key)) {
      refusals.push_back(InvalidKey(r, key));
      continue;
    }
    if (!r.ctx.session.SubscribesTo(key)) {
      if (static_cast<int64_t>(subscriptions.size()) >= subs_max) {
        refusals.push_back(TooManySubs(r, key, subs_max));
        break;  // clients take the keys after this one for refused, too, as the drafts say
      }
      subscriptions.insert(std::upper_bound(subscriptions.begin(), subscriptions.end(), key), key);
    }
    accepted.push_back(key);
  }
  InLines(r, kRplMetadataSubOk, accepted, [&](const Message& line) { r.ctx.Reply(line); });
  for (const Message& refusal : refusals) r.ctx.Reply(refusal);
  // 774 asks the client to request the present values of the new keys with METADATA * SYNC.
  if (!accepted.empty() && r.ctx.session.registered()) r.ctx.Reply(kRplMetadataSyncLater("*"));
}

void UnsubscribeMetadata(MetadataRequest& r) {
  std::vector<std::string>& subscriptions = r.ctx.session.metadata_use.Edit().subscriptions;
  std::vector<std::string> accepted;
  for (const std::string& key : r.Keys()) {
    if (!IsValidKey(r, key)) {
      r.ctx.Reply(InvalidKey(r, key));
      continue;
    }
    subscriptions.erase(std::remove(subscriptions.begin(), subscriptions.end(), key),
                        subscriptions.end());
    accepted.push_back(key);
  }
  InLines(r, kRplMetadataUnsubOk, accepted, [&](const Message& line) { r.ctx.Reply(line); });
}

void ListSubscriptions(MetadataRequest& r) {
  Batch batch(r.ctx.out, r.ctx.session, "metadata-subs");
  InLines(r, kRplMetadataSubs, r.ctx.session.metadata_use->subscriptions,
          [&](const Message& line) { batch.Add(line); });
}

void SyncMetadataNow(MetadataRequest& r) {
  if (r.ctx.Refuse(CannotRead(r))) return;
  TargetCollector collector(r.ctx);
  if (r.channel != nullptr) {
    collector.Add(*r.channel);
  } else if (r.user != nullptr && r.own()) {
    collector.AddAll(*r.user);
  } else if (r.user != nullptr) {
    collector.Add(*r.user);
  }
  ReplyMetadata(r.ctx.state, r.ctx.out, r.ctx.session, r.name, collector.Take(), /*always=*/true);
}

}  // namespace irc

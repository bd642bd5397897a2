// METADATA <target> GET <key>… | LIST | SET <key> [:<value>] | CLEAR | SYNC
// METADATA * SUB <key>… | UNSUB <key>… | SUBS
// The target is "*" (oneself), a nick or a channel; before registration it is "*".
// https://ircv3.net/specs/extensions/metadata: draft/metadata-2, and its successor draft/metadata-3
// with other names for some of the errors.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/strings/ascii.h"
#include "core/batch.h"
#include "core/commands/commands.h"
#include "core/commands/registration.h"
#include "core/metadata_news.h"
#include "core/names.h"
#include "core/numerics.h"
#include "core/policy.h"
#include "core/render.h"
#include "core/standard_replies.h"
#include "core/utf8.h"

namespace irc {
namespace {

// More parameters than this may not be in one line, with the client's nick before them.
constexpr size_t kKeysPerLineMax = 13;

bool IsValidKey(absl::string_view key) {
  if (key.empty() || key.size() > kMetadataKeyBytesMax) return false;
  return std::all_of(key.begin(), key.end(), [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) ||
           absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '_' || c == '.' ||
           c == '/' || c == '-';
  });
}

// One METADATA line. The target is a user, or a channel, or (neither) a session that has not
// registered.
struct Asked {
  SessionCtx& ctx;
  const Params& p;
  absl::string_view subcommand;
  User* user = nullptr;
  Channel* channel = nullptr;
  Metadata* metadata = nullptr;
  absl::string_view name;  // of the target, as others see it

  bool third() const { return ctx.session.caps.Has(Cap::kMetadata3); }
  bool own() const {
    return channel == nullptr && (user == nullptr || user->id == ctx.session.user);
  }
  const User* self() const {
    return ctx.session.registered() ? &UserOf(ctx.state, ctx.session.user) : nullptr;
  }
  std::vector<std::string> Keys() const {
    std::vector<std::string> keys;
    for (size_t i = 2; i < p.size(); ++i) keys.emplace_back(p[i]);
    return keys;
  }
};

// The refusals that the drafts name differently.
Message InvalidKey(const Asked& r, absl::string_view key) {
  return r.third() ? kFailMetadataInvalidKey(Echo(key)) : kFailMetadataKeyInvalid(Echo(key));
}

Message InvalidSubcommand(const Asked& r) {
  return r.third() ? kFailMetadataInvalidParams(Echo(r.p[1]))
                   : kFailMetadataSubcommandInvalid(Echo(r.p[1]));
}

Message MissingKey(const Asked& r) {
  return r.third() ? kFailMetadataInvalidParams(Echo(r.p[1])) : kErrNeedMoreParams(r.ctx.command);
}

Message InvalidValue(const Asked& r, absl::string_view key) {
  return r.third() ? kFailMetadataInvalidValue(key) : kFailMetadataValueInvalid();
}

Message LimitReached(const Asked& r, int64_t limit) {
  return r.third() ? kFailMetadataLimit(r.name, limit) : kFailMetadataKeys(r.name);
}

Message TooManySubs(const Asked& r, absl::string_view key, int64_t limit) {
  return r.third() ? kFailMetadataLimit(key, limit) : kFailMetadataTooManySubs(key);
}

Message NothingToRemove(const Asked& r, absl::string_view key) {
  return r.third() ? kRplKeyNotSet(r.name, key) : kFailMetadataKeyNotSet(r.name, key);
}

// Finds the target; false when there is none that the client may know of.
bool FindTarget(Asked& r) {
  SessionCtx& ctx = r.ctx;
  const absl::string_view target = r.p[0];
  if (!ctx.session.registered()) {
    r.metadata = &ctx.session.registration->metadata;
    r.name = "*";
    return target == "*";
  }
  if (LooksLikeChannel(target)) {
    r.channel = FindChannel(ctx.state, target);
    if (r.channel == nullptr || !CanSee(ctx.state, *r.self(), *r.channel)) return false;
    r.metadata = &r.channel->metadata;
    r.name = r.channel->name;
    return true;
  }
  r.user = target == "*" ? &UserOf(ctx.state, ctx.session.user) : FindUser(ctx.state, target);
  if (r.user == nullptr) return false;
  r.metadata = &r.user->metadata;
  r.name = r.user->nick;
  return true;
}

// What an invite-only channel says about itself is for those who are in it.
Refusal CannotRead(const Asked& r) {
  if (r.channel == nullptr || !r.channel->Has(ChannelMode::kInviteOnly)) return std::nullopt;
  if (r.self()->is_oper() || FindMember(r.ctx.state, *r.self(), *r.channel) != nullptr) {
    return std::nullopt;
  }
  return r.third() ? kFailMetadataForbidden(r.name) : kFailMetadataNoPermission(r.name, Echo("*"));
}

// Users change what is their own, and the operators of a channel what is the channel's.
Refusal CannotChange(const Asked& r, absl::string_view key) {
  if (r.own()) return std::nullopt;
  if (r.channel != nullptr && !CannotActAs(r.ctx.state, *r.self(), *r.channel, kOp).has_value()) {
    return std::nullopt;
  }
  return kFailMetadataNoPermission(r.name, Echo(key));
}

// Counts a change, or refuses it when the session has made too many.
Refusal CannotChangeYet(const Asked& r, absl::string_view key) {
  MetadataThrottle& throttle = r.ctx.session.metadata_throttle;
  const absl::Time now = r.ctx.state.now;
  if (now >= throttle.window_began + kMetadataChangesTime) {
    throttle = {.changes = 0, .window_began = now};
  }
  if (throttle.changes >= kMetadataChangesMax) {
    const absl::Duration left = throttle.window_began + kMetadataChangesTime - now;
    return kFailMetadataRateLimited(r.name, Echo(key),
                                    absl::ToInt64Seconds(absl::Ceil(left, absl::Seconds(1))));
  }
  ++throttle.changes;
  return std::nullopt;
}

void Tell(const Asked& r, const std::string& key, const std::string* value) {
  if (r.channel != nullptr) return TellMetadata(r.ctx.out, *r.channel, key, value);
  if (r.user != nullptr) TellMetadata(r.ctx.out, *r.user, key, value);
}

void Get(Asked& r) {
  if (r.ctx.Refuse(CannotRead(r))) return;
  const std::vector<std::string> keys = r.Keys();
  if (keys.empty()) return r.ctx.Reply(MissingKey(r));
  Batch batch(r.ctx.out, r.ctx.session, "metadata", {r.name});
  for (const std::string& key : keys) {
    const auto found = r.metadata->find(key);
    if (!IsValidKey(key)) {
      batch.Add(InvalidKey(r, key));
    } else if (found == r.metadata->end()) {
      batch.Add(kRplKeyNotSet(r.name, key));
    } else {
      batch.Add(kRplKeyValue(r.name, key, "*", found->second));
    }
  }
}

void ListValues(Asked& r) {
  if (r.ctx.Refuse(CannotRead(r))) return;
  Batch batch(r.ctx.out, r.ctx.session, "metadata", {r.name});
  for (const auto& [key, value] : *r.metadata) batch.Add(kRplKeyValue(r.name, key, "*", value));
}

void Remove(Asked& r, const std::string& key) {
  if (r.metadata->count(key) == 0) return r.ctx.Reply(NothingToRemove(r, key));
  if (r.ctx.Refuse(CannotChangeYet(r, key))) return;
  r.metadata->erase(key);
  r.ctx.Reply(kRplKeyNotSet(r.name, key));
  Tell(r, key, nullptr);
}

void Set(Asked& r) {
  if (r.p.size() < 3) return r.ctx.Reply(MissingKey(r));
  const std::string key(r.p[2]), value(r.p[3]);
  if (!IsValidKey(key)) return r.ctx.Reply(InvalidKey(r, key));
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
  if (changes) Tell(r, key, &value);
}

void Clear(Asked& r) {
  if (r.ctx.Refuse(CannotChange(r, "*")) || r.ctx.Refuse(CannotChangeYet(r, "*"))) return;
  const Metadata cleared = std::move(*r.metadata);
  r.metadata->clear();
  Batch batch(r.ctx.out, r.ctx.session, "metadata", {r.name});
  for (const auto& [key, value] : cleared) batch.Add(kRplKeyNotSet(r.name, key));
  for (const auto& [key, value] : cleared) Tell(r, key, nullptr);
}

// Calls send(line) for as many lines as the keys take.
template <typename Send>
void InLines(const Asked& r, const Numeric<>& numeric, const std::vector<std::string>& keys,
             Send&& send) {
  const SessionCtx& ctx = r.ctx;
  Message line = numeric();
  for (const std::string& key : keys) {
    const size_t room =
        RoomFor(line, ctx.state.config.server_name, NickOf(ctx.state, ctx.session));
    if (line.params() == kKeysPerLineMax || room < key.size()) {
      send(line);
      line = numeric();
    }
    line.Param(key);
  }
  if (line.params() > 0) send(line);
}

void Subscribe(Asked& r) {
  std::vector<std::string>& subscriptions = r.ctx.session.subscriptions;
  const int64_t subs_max = r.ctx.state.config.limits.metadata_subs;
  std::vector<std::string> accepted;
  std::vector<Message> refusals;
  for (const std::string& key : r.Keys()) {
    if (!IsValidKey(key)) {
      refusals.push_back(InvalidKey(r, key));
      continue;
    }
    if (!r.ctx.session.SubscribesTo(key)) {
      if (static_cast<int64_t>(subscriptions.size()) >= subs_max) {
        refusals.push_back(TooManySubs(r, key, subs_max));
        break;  // the client takes the keys behind this one for refused, too
      }
      subscriptions.insert(std::upper_bound(subscriptions.begin(), subscriptions.end(), key), key);
    }
    accepted.push_back(key);
  }
  InLines(r, kRplMetadataSubOk, accepted, [&](const Message& line) { r.ctx.Reply(line); });
  for (const Message& refusal : refusals) r.ctx.Reply(refusal);
  // What the new keys say already is had by METADATA * SYNC.
  if (!accepted.empty() && r.ctx.session.registered()) r.ctx.Reply(kRplMetadataSyncLater("*"));
}

void Unsubscribe(Asked& r) {
  std::vector<std::string>& subscriptions = r.ctx.session.subscriptions;
  std::vector<std::string> accepted;
  for (const std::string& key : r.Keys()) {
    if (!IsValidKey(key)) {
      r.ctx.Reply(InvalidKey(r, key));
      continue;
    }
    subscriptions.erase(std::remove(subscriptions.begin(), subscriptions.end(), key),
                        subscriptions.end());
    accepted.push_back(key);
  }
  InLines(r, kRplMetadataUnsubOk, accepted, [&](const Message& line) { r.ctx.Reply(line); });
}

void ListSubscriptions(Asked& r) {
  Batch batch(r.ctx.out, r.ctx.session, "metadata-subs");
  InLines(r, kRplMetadataSubs, r.ctx.session.subscriptions,
          [&](const Message& line) { batch.Add(line); });
}

// Gathers what a session is to be told, of each user once.
class Gathering {
 public:
  explicit Gathering(const SessionCtx& ctx) : ctx_(ctx) {}

  void Add(const User& user) {
    if (seen_.insert(user.id).second) AddSubscribed(ctx_.session, user, news_);
  }
  void Add(const Channel& channel) {
    AddSubscribed(ctx_.session, channel, news_);
    const User& viewer = UserOf(ctx_.state, ctx_.session.user);
    const Member* inside = FindMember(ctx_.state, viewer, channel);
    if (inside == nullptr) return;
    for (const Member& member : channel.members) {
      if (CanSeeMember(ctx_.state, viewer, inside, channel, member)) {
        Add(UserOf(ctx_.state, member.user));
      }
    }
  }
  // All of whom the session is told news: the user himself, his channels, and whom he monitors.
  void AddAll(const User& user) {
    Add(user);
    for (const Membership& membership : user.channels) {
      const Channel& channel = ChannelOf(ctx_.state, membership.channel);
      if (channel.members.size() > kMetadataSyncMembersMax) {
        news_.push_back(kRplMetadataSyncLater(channel.name).Param(kMetadataSyncSeconds));
      } else {
        Add(channel);
      }
    }
    for (const std::string& nick : ctx_.session.monitored) {
      if (const User* monitored = FindUser(ctx_.state, nick)) Add(*monitored);
    }
  }
  const std::vector<Message>& news() const { return news_; }

 private:
  const SessionCtx& ctx_;
  absl::btree_set<SlotId<User>> seen_;
  std::vector<Message> news_;
};

void Sync(Asked& r) {
  if (r.ctx.Refuse(CannotRead(r))) return;
  Gathering gathering(r.ctx);
  if (r.channel != nullptr) {
    gathering.Add(*r.channel);
  } else if (r.user != nullptr && r.own()) {
    gathering.AddAll(*r.user);
  } else if (r.user != nullptr) {
    gathering.Add(*r.user);
  }
  Batch batch(r.ctx.out, r.ctx.session, "metadata", {r.name});
  for (const Message& message : gathering.news()) batch.Add(message);
}

}  // namespace

void MetadataCommand(SessionCtx& ctx, const Params& p) {
  // Its answers are for those who know them.
  if (!ctx.session.HasMetadata()) return ctx.Reply(kErrUnknownCommand(Echo(ctx.command)));
  const std::string subcommand = absl::AsciiStrToUpper(p[1]);
  Asked r{.ctx = ctx, .p = p, .subcommand = subcommand};
  const bool about_keys = subcommand == "SUB" || subcommand == "UNSUB";
  if (about_keys && p.size() < 3) return ctx.Reply(MissingKey(r));
  if (subcommand == "SUB") return Subscribe(r);
  if (subcommand == "UNSUB") return Unsubscribe(r);
  if (subcommand == "SUBS") return ListSubscriptions(r);
  if (!FindTarget(r)) return ctx.Reply(kFailMetadataInvalidTarget(Echo(p[0])));
  if (subcommand == "GET") return Get(r);
  if (subcommand == "LIST") return ListValues(r);
  if (subcommand == "SET") return Set(r);
  if (subcommand == "CLEAR") return Clear(r);
  if (subcommand == "SYNC") return Sync(r);
  ctx.Reply(InvalidSubcommand(r));
}

void ReplyOwnMetadata(SessionCtx& ctx, const User& user) {
  if (!ctx.session.HasMetadata()) return;
  Batch batch(ctx.out, ctx.session, "metadata", {user.nick});
  for (const auto& [key, value] : user.metadata) {
    batch.Add(kRplKeyValue(user.nick, key, "*", value));
  }
}

}  // namespace irc

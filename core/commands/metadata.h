// Declarations shared by the files of METADATA: the request with its target, and the refusals,
// which have different codes in the two drafts.
#ifndef IRCSERV_CORE_COMMANDS_METADATA_H_
#define IRCSERV_CORE_COMMANDS_METADATA_H_

#include <string>
#include <vector>

#include "core/policy/policy.h"
#include "core/protocol/message.h"
#include "core/replies/context.h"
#include "core/state/state.h"

namespace irc {

// One METADATA line. The target is a user or a channel; if both are null, it is an unregistered
// session.
struct MetadataRequest {
  SessionCtx& ctx;
  const Params& p;
  absl::string_view subcommand;
  User* user = nullptr;
  Channel* channel = nullptr;
  Metadata* metadata = nullptr;
  absl::string_view name;  // the target's name in replies

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

bool IsValidKey(const MetadataRequest& r, absl::string_view key);

Message InvalidKey(const MetadataRequest& r, absl::string_view key);
Message MissingKey(const MetadataRequest& r);
Message TooManySubs(const MetadataRequest& r, absl::string_view key, int64_t limit);

// The refusal for clients that may not read the target's values.
Refusal CannotRead(const MetadataRequest& r);

// metadata_values.cc
void GetMetadata(MetadataRequest& r);
void ListMetadata(MetadataRequest& r);
void SetMetadata(MetadataRequest& r);
void ClearMetadata(MetadataRequest& r);

// metadata_subscriptions.cc
void SubscribeMetadata(MetadataRequest& r);
void UnsubscribeMetadata(MetadataRequest& r);
void ListSubscriptions(MetadataRequest& r);
void SyncMetadataNow(MetadataRequest& r);

}  // namespace irc

#endif  // IRCSERV_CORE_COMMANDS_METADATA_H_

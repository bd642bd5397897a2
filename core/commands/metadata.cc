// METADATA <target> GET <key>… | LIST | SET <key> [:<value>] | CLEAR | SYNC
// METADATA * SUB <key>… | UNSUB <key>… | SUBS
// The target is "*" (the client's own user), a nick or a channel; before registration it is "*".
// https://ircv3.net/specs/extensions/metadata: draft/metadata-2, and its successor
// draft/metadata-3, which has other codes for some errors.
#include "core/commands/metadata.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "core/commands/commands.h"
#include "core/policy/policy.h"
#include "core/protocol/names.h"
#include "core/protocol/numerics.h"
#include "core/protocol/standard_replies.h"

namespace irc {
namespace {

// Finds the target; false when it does not exist or is not visible to the client.
bool FindTarget(MetadataRequest& r) {
  SessionCtx& ctx = r.ctx;
  const absl::string_view target = r.p[0];
  if (!ctx.session.registered()) {
    r.metadata = &ctx.session.registration->metadata;
    r.name = "*";
    return target == "*";
  }
  if (LooksLikeChannel(target)) {
    r.channel = FindChannel(ctx.state, target);
    if (r.channel == nullptr || !CanSeeChannel(ctx.state, *r.self(), *r.channel)) return false;
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

Message InvalidSubcommand(const MetadataRequest& r) {
  return r.third() ? kFailMetadataInvalidParams(SafeParam(r.p[1]))
                   : kFailMetadataSubcommandInvalid(SafeParam(r.p[1]));
}

}  // namespace

bool IsValidKey(const MetadataRequest& r, absl::string_view key) {
  const auto bytes_max = static_cast<size_t>(r.ctx.state.config.limits.metadata_key_bytes);
  if (key.empty() || key.size() > bytes_max) return false;
  return std::all_of(key.begin(), key.end(), [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) ||
           absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '/' ||
           c == '-';
  });
}

Message InvalidKey(const MetadataRequest& r, absl::string_view key) {
  return r.third() ? kFailMetadataInvalidKey(SafeParam(key))
                   : kFailMetadataKeyInvalid(SafeParam(key));
}

Message MissingKey(const MetadataRequest& r) {
  return r.third() ? kFailMetadataInvalidParams(SafeParam(r.p[1]))
                   : kErrNeedMoreParams(r.ctx.command);
}

Message TooManySubs(const MetadataRequest& r, absl::string_view key, int64_t limit) {
  return r.third() ? kFailMetadataLimit(key, limit) : kFailMetadataTooManySubs(key);
}

// Only members and operators may read the values of an invite-only channel.
Refusal CannotRead(const MetadataRequest& r) {
  if (r.channel == nullptr || !r.channel->Has(ChannelMode::kInviteOnly)) return std::nullopt;
  if (r.self()->is_oper() || FindMember(r.ctx.state, *r.self(), *r.channel) != nullptr) {
    return std::nullopt;
  }
  return r.third() ? kFailMetadataForbidden(r.name)
                   : kFailMetadataNoPermission(r.name, SafeParam("*"));
}

void MetadataCommand(SessionCtx& ctx, const Params& p) {
  // Without a metadata capability the client would not understand the replies.
  if (!ctx.session.HasMetadata()) return ctx.Reply(kErrUnknownCommand(SafeParam(ctx.command)));
  const std::string subcommand = absl::AsciiStrToUpper(p[1]);
  MetadataRequest r{.ctx = ctx, .p = p, .subcommand = subcommand};
  const bool about_keys = subcommand == "SUB" || subcommand == "UNSUB";
  if (about_keys && p.size() < 3) return ctx.Reply(MissingKey(r));
  if (subcommand == "SUB") return SubscribeMetadata(r);
  if (subcommand == "UNSUB") return UnsubscribeMetadata(r);
  if (subcommand == "SUBS") return ListSubscriptions(r);
  if (!FindTarget(r)) return ctx.Reply(kFailMetadataInvalidTarget(SafeParam(p[0])));
  if (subcommand == "GET") return GetMetadata(r);
  if (subcommand == "LIST") return ListMetadata(r);
  if (subcommand == "SET") return SetMetadata(r);
  if (subcommand == "CLEAR") return ClearMetadata(r);
  if (subcommand == "SYNC") return SyncMetadataNow(r);
  ctx.Reply(InvalidSubcommand(r));
}

}  // namespace irc

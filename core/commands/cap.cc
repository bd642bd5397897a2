// CAP LS [<version>] | LIST | REQ :<capabilities> | END
// https://ircv3.net/specs/extensions/capability-negotiation
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/actions/metadata_notify.h"
#include "core/commands/commands.h"
#include "core/commands/registration.h"
#include "core/protocol/caps.h"
#include "core/protocol/numerics.h"
#include "core/protocol/render.h"
#include "core/protocol/sasl.h"

namespace irc {
namespace {

constexpr uint32_t kVersion302 = 302;

Message CapMessage(SessionCtx& ctx, absl::string_view subcommand) {
  return Message("CAP").Param(NickOf(ctx.state, ctx.session)).Param(subcommand);
}

// Sends a list of capabilities. A client with version 302 gets as many lines as needed, all but the
// last with "*"; an older client gets a single line.
void ReplyCaps(SessionCtx& ctx, absl::string_view subcommand,
               const std::vector<std::string>& names) {
  Message more = CapMessage(ctx, subcommand);
  more.Param("*");
  const size_t room = RoomFor(more, ctx.state.config.server_name, "");
  std::string list;
  for (const std::string& name : names) {
    if (!list.empty() && list.size() + 1 + name.size() > room) {
      if (ctx.session.cap_version < kVersion302) break;
      ctx.Reply(Message(more).Trailing(list));
      list.clear();
    }
    absl::StrAppend(&list, list.empty() ? "" : " ", name);
  }
  ctx.Reply(CapMessage(ctx, subcommand).Trailing(list));
}

std::string MetadataValue(const Config& config) {
  return absl::StrCat("before-connect,max-subs=", config.limits.metadata_subs,
                      ",max-keys=", config.limits.metadata_keys,
                      ",max-value-bytes=", MetadataValueBytesMax(config));
}

// The value of a capability in `CAP LS 302`; empty when it has none.
std::string CapValue(const Config& config, Cap cap) {
  switch (cap) {
    case Cap::kMetadata2:
      return MetadataValue(config);
    case Cap::kMetadata3:
      return absl::StrCat(MetadataValue(config),
                          ",max-key-bytes=", config.limits.metadata_key_bytes);
    case Cap::kMultiline:
      return absl::StrCat("max-bytes=", config.limits.multiline_bytes,
                          ",max-lines=", config.limits.multiline_lines);
    case Cap::kRelaymsg:
      return "/";
    case Cap::kSasl:
      return std::string(kSaslMechanisms);
    default:
      return "";
  }
}

std::string NameAndValue(const Config& config, const CapRow& row) {
  const std::string value = CapValue(config, row.cap);
  return absl::StrCat(row.name, value.empty() ? "" : "=", value);
}

// False for capabilities that the configuration turns off.
bool IsOffered(const Config& config, Cap cap) {
  if (cap == Cap::kRelaymsg) return config.relaymsg;
  if (cap == Cap::kSasl) return !config.accounts.empty();
  return true;
}

// The value of the capability sts: the port for TLS, or the duration of the policy. It cannot be
// requested, so it has no row in kCaps. https://ircv3.net/specs/extensions/sts
std::string StsPolicy(const Config& config, const Peer& peer) {
  if (!peer.tls) return absl::StrCat("port=", config.sts_port);
  return absl::StrCat("duration=", config.sts_duration_seconds,
                      config.sts_preload ? ",preload" : "");
}

void SuspendRegistration(SessionCtx& ctx) {
  if (!ctx.session.registered()) ctx.session.registration->negotiating = true;
}

void Ls(SessionCtx& ctx, const Params& p) {
  uint32_t version = 0;
  if (!absl::SimpleAtoi(p[1], &version)) version = 0;
  ctx.session.cap_version = std::max(ctx.session.cap_version, version);
  if (ctx.session.cap_version >= kVersion302) ctx.session.caps.Add(Cap::kCapNotify);
  SuspendRegistration(ctx);
  // The version of this request decides about values; the session keeps its highest version.
  std::vector<std::string> names;
  for (const CapRow& row : kCaps) {
    if (!IsOffered(ctx.state.config, row.cap)) continue;
    names.push_back(version < kVersion302 ? std::string(row.name)
                                          : NameAndValue(ctx.state.config, row));
  }
  if (version >= kVersion302 && ctx.state.config.sts_port != 0) {
    names.push_back(absl::StrCat("sts=", StsPolicy(ctx.state.config, ctx.session.peer)));
  }
  ReplyCaps(ctx, "LS", names);
}

void ListEnabled(SessionCtx& ctx) {
  std::vector<std::string> names;
  for (const CapRow& row : kCaps) {
    if (ctx.session.caps.Has(row.cap)) names.push_back(std::string(row.name));
  }
  ReplyCaps(ctx, "LIST", names);
}

// Applies a CAP REQ to `caps`. False when one of the items cannot be changed: the request must then
// be refused as a whole.
bool ApplyRequest(const Config& config, const Session& session, absl::string_view items,
                  CapSet& caps) {
  for (absl::string_view item : absl::StrSplit(items, ' ', absl::SkipEmpty())) {
    const bool remove = item[0] == '-';
    const std::optional<Cap> cap = FindCap(item.substr(remove ? 1 : 0));
    if (!cap.has_value() || !IsOffered(config, *cap)) return false;
    // CAP LS 302 enables cap-notify permanently.
    if (remove && *cap == Cap::kCapNotify && session.cap_version >= kVersion302) return false;
    if (remove) {
      caps.Remove(*cap);
    } else {
      caps.Add(*cap);
    }
  }
  return true;
}

void SetCaps(Session& session, CapSet caps) {
  session.caps = caps;
  // Without the capability an authentication in progress is aborted.
  if (!caps.Has(Cap::kSasl)) session.sasl.reset();
}

void RequestCaps(SessionCtx& ctx, absl::string_view items) {
  SuspendRegistration(ctx);
  CapSet caps = ctx.session.caps;
  const bool fits =
      items.size() <= RoomFor(CapMessage(ctx, "ACK"), ctx.state.config.server_name, "");
  const bool ok = fits && ApplyRequest(ctx.state.config, ctx.session, items, caps);
  // The reply is rendered with the old capabilities.
  ctx.Reply(CapMessage(ctx, ok ? "ACK" : "NAK").Trailing(items));
  if (ok) SetCaps(ctx.session, caps);
}

void End(SessionCtx& ctx) {
  if (ctx.session.registered()) return;
  ctx.session.registration->negotiating = false;
  TryRegister(ctx);
}

void AnnounceNew(const State& state, Outbox& out, const Session& session, absl::string_view name,
                 absl::string_view value) {
  if (!session.caps.Has(Cap::kCapNotify)) return;
  const bool with_value = !value.empty() && session.cap_version >= kVersion302;
  out.ToSession(session,
                Message("CAP")
                    .Param(NickOf(state, session))
                    .Param("NEW")
                    .Trailing(absl::StrCat(name, with_value ? "=" : "", with_value ? value : "")));
}

// Announces a changed value, to clients that get values (CAP LS 302).
void AnnounceValue(const State& state, Outbox& out, const Session& session, absl::string_view name,
                   absl::string_view value) {
  if (session.cap_version >= kVersion302) AnnounceNew(state, out, session, name, value);
}

void Withdraw(State& state, Outbox& out, Session& session, const CapRow& row) {
  if (session.caps.Has(Cap::kCapNotify)) {
    out.ToSession(
        session,
        Message("CAP").Param(NickOf(state, session)).Param("DEL").Trailing(std::string(row.name)));
  }
  if (row.cap == Cap::kSasl && session.sasl != nullptr) {
    out.ToSession(session, kErrSaslAborted());  // the client waits for a reply
  }
  CapSet caps = session.caps;
  caps.Remove(row.cap);
  SetCaps(session, caps);
}

}  // namespace

void AnnounceCaps(State& state, Outbox& out, const Config& before) {
  for (const CapRow& row : kCaps) {
    const bool offered = IsOffered(state.config, row.cap);
    if (offered != IsOffered(before, row.cap)) {
      state.sessions.ForEach([&](Session& session) {
        if (!offered) return Withdraw(state, out, session, row);
        AnnounceNew(state, out, session, row.name, CapValue(state.config, row.cap));
      });
    } else if (offered && CapValue(state.config, row.cap) != CapValue(before, row.cap)) {
      state.sessions.ForEach([&](const Session& session) {
        AnnounceValue(state, out, session, row.name, CapValue(state.config, row.cap));
      });
    }
  }
  // A policy is never withdrawn with DEL: it expires, or ends with a duration of 0.
  if (state.config.sts_port == 0) return;
  state.sessions.ForEach([&](const Session& session) {
    const std::string policy = StsPolicy(state.config, session.peer);
    if (before.sts_port != 0 && policy == StsPolicy(before, session.peer)) return;
    AnnounceValue(state, out, session, "sts", policy);
  });
}

void CapCommand(SessionCtx& ctx, const Params& p) {
  const std::string subcommand = absl::AsciiStrToUpper(p[0]);
  if (subcommand == "LS") return Ls(ctx, p);
  if (subcommand == "LIST") return ListEnabled(ctx);
  if (subcommand == "REQ") return RequestCaps(ctx, p[1]);
  if (subcommand == "END") return End(ctx);
  ctx.Reply(kErrInvalidCapCmd(Echo(p[0])));
}

}  // namespace irc

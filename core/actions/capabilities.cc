#include "core/actions/capabilities.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/actions/login.h"
#include "core/actions/notify/metadata_notify.h"
#include "core/protocol/numerics.h"
#include "core/protocol/sasl.h"

namespace irc {
namespace {

std::string MetadataValue(const Config& config) {
  return absl::StrCat("before-connect,max-subs=", config.limits.metadata_subs,
                      ",max-keys=", config.limits.metadata_keys,
                      ",max-value-bytes=", MetadataValueBytesMax(config));
}

void NotifyNewCap(const State& state, Outbox& out, const Session& session, absl::string_view name,
                  absl::string_view value) {
  if (!session.caps.Has(Cap::kCapNotify)) return;
  const bool with_value = !value.empty() && session.cap_version >= kVersion302;
  out.NotifySession(
      session, Message("CAP")
                   .Param(NickOf(state, session))
                   .Param("NEW")
                   .Trailing(absl::StrCat(name, with_value ? "=" : "", with_value ? value : "")));
}

// Notifies only sessions that get values of a changed one.
void NotifyCapValue(const State& state, Outbox& out, const Session& session, absl::string_view name,
                    absl::string_view value) {
  if (session.cap_version >= kVersion302) NotifyNewCap(state, out, session, name, value);
}

void Withdraw(State& state, Outbox& out, Session& session, const CapRow& row) {
  if (session.caps.Has(Cap::kCapNotify)) {
    out.NotifySession(
        session,
        Message("CAP").Param(NickOf(state, session)).Param("DEL").Trailing(std::string(row.name)));
  }
  if (row.cap == Cap::kSasl && IsInSasl(session)) {
    out.NotifySession(session, kErrSaslAborted());  // the client waits for an answer
  }
  CapSet caps = session.caps;
  caps.Remove(row.cap);
  SetCaps(session, caps);
}

}  // namespace

std::string CapValue(const Config& config, const Peer& peer, Cap cap) {
  switch (cap) {
    case Cap::kAccount2fa:
      return "totp";
    case Cap::kAccountRegistration:
      return absl::StrCat(
          config.account_registration_early ? "before-connect" : "",
          config.account_registration_early && config.account_email_required ? "," : "",
          config.account_email_required ? "email-required" : "");
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
      return SaslMechanismsFor(config.accounts_kept, config.bearer_tokens, peer.tls);
    default:
      return "";
  }
}

bool IsOffered(const Config& config, Cap cap) {
  if (cap == Cap::kRelaymsg) return config.relaymsg;
  if (cap == Cap::kSasl) return config.accounts_kept || !config.accounts.empty();
  if (cap == Cap::kAccount2fa || cap == Cap::kClientCert) return config.accounts_kept;
  if (cap == Cap::kAccountRegistration) {
    return config.accounts_kept && config.account_registration;
  }
  return true;
}

std::string StsPolicy(const Config& config, const Peer& peer) {
  if (config.sts_port == 0) return "";
  if (!peer.tls) return absl::StrCat("port=", config.sts_port);
  if (!peer.sni) return "";
  return absl::StrCat("duration=", config.sts_duration_seconds,
                      config.sts_preload ? ",preload" : "");
}

void SetCaps(Session& session, CapSet caps) {
  session.caps = caps;
  if (caps.Has(Cap::kSasl)) return;
  session.sasl = nullptr;
  if (IsInSasl(session)) session.half_login = nullptr;
}

void NotifyCaps(State& state, Outbox& out, const Config& before) {
  for (const CapRow& row : kCaps) {
    const bool offered = IsOffered(state.config, row.cap);
    if (offered != IsOffered(before, row.cap)) {
      state.sessions.ForEach([&](Session& session) {
        if (!offered) return Withdraw(state, out, session, row);
        NotifyNewCap(state, out, session, row.name, CapValue(state.config, session.peer, row.cap));
      });
    } else if (offered) {
      state.sessions.ForEach([&](const Session& session) {
        const std::string value = CapValue(state.config, session.peer, row.cap);
        if (value == CapValue(before, session.peer, row.cap)) return;
        NotifyCapValue(state, out, session, row.name, value);
      });
    }
  }
  // A policy is never withdrawn: it ends when its time has passed, or with a duration of 0.
  state.sessions.ForEach([&](const Session& session) {
    const std::string policy = StsPolicy(state.config, session.peer);
    if (policy.empty() || policy == StsPolicy(before, session.peer)) return;
    NotifyCapValue(state, out, session, "sts", policy);
  });
}

}  // namespace irc

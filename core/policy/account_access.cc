#include "core/policy/account_access.h"

#include <algorithm>
#include <variant>

#include "core/texts/accounts.h"

namespace irc {

bool IsFrozen(const Account& account) { return account.Setting(kFrozen) == "on"; }

bool IsSuspended(const State& state, const Account& account) {
  const SuspensionRow* suspension = account.details->suspension.get();
  return suspension != nullptr && suspension->expires_at > state.now;
}

std::string WhyNoLogin(const State& state, const Account& account) {
  const std::string why = WhyNoAccess(state, account);
  if (!why.empty() || !IsFrozen(account)) return why;
  return FillText(state.config.services, texts::kNoLoginToFrozen);
}

std::string WhyNoAccess(const State& state, const Account& account) {
  const ServiceNames& services = state.config.services;
  if (IsSuspended(state, account)) {
    return FillText(services, texts::kNoLoginToSuspended, account.details->suspension->reason);
  }
  if (!account.verified()) return FillText(services, texts::kNoLoginToUnverified);
  return "";
}

bool HasSecondFactor(const Account& account) { return account.Setting("2FA") == "on"; }

// An app password is for programs, which have no code.
bool NeedsCode(const Account& account, CredentialId credential) {
  if (!HasSecondFactor(account)) return false;
  const CredentialRow* row = account.Credential(credential);
  return row == nullptr || row->kind != "app_password";
}

bool MayChangeCredentials(const Session& session, const Account& account) {
  if (IsFrozen(account)) return false;
  const CredentialRow* used =
      session.login == nullptr ? nullptr : account.Credential(session.login->credential);
  return used == nullptr || used->kind != "app_password";
}

bool IsForReadingOnly(const Account& account, CredentialId credential) {
  const CredentialRow* row = account.Credential(credential);
  return row != nullptr && row->scope == kReadingScope;
}

bool IsBeingDropped(const State& state, AccountId account, CredentialId credential) {
  const auto drops_it = [&](const Record& record) {
    if (!record.drop) return false;
    if (const auto* row = std::get_if<AccountRow>(&record.row)) return row->id == account;
    const auto* row = std::get_if<CredentialRow>(&record.row);
    return row != nullptr && row->id == credential;
  };
  return std::any_of(state.pending.begin(), state.pending.end(), [&](const auto& pair) {
    const auto* commit = std::get_if<PendingCommit>(&pair.second.what);
    return commit != nullptr &&
           std::any_of(commit->records.begin(), commit->records.end(), drops_it);
  });
}

const CredentialRow* TotpOf(const Account& account, absl::string_view scope) {
  for (const CredentialRow& row : account.details->credentials) {
    if (row.kind == "totp" && row.scope == scope) return &row;
  }
  return nullptr;
}

bool IsNameOf(const State& state, absl::string_view name, const Account& account) {
  return !name.empty() && Fold(state.casemapping, name) == Fold(state.casemapping, account.name());
}

NickProtection ProtectionOf(const State& state, const Account& account) {
  const absl::string_view chosen = account.Setting(kEnforce);
  const absl::string_view word =
      chosen.empty() ? absl::string_view(state.config.nick_protection) : chosen;
  if (word == "off") return NickProtection::kOff;
  return word == "timeout" ? NickProtection::kTimeout : NickProtection::kStrict;
}

NickProtection ProtectionFrom(const State& state, absl::string_view nick,
                              absl::string_view account) {
  const Account* owner = state.accounts.OwnerOf(Fold(state.casemapping, nick));
  if (owner != nullptr && IsNameOf(state, account, *owner)) return NickProtection::kOff;
  NickProtection strictest = NickProtection::kOff;
  const auto consider = [&](const Account& other) {
    if (!other.configured && other.verified() && !IsNameOf(state, account, other)) {
      strictest = std::max(strictest, ProtectionOf(state, other));
    }
    return strictest == NickProtection::kStrict;
  };
  if (owner == nullptr || !consider(*owner)) state.accounts.AnyLookalike(nick, consider);
  const bool is_held = strictest == NickProtection::kTimeout &&
                       state.nick_guard.held.Has(Fold(state.casemapping, nick));
  return is_held ? NickProtection::kStrict : strictest;
}

bool IsNickOfAnother(const State& state, absl::string_view nick, absl::string_view account) {
  return ProtectionFrom(state, nick, account) == NickProtection::kStrict;
}

const HoldRow* FindHoldAgainst(const State& state, absl::string_view name) {
  const HoldRow* same = state.staff_notes.FindHold(Fold(state.casemapping, name));
  if (same != nullptr || !KeepsLookalikesApart(state.config)) return same;
  return state.staff_notes.FindHoldLike(state.casemapping, name);
}

bool LooksLikeNickOfAnother(const State& state, absl::string_view nick, const Account* account) {
  const Account* owner = state.accounts.OwnerOf(Fold(state.casemapping, nick));
  if (owner != nullptr) return owner != account;
  return state.accounts.AnyLookalike(nick, [&](const Account& other) { return &other != account; });
}

}  // namespace irc

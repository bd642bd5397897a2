#include "core/policy/hosts.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/protocol/address.h"
#include "core/protocol/modes.h"
#include "core/texts/hostserv.h"

namespace irc {
namespace {

bool IsOfName(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_';
}

bool IsLabel(absl::string_view label) {
  return !label.empty() && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), IsOfName);
}

bool IsNumber(absl::string_view label) {
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); });
}

// Lines that show a longer one would be cut.
bool Fits(const Config& config, absl::string_view host) {
  return host.size() <= static_cast<size_t>(config.limits.host_bytes);
}

// Also "192.0.2.1/x" and "10.0.0.0/8".
bool IsLikeAddress(absl::string_view host) {
  const absl::string_view name = host.substr(0, host.find('/'));
  return ParseIpAddress(name).has_value() ||
         IsNumber(name.substr(std::min(name.rfind('.') + 1, name.size())));
}

// What the shell (net/auth) makes of addresses, and AccountCloak of accounts.
bool IsLikeCloak(const Config& config, absl::string_view host) {
  const std::string suffix = absl::StrCat(".", config.cloak_account_suffix);
  return absl::EndsWithIgnoreCase(host, ".ip") || absl::EndsWithIgnoreCase(host, ".ip6") ||
         (suffix.size() > 1 && absl::EndsWithIgnoreCase(host, suffix));
}

// Empty: there is none.
std::string AccountCloak(const State& state, const User& user) {
  const Config& config = state.config;
  if (config.cloak_account_suffix.empty() || !user.has_account()) return "";
  const std::string host =
      absl::StrCat(AccountAsHost(user.account), ".", config.cloak_account_suffix);
  return Fits(config, host) ? host : "";
}

const VhostRow* VhostOf(const State& state, const User& user) {
  if (!user.has_account()) return nullptr;
  const Account* account = FindAccount(state, user.account);
  if (account == nullptr || account->configured || account->Setting(kShowsVhost) == "off") {
    return nullptr;
  }
  const VhostRow* vhost = state.vhosts.Of(account->id());
  return vhost != nullptr && Fits(state.config, vhost->host) ? vhost : nullptr;
}

}  // namespace

std::string HostOf(const State& state, const User& user) {
  if (const VhostRow* vhost = VhostOf(state, user)) return vhost->host;
  const Peer& peer = PeerOf(state, user);
  if (!user.Has(UserMode::kCloak)) return peer.host;
  if (std::string cloak = AccountCloak(state, user); !cloak.empty()) return cloak;
  return peer.cloak.empty() ? peer.host : peer.cloak;
}

std::string AccountAsHost(absl::string_view account) {
  std::string host;
  for (const char c : account) {
    if (IsOfName(c)) {
      host.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
    } else {
      absl::StrAppend(&host, "/", absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2));
    }
  }
  return host;
}

std::string WhyNoHost(const State& state, absl::string_view host) {
  const ServiceNames& services = state.config.services;
  if (!Fits(state.config, host)) {
    return FillText(services, texts::kHostTooLong, state.config.limits.host_bytes);
  }
  const std::vector<absl::string_view> labels = absl::StrSplit(host, absl::ByAnyChar("./"));
  if (labels.size() < 2 || !std::all_of(labels.begin(), labels.end(), IsLabel)) {
    return FillText(services, texts::kHostMalformed);
  }
  if (IsLikeAddress(host)) return FillText(services, texts::kHostLikeAddress);
  if (IsLikeCloak(state.config, host)) return FillText(services, texts::kHostLikeCloak);
  return "";
}

std::string WhyTaken(const State& state, absl::string_view host, AccountId account) {
  const AccountId owner = state.vhosts.OwnerOf(host);
  bool taken = owner.value != 0 && owner != account;
  // The real hosts of those who are here, and of this server.
  taken = taken || absl::EqualsIgnoreCase(host, state.config.server_name);
  state.sessions.ForEach([&](const Session& session) {
    taken = taken || absl::EqualsIgnoreCase(session.peer.host, host) ||
            absl::EqualsIgnoreCase(session.peer.cloak, host);
  });
  return taken ? FillText(state.config.services, texts::kHostOfSomebody) : "";
}

}  // namespace irc

// Which host a user shows, and which hosts an account may show in place of that of its users.
#ifndef IRCSERV_CORE_POLICY_HOSTS_H_
#define IRCSERV_CORE_POLICY_HOSTS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "core/state/state.h"

namespace irc {

// The setting of an account that shows no host of HostServ: "off".
inline constexpr absl::string_view kShowsVhost = "VHOST";

// The host that others see of the user: that of HostServ; under +x a cloak, of the account or of
// the address; otherwise the real one.
std::string HostOf(const State& state, const User& user);

// The name of an account as a part of a host. Two accounts have different ones: a byte that stands
// in no host name becomes '/' and two hexadecimal digits, which no name has.
std::string AccountAsHost(absl::string_view account);

// The reason why `host` cannot be the host of any account; empty: it can. It may not be like an
// address or a cloak, by which masks would take one user for another.
std::string WhyNoHost(const State& state, absl::string_view host);
// The reason why the account may not have the host, which somebody else shows; empty: it may.
std::string WhyTaken(const State& state, absl::string_view host, AccountId account);

}  // namespace irc

#endif  // IRCSERV_CORE_POLICY_HOSTS_H_

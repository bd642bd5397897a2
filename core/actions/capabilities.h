// The capabilities under the present configuration: the offered ones, their values, and the
// messages about a change. https://ircv3.net/specs/extensions/capability-negotiation
#ifndef IRCSERV_CORE_ACTIONS_CAPABILITIES_H_
#define IRCSERV_CORE_ACTIONS_CAPABILITIES_H_

#include <cstdint>
#include <string>

#include "core/config.h"
#include "core/event.h"
#include "core/outbox/outbox.h"
#include "core/protocol/caps.h"
#include "core/state/state.h"

namespace irc {

// From this version of CAP LS on, values are shown and cap-notify is on.
inline constexpr uint32_t kVersion302 = 302;

// The value behind the name in `CAP LS 302`; empty: none.
std::string CapValue(const Config& config, const Peer& peer, Cap cap);

// False for a capability that the operator has turned off. It cannot be requested.
bool IsOffered(const Config& config, Cap cap);

// The value of sts: the port for TLS, or the duration of the policy. Empty when there is no policy,
// and for a client with TLS that has not named a host that the policy is for: it would remember the
// policy for another host. Clients never request sts, so it has no row in kCaps.
// https://ircv3.net/specs/extensions/sts
std::string StsPolicy(const Config& config, const Peer& peer);

// Sets the capabilities of the session. Without sasl among them, a login in progress ends.
void SetCaps(Session& session, CapSet caps);

// Sends CAP NEW and CAP DEL for the capabilities that the configuration after `before` offers,
// withdraws, or gives another value.
void NotifyCaps(State& state, Outbox& out, const Config& before);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_CAPABILITIES_H_

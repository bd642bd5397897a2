// What the configuration makes of the capabilities: which are offered, with which value, and who is
// told when that changes.
// https://ircv3.net/specs/extensions/capability-negotiation
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

// The version of CAP LS from which on values are shown, and cap-notify is on.
inline constexpr uint32_t kVersion302 = 302;

// The value behind the name in `CAP LS 302`; empty: none.
std::string CapValue(const Config& config, Cap cap);

// False for what the operator has turned off, which cannot be requested.
bool IsOffered(const Config& config, Cap cap);

// Where and for how long clients shall use TLS. It is only told, never requested, so it is no row
// among the others. https://ircv3.net/specs/extensions/sts
std::string StsPolicy(const Config& config, const Peer& peer);

// Gives the session these capabilities. Without sasl, a login that is under way ends.
void SetCaps(Session& session, CapSet caps);

// CAP NEW and DEL for what a new configuration offers, withdraws, or gives another value.
void NotifyCaps(State& state, Outbox& out, const Config& before);

}  // namespace irc

#endif  // IRCSERV_CORE_ACTIONS_CAPABILITIES_H_

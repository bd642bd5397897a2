// Writes the core's events for the operator (core/audit.h) to the log, with the address that the
// shell knows each client by:
//
//   … warning login failed address=192.0.2.7 by=eve!eve@192.0.2.7 method=OPER name=root why=…
#ifndef IRCSERV_NET_TELEMETRY_AUDIT_LOG_H_
#define IRCSERV_NET_TELEMETRY_AUDIT_LOG_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/audit.h"
#include "net/client/connection_table.h"
#include "net/telemetry/log.h"

namespace irc {

// What the shell knows of a failed login and the core does not.
struct SaslFailure {
  std::string account;    // the existing account that was claimed; empty: none
  absl::string_view why;  // of SASL
  std::string detail;     // the words of somebody who was asked outside of this server
};

// REQUIRES: the connections that the same output closes are still in the table.
void WriteAudits(Log& log, const std::vector<Audit>& audits, ConnectionTable& connections,
                 const SaslFailure& sasl);

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_AUDIT_LOG_H_

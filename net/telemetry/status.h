// What an operator wants to know of a running server at a glance: values of one moment, which the
// loop's thread gathers (net/shell_status.cc) when somebody asks (StatusDesk).
#ifndef IRCSERV_NET_TELEMETRY_STATUS_H_
#define IRCSERV_NET_TELEMETRY_STATUS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "net/telemetry/metrics.h"

namespace irc {

struct Status {
  std::string server;
  std::string network;
  absl::Time now;
  absl::Duration uptime;

  struct Connections {
    uint64_t open = 0;
    uint64_t max = 0;
    uint64_t opening = 0;       // of the open ones
    uint64_t unregistered = 0;  // "
    uint64_t plain = 0;         // that may speak, by what they speak
    uint64_t tls = 0;
    uint64_t websocket = 0;  // with TLS or without
  } connections;
  uint64_t users = 0;
  uint64_t channels = 0;
  uint64_t operators = 0;
  uint64_t accounts = 0;

  struct SendQueues {
    uint64_t bytes = 0;      // of all clients together
    uint64_t bytes_max = 0;  // that they may have
    uint64_t longest = 0;
  } send_queues;
  uint64_t password_checks = 0;

  struct Kept {
    std::string state;  // "good", "behind", "refusing"
    uint64_t waiting_bytes = 0;
    uint64_t journal_bytes = 0;
    uint64_t turns_behind = 0;
    uint64_t lost_records = 0;
    std::optional<absl::Time> last_sync;
  } store;

  struct Mails {
    uint64_t waiting = 0;
    uint64_t sent = 0;
    uint64_t failed = 0;
  } mails;

  std::vector<CertificateEnd> certificates;
  uint64_t lost_log_lines = 0;

  // What keeps the server from serving, and what deserves attention; one sentence each.
  std::vector<std::string> missing;
  std::vector<std::string> attention;

  // The last warnings and errors of the log, lines without their newlines.
  std::vector<std::string> log;
};

// As one JSON object. `with_log`: with the lines of the log, which have addresses and names.
std::string StatusJson(const Status& status, bool with_log);

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_STATUS_H_

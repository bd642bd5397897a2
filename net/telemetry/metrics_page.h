// The metrics of net/telemetry/metrics.h in the text format of Prometheus, version 0.0.4. The table
// in metrics_page.cc lists all of them.
#ifndef IRCSERV_NET_TELEMETRY_METRICS_PAGE_H_
#define IRCSERV_NET_TELEMETRY_METRICS_PAGE_H_

#include <string>

#include "absl/time/time.h"
#include "net/telemetry/metrics.h"

namespace irc {

// The complete page at the time `now`, with the process's own use of memory, CPU time and
// descriptors, which the function asks of the system. Thread-safe.
std::string MetricsPage(const Metrics& metrics, absl::Time now);

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_METRICS_PAGE_H_

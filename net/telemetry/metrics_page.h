// The numbers of net/telemetry/metrics.h as Prometheus reads them (its text format, version 0.0.4).
// The table in metrics_page.cc is the page that says what there is.
#ifndef IRCSERV_NET_TELEMETRY_METRICS_PAGE_H_
#define IRCSERV_NET_TELEMETRY_METRICS_PAGE_H_

#include <string>

#include "net/telemetry/metrics.h"

namespace irc {

// For any thread. Also asks the system what the process uses.
std::string MetricsPage(const Metrics& metrics);

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_METRICS_PAGE_H_

#include "net/telemetry/metrics_page.h"

#include <sys/resource.h>
#include <unistd.h>

#include <ctime>
#include <fstream>
#include <limits>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "core/conn/line_facts.h"
#include "core/version.h"
#include "prometheus/metric_family.h"
#include "prometheus/text_serializer.h"

namespace irc {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

constexpr double kNano = 1e-9;

// ----------------------------------------------------------------- the table of all metrics

struct NumberRow {
  const char* name;
  MetricType type;
  Number Metrics::*number;
  const char* help;
};

constexpr NumberRow kNumbers[] = {
    {"ircserv_connections", MetricType::Gauge, &Metrics::connections,
     "Connections that are open, also those of the next two rows."},
    {"ircserv_connections_opening", MetricType::Gauge, &Metrics::openings,
     "Connections in the handshake of TLS, or before the end of another opening."},
    {"ircserv_connections_unregistered", MetricType::Gauge, &Metrics::unregistered,
     "Connections whose client may speak, and has not registered."},
    {"ircserv_connections_accepted_total", MetricType::Counter, &Metrics::accepted,
     "Connections taken from the listeners, also those that were refused then."},
    {"ircserv_registrations_total", MetricType::Counter, &Metrics::registrations,
     "Clients that have become users."},
    {"ircserv_users", MetricType::Gauge, &Metrics::users, "Users."},
    {"ircserv_channels", MetricType::Gauge, &Metrics::channels, "Channels."},
    {"ircserv_operators", MetricType::Gauge, &Metrics::opers, "Users who are server operators."},
    {"ircserv_received_messages_total", MetricType::Counter, &Metrics::received_lines,
     "Lines that clients have sent."},
    {"ircserv_received_bytes_total", MetricType::Counter, &Metrics::received_bytes,
     "Bytes read from clients, with what TLS and WebSockets add."},
    {"ircserv_sent_messages_total", MetricType::Counter, &Metrics::sent_lines,
     "Lines for clients: one line for a channel of ten counts ten times."},
    {"ircserv_sent_bytes_total", MetricType::Counter, &Metrics::sent_bytes,
     "Bytes written to clients, with what TLS and WebSockets add."},
    {"ircserv_send_queue_bytes", MetricType::Gauge, &Metrics::send_queue_bytes,
     "What waits to be read by clients, of all together."},
    {"ircserv_send_queue_max_bytes", MetricType::Gauge, &Metrics::send_queue_max_bytes,
     "What waits to be read by the client with the longest queue."},
    {"ircserv_clock_steps_total", MetricType::Counter, &Metrics::clock_steps,
     "Times that the clock was set by ten seconds or more, on or back."},
    {"ircserv_password_checks_waiting", MetricType::Gauge, &Metrics::password_checks,
     "Passwords that are being checked or wait for it."},
    {"ircserv_log_lines_waiting", MetricType::Gauge, &Metrics::waiting_log_lines,
     "Lines of the log that wait for the disk."},
    {"ircserv_log_lines_lost_total", MetricType::Counter, &Metrics::lost_log_lines,
     "Lines that the log could not take."},
    {"ircserv_channel_log_lines_lost_total", MetricType::Counter, &Metrics::lost_channel_lines,
     "Lines that the logs of channels could not take."},
    {"ircserv_accounts", MetricType::Gauge, &Metrics::accounts, "Accounts that are kept."},
    {"ircserv_store_refusing", MetricType::Gauge, &Metrics::store_refusing,
     "Is 1 while the disk takes nothing, so that nobody can register or change an account."},
    {"ircserv_store_commits_total", MetricType::Counter, &Metrics::store_commits_good,
     "Changes that were promised, and are on the disk."},
    {"ircserv_store_commits_failed_total", MetricType::Counter, &Metrics::store_commits_failed,
     "Changes that were refused because the disk did not take them."},
    {"ircserv_store_lost_records_total", MetricType::Counter, &Metrics::store_lost_records,
     "Records that were not promised, and are lost because the disk did not take them."},
    {"ircserv_store_waiting_bytes", MetricType::Gauge, &Metrics::store_waiting_bytes,
     "Records in memory that wait for the disk."},
    {"ircserv_store_journal_bytes", MetricType::Gauge, &Metrics::store_journal_bytes,
     "The journal on the disk."},
    {"ircserv_store_turns_behind", MetricType::Gauge, &Metrics::store_turns_behind,
     "Turns of the journal that the database does not have yet."},
    {"ircserv_mails_waiting", MetricType::Gauge, &Metrics::waiting_mails,
     "Mails that wait for the mail command, or for another attempt."},
    {"ircserv_mails_sent_total", MetricType::Counter, &Metrics::sent_mails,
     "Mails that the mail command has taken."},
    {"ircserv_mails_failed_total", MetricType::Counter, &Metrics::failed_mails,
     "Mails that were given up."},
    {"ircserv_certificates_refused", MetricType::Gauge, &Metrics::refused_certificates,
     "New certificates that are of no use, so that the old ones stay; the log says why."},
};

struct HistogramRow {
  const char* name;
  Durations Metrics::*durations;
  const char* help;
};

constexpr HistogramRow kHistograms[] = {
    {"ircserv_loop_turn_duration_seconds", &Metrics::turns,
     "What one turn of the loop takes, without waiting for something to do."},
    {"ircserv_command_duration_seconds", &Metrics::command_durations,
     "What one line takes, until its answers are queued; a sample of one turn in eight."},
};

constexpr const char* kRefusedName = "ircserv_connections_refused_total";
constexpr const char* kRefusedHelp = "Connections that were not let in, by reason.";
constexpr const char* kEndedName = "ircserv_sessions_ended_total";
constexpr const char* kEndedHelp = "Sessions that have ended, by reason.";
constexpr const char* kCommandsName = "ircserv_commands_total";
constexpr const char* kCommandsHelp =
    "Commands that clients have used, by name; 'unknown' for all that there are not.";
constexpr const char* kSampledName = "ircserv_sampled_commands_total";
constexpr const char* kSampledHelp = "Those of the commands that were timed, by name.";
constexpr const char* kSampledSecondsName = "ircserv_sampled_commands_seconds_total";
constexpr const char* kSampledSecondsHelp =
    "What they took; divided by their number, what one command takes.";
constexpr const char* kCertificateName = "ircserv_certificate_days";
constexpr const char* kCertificateHelp =
    "Days until the certificate of this file ends, or one of its chain; negative afterwards.";
constexpr const char* kVersionName = "ircserv_build_info";
constexpr const char* kVersionHelp = "Always 1; the label says which version runs.";

// Names that Prometheus prescribes for the metrics of any process.
// https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics
constexpr const char* kMemoryName = "process_resident_memory_bytes";
constexpr const char* kMemoryHelp = "Resident memory.";
constexpr const char* kCpuName = "process_cpu_seconds_total";
constexpr const char* kCpuHelp = "CPU time, user and system.";
constexpr const char* kStartName = "process_start_time_seconds";
constexpr const char* kStartHelp = "When the process started, in Unix time.";
constexpr const char* kOpenMaxName = "process_max_fds";
constexpr const char* kOpenMaxHelp = "How many descriptors the process may have.";

// -----------------------------------------------------------------

ClientMetric Value(MetricType type, double value) {
  ClientMetric metric;
  (type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
  return metric;
}

ClientMetric Labelled(const char* label, absl::string_view word, double value) {
  ClientMetric metric = Value(MetricType::Counter, value);
  metric.label.push_back({label, std::string(word)});
  return metric;
}

MetricFamily One(const char* name, const char* help, MetricType type, double value) {
  return {name, help, type, {Value(type, value)}};
}

MetricFamily Histogram(const HistogramRow& row, const Durations& durations) {
  ClientMetric metric;
  for (size_t i = 0; i <= Durations::kBoundsNanoseconds.size(); ++i) {
    metric.histogram.sample_count += durations.count(i);
    metric.histogram.bucket.push_back(
        {metric.histogram.sample_count,
         i < Durations::kBoundsNanoseconds.size()
             ? static_cast<double>(Durations::kBoundsNanoseconds[i]) / 1e9
             : std::numeric_limits<double>::infinity()});
  }
  metric.histogram.sample_sum = static_cast<double>(durations.nanoseconds()) * kNano;
  return {row.name, row.help, MetricType::Histogram, {std::move(metric)}};
}

// Unused commands are left out, to keep the page short.
void AddCommands(const Metrics& metrics, std::vector<MetricFamily>& page) {
  MetricFamily uses = {kCommandsName, kCommandsHelp, MetricType::Counter, {}};
  MetricFamily sampled = {kSampledName, kSampledHelp, MetricType::Counter, {}};
  MetricFamily seconds = {kSampledSecondsName, kSampledSecondsHelp, MetricType::Counter, {}};
  const auto add = [&](absl::string_view name, const CommandMetrics& command) {
    const uint64_t count = command.uses.Get();
    if (count == 0) return;
    uses.metric.push_back(Labelled("command", name, static_cast<double>(count)));
    const auto timed = static_cast<double>(command.timed.Get());
    if (timed == 0) return;
    sampled.metric.push_back(Labelled("command", name, timed));
    const auto nanoseconds = static_cast<double>(command.nanoseconds.Get());
    seconds.metric.push_back(Labelled("command", name, nanoseconds * kNano));
  };
  for (size_t i = 0; i < metrics.commands.size(); ++i) add(CommandName(i), metrics.commands[i]);
  add("unknown", metrics.unknown_command);
  page.push_back(std::move(uses));
  page.push_back(std::move(sampled));
  page.push_back(std::move(seconds));
}

void AddReasons(const Metrics& metrics, std::vector<MetricFamily>& page) {
  MetricFamily refused = {kRefusedName, kRefusedHelp, MetricType::Counter, {}};
  for (size_t i = 1; i < kRefusals.size(); ++i) {  // row 0 stands for "not refused"
    refused.metric.push_back(
        Labelled("reason", kRefusals[i].word, static_cast<double>(metrics.refused[i].Get())));
  }
  page.push_back(std::move(refused));
  MetricFamily ended = {kEndedName, kEndedHelp, MetricType::Counter, {}};
  for (size_t i = 1; i < kEndReasonWords.size(); ++i) {  // 0 has not ended
    ended.metric.push_back(
        Labelled("reason", kEndReasonWords[i], static_cast<double>(metrics.ended[i].Get())));
  }
  page.push_back(std::move(ended));
}

void AddCertificates(const Metrics& metrics, absl::Time now, std::vector<MetricFamily>& page) {
  const auto certificates = metrics.certificates.load();
  if (certificates == nullptr) return;
  MetricFamily days = {kCertificateName, kCertificateHelp, MetricType::Gauge, {}};
  for (const CertificateEnd& certificate : *certificates) {
    ClientMetric metric =
        Value(MetricType::Gauge, absl::FDivDuration(certificate.until - now, absl::Hours(24)));
    metric.label.push_back({"file", certificate.file});
    days.metric.push_back(std::move(metric));
  }
  page.push_back(std::move(days));
}

// How long this process has been running: the age of the system without what /proc says.
double AgeSeconds() {
  std::ifstream file("/proc/self/stat");
  std::string word;
  while (file >> word && !absl::EndsWith(word, ")")) {  // the name may have spaces
  }
  for (int i = 3; i < 22; ++i) file >> word;
  uint64_t ticks = 0;
  file >> ticks;
  timespec up = {};
  ::clock_gettime(CLOCK_BOOTTIME, &up);
  return absl::ToDoubleSeconds(absl::DurationFromTimespec(up)) -
         static_cast<double>(ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

// It must not change from page to page, because a change means a restart.
double StartSeconds() {
  static const double start = absl::ToDoubleSeconds(absl::Now() - absl::UnixEpoch()) - AgeSeconds();
  return start;
}

double ResidentBytes() {
  std::ifstream file("/proc/self/statm");
  uint64_t total = 0;
  uint64_t resident = 0;
  file >> total >> resident;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double CpuSeconds() {
  rusage usage = {};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double DescriptorsMax() {
  rlimit limit = {};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return static_cast<double>(limit.rlim_cur);
}

}  // namespace

std::string MetricsPage(const Metrics& metrics, absl::Time now) {
  std::vector<MetricFamily> page;
  for (const NumberRow& row : kNumbers) {
    const auto value = static_cast<double>((metrics.*row.number).Get());
    page.push_back(One(row.name, row.help, row.type, value));
  }
  AddReasons(metrics, page);
  AddCommands(metrics, page);
  for (const HistogramRow& row : kHistograms) {
    page.push_back(Histogram(row, metrics.*row.durations));
  }
  AddCertificates(metrics, now, page);
  MetricFamily version = One(kVersionName, kVersionHelp, MetricType::Gauge, 1);
  version.metric[0].label.push_back({"version", std::string(kVersion)});
  page.push_back(std::move(version));
  page.push_back(One(kMemoryName, kMemoryHelp, MetricType::Gauge, ResidentBytes()));
  page.push_back(One(kCpuName, kCpuHelp, MetricType::Counter, CpuSeconds()));
  page.push_back(One(kStartName, kStartHelp, MetricType::Gauge, StartSeconds()));
  page.push_back(One(kOpenMaxName, kOpenMaxHelp, MetricType::Gauge, DescriptorsMax()));
  return prometheus::TextSerializer().Serialize(page);
}

}  // namespace irc

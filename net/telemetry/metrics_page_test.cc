#include "net/telemetry/metrics_page.h"

#include <cstdlib>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "core/conn/line_facts.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::Time kNow = absl::FromUnixSeconds(1'767'225'600);

// The family that a sample belongs to: "x" for the samples "x_bucket", "x_sum" and "x_count" of a
// histogram.
std::string FamilyOf(const std::string& sample, const std::map<std::string, std::string>& types) {
  for (const char* end : {"_bucket", "_sum", "_count"}) {
    if (!absl::EndsWith(sample, end)) continue;
    const std::string family = sample.substr(0, sample.size() - std::string(end).size());
    const auto type = types.find(family);
    if (type != types.end() && type->second == "histogram") return family;
  }
  return sample;
}

// Every rule of the text format (https://prometheus.io/docs/instrumenting/exposition_formats/) and
// of the naming (https://prometheus.io/docs/practices/naming/) that a program can check.
void ExpectWellFormed(const std::string& page) {
  ASSERT_TRUE(absl::EndsWith(page, "\n"));
  std::vector<std::string> lines = absl::StrSplit(page, '\n');
  lines.pop_back();
  const std::regex help(R"(# HELP ([a-z_]+) [A-Z].*\.)");
  const std::regex type(R"(# TYPE ([a-z_]+) (counter|gauge|histogram))");
  const std::regex sample(R"re(([a-z_]+)(\{[a-z]+="[^"\\]*"\})? ([0-9.e+-]+))re");
  std::map<std::string, std::string> types;
  std::set<std::string> helps;
  std::set<std::string> samples;
  std::string family;
  for (const std::string& line : lines) {
    std::smatch parts;
    if (std::regex_match(line, parts, help)) {
      EXPECT_TRUE(helps.insert(parts[1]).second) << "twice: " << line;
    } else if (std::regex_match(line, parts, type)) {
      family = parts[1];
      EXPECT_TRUE(helps.count(family)) << "no help: " << line;
      EXPECT_TRUE(types.emplace(family, parts[2]).second) << "twice: " << line;
      EXPECT_EQ(absl::EndsWith(family, "_total"), parts[2] == "counter") << line;
      EXPECT_TRUE(absl::StartsWith(family, "ircserv_") || absl::StartsWith(family, "process_"));
    } else if (std::regex_match(line, parts, sample)) {
      EXPECT_EQ(FamilyOf(parts[1], types), family) << "families stay together: " << line;
      EXPECT_TRUE(samples.insert(absl::StrCat(parts[1].str(), parts[2].str())).second)
          << "twice: " << line;
    } else {
      ADD_FAILURE() << "not of the format: " << line;
    }
  }
  EXPECT_EQ(helps.size(), types.size());
}

TEST(MetricsPage, IsOfTheFormat) {
  Metrics metrics(CommandCount());
  ExpectWellFormed(MetricsPage(metrics, kNow));
  for (CommandMetrics& command : metrics.commands) command.uses.Add();
  metrics.unknown_command.uses.Add(123'456'789);
  metrics.commands[3].timed.Add();
  metrics.commands[3].nanoseconds.Add(1);
  metrics.turns.Observe(absl::Seconds(3));
  metrics.sent_bytes.Set(uint64_t{1} << 40);
  ExpectWellFormed(MetricsPage(metrics, kNow));
}

TEST(MetricsPage, ShowsWhatWasCounted) {
  Metrics metrics(CommandCount());
  metrics.accepted.Add(7);
  metrics.refused[static_cast<size_t>(RefusalReason::kThrottled)].Add(2);
  metrics.ended[static_cast<size_t>(EndReason::kSendQueue)].Add();
  metrics.send_queue_max_bytes.Set(4711);
  metrics.sent_bytes.Set(123'456'789'012);
  const std::string page = MetricsPage(metrics, kNow);
  EXPECT_THAT(page, HasSubstr("\nircserv_connections_accepted_total 7\n"));
  EXPECT_THAT(page, HasSubstr("ircserv_connections_refused_total{reason=\"throttled\"} 2\n"));
  EXPECT_THAT(page, HasSubstr("ircserv_connections_refused_total{reason=\"full\"} 0\n"));
  EXPECT_THAT(page, HasSubstr("ircserv_sessions_ended_total{reason=\"send_queue\"} 1\n"));
  EXPECT_THAT(page, HasSubstr("\nircserv_send_queue_max_bytes 4711\n"));
  EXPECT_THAT(page, HasSubstr("\nircserv_sent_bytes_total 123456789012\n"));
  EXPECT_THAT(page, HasSubstr("\nircserv_build_info{version=\"ircserv-"));
}

TEST(MetricsPage, CommandsThatNobodyUsedAreLeftOut) {
  Metrics metrics(CommandCount());
  const size_t join = *FactsOf("JOIN #c").command;
  metrics.commands[join].uses.Add(3);
  metrics.commands[join].timed.Add(2);
  metrics.commands[join].nanoseconds.Add(1'500'000'000);
  const std::string page = MetricsPage(metrics, kNow);
  EXPECT_THAT(page, HasSubstr("ircserv_commands_total{command=\"JOIN\"} 3\n"));
  EXPECT_THAT(page, HasSubstr("ircserv_sampled_commands_total{command=\"JOIN\"} 2\n"));
  EXPECT_THAT(page, HasSubstr("ircserv_sampled_commands_seconds_total{command=\"JOIN\"} 1.5\n"));
  EXPECT_THAT(page, Not(HasSubstr("PART")));
}

TEST(MetricsPage, HistogramsCountUpToInfinity) {
  Metrics metrics(CommandCount());
  metrics.turns.Observe(absl::Microseconds(1));
  metrics.turns.Observe(absl::Nanoseconds(2500));  // a bucket includes its upper bound
  metrics.turns.Observe(absl::Milliseconds(1));
  metrics.turns.Observe(absl::Seconds(2));
  const std::string page = MetricsPage(metrics, kNow);
  const std::string name = "ircserv_loop_turn_duration_seconds";
  EXPECT_THAT(page, HasSubstr(absl::StrCat(name, "_bucket{le=\"2.5e-06\"} 2\n")));
  EXPECT_THAT(page, HasSubstr(absl::StrCat(name, "_bucket{le=\"0.00025\"} 2\n")));
  EXPECT_THAT(page, HasSubstr(absl::StrCat(name, "_bucket{le=\"0.001\"} 3\n")));
  EXPECT_THAT(page, HasSubstr(absl::StrCat(name, "_bucket{le=\"1\"} 3\n")));
  EXPECT_THAT(page, HasSubstr(absl::StrCat(name, "_bucket{le=\"+Inf\"} 4\n")));
  EXPECT_THAT(page, HasSubstr(absl::StrCat(name, "_count 4\n")));
  EXPECT_THAT(page, HasSubstr(absl::StrCat(name, "_sum 2.0010035")));
}

TEST(MetricsPage, KnowsThisProcess) {
  const std::string page = MetricsPage(Metrics(CommandCount()), kNow);
  std::smatch parts;
  ASSERT_TRUE(
      std::regex_search(page, parts, std::regex("\nprocess_resident_memory_bytes ([0-9]+)\n")));
  EXPECT_GT(std::atoll(parts[1].str().c_str()), 1 << 20);
}

TEST(MetricsPage, SaysHowManyDaysCertificatesHave) {
  Metrics metrics(0);
  EXPECT_THAT(MetricsPage(metrics, kNow), Not(HasSubstr("ircserv_certificate_days")));
  metrics.certificates.store(
      std::make_shared<const std::vector<CertificateEnd>>(std::vector<CertificateEnd>{
          {"/etc/a.pem", kNow + absl::Hours(36)}, {"/etc/b.pem", kNow - absl::Hours(24)}}));
  metrics.refused_certificates.Set(1);
  const std::string page = MetricsPage(metrics, kNow);
  ExpectWellFormed(page);
  EXPECT_THAT(page, HasSubstr("\nircserv_certificate_days{file=\"/etc/a.pem\"} 1.5\n"));
  EXPECT_THAT(page, HasSubstr("\nircserv_certificate_days{file=\"/etc/b.pem\"} -1\n"));
  EXPECT_THAT(page, HasSubstr("\nircserv_certificates_refused 1\n"));
}

// The number after `name`.
double ValueOf(const std::string& page, const std::string& name) {
  const size_t at = page.find(absl::StrCat("\n", name, " "));
  EXPECT_NE(at, std::string::npos) << name;
  return at == std::string::npos ? 0 : std::atof(&page[at + name.size() + 2]);
}

TEST(MetricsPage, SaysWhenTheProcessStarted) {
  const double start = ValueOf(MetricsPage(Metrics(0), kNow), "process_start_time_seconds");
  const double now = absl::ToDoubleSeconds(absl::Now() - absl::UnixEpoch());
  EXPECT_LT(start, now + 1.0);
  EXPECT_GT(start, now - 3600.0);
  // A change would be a restart.
  EXPECT_EQ(ValueOf(MetricsPage(Metrics(0), kNow + absl::Hours(1)), "process_start_time_seconds"),
            start);
}

}  // namespace
}  // namespace irc

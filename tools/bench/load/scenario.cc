#include "tools/bench/load/scenario.h"

#include <algorithm>
#include <charconv>

#include "tools/bench/load/clock.h"

namespace bench {
namespace {

// The number of registrations in flight.
constexpr int kRegisteringAtOnce = 200;

}  // namespace

void Register(Clients& clients, int count) {
  const int first = static_cast<int>(clients.size());
  const Phase phase(0);
  int registered = 0;
  std::vector<bool> done(static_cast<size_t>(first + count));
  while (registered < count) {
    phase.CheckPatience();
    while (static_cast<int>(clients.size()) - first < count &&
           static_cast<int>(clients.size()) - first - registered < kRegisteringAtOnce) {
      const int client = clients.Connect();
      const std::string nick = "u" + std::to_string(client);
      clients.Say(client, "NICK " + nick + "\r\nUSER " + nick + " 0 * :A client\r\n");
    }
    clients.Turn(100, [&](int client, absl::string_view line) {
      const absl::string_view command = CommandOf(line);
      if (command != "376" && command != "422") return;
      if (client < first || done[static_cast<size_t>(client)]) return;
      done[static_cast<size_t>(client)] = true;
      ++registered;
    });
  }
}

void Join(Clients& clients, int first, int last, const std::string& channel) {
  const Phase phase(0);
  int joined = 0;
  for (int client = first; client < last; ++client) {
    clients.Say(client, "JOIN " + channel + "\r\n");
    if ((client - first) % 50 != 49 && client + 1 != last) continue;
    while (joined <= client - first) {
      phase.CheckPatience();
      clients.Turn(100, [&](int, absl::string_view line) {
        if (CommandOf(line) == "366") ++joined;
      });
    }
  }
}

void Settle(Clients& clients) {
  const Phase phase(0);
  int64_t last_ns = NowNanoseconds();
  while (NowNanoseconds() - last_ns < 200'000'000) {
    phase.CheckPatience();
    clients.Turn(50, [&](int, absl::string_view) { last_ns = NowNanoseconds(); });
  }
}

Phase::Phase(int pid) : pid_(pid), cpu_(CpuNanoseconds(pid)), wall_(NowNanoseconds()) {}

double Phase::cpu_seconds() const { return static_cast<double>(CpuNanoseconds(pid_) - cpu_) / 1e9; }

double Phase::wall_seconds() const { return static_cast<double>(NowNanoseconds() - wall_) / 1e9; }

void Phase::CheckPatience() const {
  if (NowNanoseconds() - wall_ > kPatienceNanoseconds) Die("the server takes too long");
}

Figures Measurement::Finish(int64_t delivered) {
  const double cpu = phase_.cpu_seconds() - cpu_before_;
  const double counted = static_cast<double>(delivered - std::max<int64_t>(counted_from_, 0));
  Figures figures = {{"deliveries", counted},
                     {"cpu_seconds", cpu},
                     {"per_cpu_second", counted / cpu},
                     {"wall_seconds", phase_.wall_seconds()}};
  latencies_.AddTo(figures);
  return figures;
}

Pace::Pace(int rate, int64_t messages)
    : rate_(rate), messages_(messages), start_ns_(NowNanoseconds()) {}

int64_t Pace::Due() const {
  if (rate_ == 0) return messages_;
  return std::min((NowNanoseconds() - start_ns_) / (1'000'000'000 / rate_) + 1, messages_);
}

std::string NumberedMessage(absl::string_view target, int sender, int64_t number) {
  std::string line = "PRIVMSG ";
  line.append(target.data(), target.size());
  line += " :" + std::to_string(sender) + " " + std::to_string(number) + " ";
  line += "the quick brown fox jumps over the lazy dog, and the dog does not mind\r\n";
  return line;
}

bool ParseNumbered(absl::string_view line, Numbered& message) {
  if (CommandOf(line) != "PRIVMSG") return false;
  const size_t colon = line.find(" :", 1);
  if (colon == absl::string_view::npos) return false;
  const char* const end = line.data() + line.size();
  const auto sender = std::from_chars(line.data() + colon + 2, end, message.sender);
  if (sender.ec != std::errc() || sender.ptr == end) return false;
  return std::from_chars(sender.ptr + 1, end, message.number).ec == std::errc();
}

absl::string_view CommandOf(absl::string_view line) {
  if (!line.empty() && line[0] == ':') {
    const size_t space = line.find(' ');
    if (space == absl::string_view::npos) return {};
    line.remove_prefix(space + 1);
  }
  return line.substr(0, line.find(' '));
}

void Latencies::AddTo(Figures& figures) {
  if (all_.empty()) return;
  std::sort(all_.begin(), all_.end());
  const auto at = [&](double part) {
    const size_t index = static_cast<size_t>(part * static_cast<double>(all_.size() - 1));
    return static_cast<double>(all_[index]) / 1e6;
  };
  figures.emplace_back("p50_ms", at(0.5));
  figures.emplace_back("p99_ms", at(0.99));
  figures.emplace_back("max_ms", at(1.0));
}

}  // namespace bench

// The parts that all scenarios share: registered clients in channels, messages that carry the
// number of their sender and their own, and a measured phase.
#ifndef IRCSERV_TOOLS_BENCH_LOAD_SCENARIO_H_
#define IRCSERV_TOOLS_BENCH_LOAD_SCENARIO_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "tools/bench/load/clients.h"

namespace bench {

// The command line.
struct Options {
  ServerAddress server;
  int pid = 0;  // of the server, for its CPU time and memory
  int clients = 0;
  int window = 1;        // messages in flight of a sender
  int rate = 0;          // messages a second; 0: as many as the window allows
  int64_t messages = 0;  // of the measured phase
};

// Figures by name, printed as one object of JSON.
using Figures = std::vector<std::pair<std::string, double>>;

// The scenarios, one file each.
Figures RunFanOut(const Options& options);
Figures RunSmallChannels(const Options& options);
Figures RunPrivateMessages(const Options& options);
Figures RunRegistrations(const Options& options);
Figures RunJoinsAndQuits(const Options& options);
Figures RunIdle(const Options& options);
Figures RunSlowReader(const Options& options);
Figures RunHandshakes(const Options& options);

// Registers `count` more clients as u<number>.
void Register(Clients& clients, int count);

// Makes the clients [first, last) join `channel`; returns when each has received the end of NAMES
// and all JOINs have been read.
void Join(Clients& clients, int first, int last, const std::string& channel);

// Reads until no line has arrived for 200 ms.
void Settle(Clients& clients);

// The CPU time of the server, and the wall time, since the construction of this object.
class Phase {
 public:
  explicit Phase(int pid);
  double cpu_seconds() const;
  double wall_seconds() const;
  // Dies when the phase has lasted longer than the timeout.
  void CheckPatience() const;

 private:
  const int pid_;
  const int64_t cpu_;
  const int64_t wall_;
};

// Sender 7 and number 12 give "PRIVMSG <target> :7 12 ...", about 100 bytes.
std::string NumberedMessage(absl::string_view target, int sender, int64_t number);

struct Numbered {
  int sender = 0;
  int64_t number = 0;
};
// Reads the numbers of a delivered PRIVMSG; returns false for every other line.
bool ParseNumbered(absl::string_view line, Numbered& message);

// The command of a line from the server: its second word, or its first if it has no source.
absl::string_view CommandOf(absl::string_view line);

// Times from sending to delivery.
class Latencies {
 public:
  void Add(int64_t nanoseconds) { all_.push_back(nanoseconds); }
  void AddTo(Figures& figures);  // p50_ms, p99_ms, max_ms

 private:
  std::vector<int64_t> all_;
};

// The measured part of a run. The first tenth of the deliveries warms up the server and is left
// out.
class Measurement {
 public:
  // `deliveries` is their number in the whole run.
  Measurement(int pid, int64_t deliveries) : phase_(pid), warm_(deliveries / 10) {}

  // `delivered` is the number of deliveries until now.
  void Note(int64_t delivered) {
    phase_.CheckPatience();
    if (!warming() || delivered < warm_) return;
    counted_from_ = delivered;
    cpu_before_ = phase_.cpu_seconds();
  }
  void AddLatency(int64_t nanoseconds) {
    if (!warming()) latencies_.Add(nanoseconds);
  }
  Figures Finish(int64_t delivered);

 private:
  bool warming() const { return counted_from_ < 0; }

  const Phase phase_;
  const int64_t warm_;
  int64_t counted_from_ = -1;
  double cpu_before_ = 0;
  Latencies latencies_;
};

// The number of messages that are due at a rate per second; all of them at rate 0.
class Pace {
 public:
  Pace(int rate, int64_t messages);
  int64_t Due() const;
  // The timeout of a turn.
  int WaitMilliseconds() const { return rate_ > 0 ? 1 : 100; }

 private:
  const int rate_;
  const int64_t messages_;
  const int64_t start_ns_;
};

}  // namespace bench

#endif  // IRCSERV_TOOLS_BENCH_LOAD_SCENARIO_H_

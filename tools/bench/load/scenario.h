// What every scenario is made of: clients that are registered and in their channels, messages that
// carry who sent them and as which, and a measured phase.
#ifndef IRCSERV_TOOLS_BENCH_LOAD_SCENARIO_H_
#define IRCSERV_TOOLS_BENCH_LOAD_SCENARIO_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "tools/bench/load/clients.h"

namespace bench {

// What the command line says.
struct Options {
  ServerAddress server;
  int pid = 0;  // whose CPU seconds and memory are measured
  int clients = 0;
  int window = 1;        // messages that a sender has under way
  int rate = 0;          // messages a second; 0: as many as the window allows
  int64_t messages = 0;  // of the measured phase
};

// Figures by name, printed as one object of JSON.
using Figures = std::vector<std::pair<std::string, double>>;

// Each in a file of its own.
Figures RunFanOut(const Options& options);
Figures RunSmallChannels(const Options& options);
Figures RunPrivateMessages(const Options& options);
Figures RunRegistrations(const Options& options);
Figures RunJoinsAndQuits(const Options& options);
Figures RunIdle(const Options& options);
Figures RunSlowReader(const Options& options);
Figures RunHandshakes(const Options& options);

// `count` more clients, each registered as u<number>.
void Register(Clients& clients, int count);

// All clients of [first, last) join `channel`; returns when each has seen the end of its NAMES, and
// the others' JOINs have been read.
void Join(Clients& clients, int first, int last, const std::string& channel);

// Reads until nothing has come for 200 ms.
void Settle(Clients& clients);

// The work of the server from its making on.
class Phase {
 public:
  explicit Phase(int pid);
  double cpu_seconds() const;
  double wall_seconds() const;
  // Dies when the phase has lasted beyond all patience.
  void CheckPatience() const;

 private:
  const int pid_;
  const int64_t cpu_;
  const int64_t wall_;
};

// "u7" + 12 -> "PRIVMSG <target> :7 12 ........", some 100 bytes long.
std::string NumberedMessage(absl::string_view target, int sender, int64_t number);

struct Numbered {
  int sender = 0;
  int64_t number = 0;
};
// What a delivered PRIVMSG carries; false for every other line.
bool ParseNumbered(absl::string_view line, Numbered& message);

// The command of a line from the server: its second word, or its first without a source.
absl::string_view CommandOf(absl::string_view line);

// Times from sending to delivery.
class Latencies {
 public:
  void Add(int64_t nanoseconds) { all_.push_back(nanoseconds); }
  void AddTo(Figures& figures);  // p50_ms, p99_ms, max_ms

 private:
  std::vector<int64_t> all_;
};

// The part of a run that counts: after its first tenth, which warms up the server.
class Measurement {
 public:
  // `deliveries` are all that the run has.
  Measurement(int pid, int64_t deliveries) : phase_(pid), warm_(deliveries / 10) {}

  // So many messages have been delivered until now.
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

// How many messages are to be sent until now, at a rate; all of them without one.
class Pace {
 public:
  Pace(int rate, int64_t messages);
  int64_t Due() const;
  // How long a turn may wait.
  int WaitMilliseconds() const { return rate_ > 0 ? 1 : 100; }

 private:
  const int rate_;
  const int64_t messages_;
  const int64_t start_ns_;
};

}  // namespace bench

#endif  // IRCSERV_TOOLS_BENCH_LOAD_SCENARIO_H_

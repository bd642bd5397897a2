// Runs one scenario against a server on this machine and prints its figures as one line of JSON.
//
//   load SCENARIO --port=6667 --pid=1234 [--tls] [--clients=N] [--window=N] [--rate=N]
//        [--messages=N]
//
// A lost, duplicated or reordered message ends the run with status 1. Every wait for the server has
// a timeout of two minutes.
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "tools/bench/load/clock.h"
#include "tools/bench/load/scenario.h"

namespace {

struct Scenario {
  const char* name;
  bench::Figures (*run)(const bench::Options&);
};

constexpr Scenario kScenarios[] = {
    {"fan_out", bench::RunFanOut},
    {"small_channels", bench::RunSmallChannels},
    {"private_messages", bench::RunPrivateMessages},
    {"registrations", bench::RunRegistrations},
    {"joins_and_quits", bench::RunJoinsAndQuits},
    {"idle", bench::RunIdle},
    {"slow_reader", bench::RunSlowReader},
    {"handshakes", bench::RunHandshakes},
};

void ReadFlag(const std::string& flag, bench::Options& options) {
  if (flag == "--tls") {
    options.server.tls = true;
    return;
  }
  const size_t equals = flag.find('=');
  const std::string name = flag.substr(0, equals);
  const int64_t value = equals == std::string::npos ? 0 : std::atoll(flag.c_str() + equals + 1);
  if (name == "--port") {
    options.server.port = static_cast<int>(value);
  } else if (name == "--pid") {
    options.pid = static_cast<int>(value);
  } else if (name == "--clients") {
    options.clients = static_cast<int>(value);
  } else if (name == "--window") {
    options.window = static_cast<int>(value);
  } else if (name == "--rate") {
    options.rate = static_cast<int>(value);
  } else if (name == "--messages") {
    options.messages = value;
  } else {
    bench::Die("there is no flag " + flag);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) bench::Die("usage: load SCENARIO --port=N --pid=N [flags]");
  bench::Options options;
  for (int i = 2; i < argc; ++i) ReadFlag(argv[i], options);
  rlimit limit = {};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  for (const Scenario& scenario : kScenarios) {
    if (std::string(argv[1]) != scenario.name) continue;
    const char* separator = "{";
    for (const auto& [name, value] : scenario.run(options)) {
      std::printf("%s\"%s\": %.9g", separator, name.c_str(), value);
      separator = ", ";
    }
    std::printf("}\n");
    return 0;
  }
  bench::Die(std::string("there is no scenario ") + argv[1]);
}

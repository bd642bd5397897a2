// Connects N clients to a server on this machine, registers them, and says how much memory the
// server's process has with all of them idle.
//
//   idle_clients PORT PID [CLIENTS [STAY_SECONDS [PASSWORD]]]
//
// The clients come from 127.0.0.2, 127.0.0.3, ... so that their ports do not run out and no limit
// per address is in their way. Bounded: at most 50,000 clients, and 120 seconds for each of
// registering and staying.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

namespace {

constexpr int kClientsMax = 50'000;
constexpr int kSecondsMax = 120;
constexpr int kPerAddress = 1000;
constexpr int kAtOnce = 500;  // registrations that are under way

struct Client {
  int fd = -1;
  std::string text;
  bool registered = false;
};

double Now() {
  timespec now = {};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

[[noreturn]] void Die(const std::string& why) {
  std::fprintf(stderr, "idle_clients: %s\n", why.c_str());
  std::exit(1);
}

// "VmRSS: 1234 kB"; 0 when there is no such process.
long Kilobytes(const std::string& pid, const std::string& name) {
  std::ifstream status("/proc/" + pid + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind(name + ":", 0) == 0) return std::atol(line.c_str() + name.size() + 1);
  }
  return 0;
}

Client Connect(int number, int port, const std::string& password) {
  Client client;
  client.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (client.fd < 0) Die(std::string("socket: ") + strerror(errno));
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl((127u << 24) + 2 + static_cast<unsigned>(number / kPerAddress));
  if (bind(client.fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    Die(std::string("bind: ") + strerror(errno));
  }
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  if (connect(client.fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    Die(std::string("connect: ") + strerror(errno));
  }
  const std::string nick = "idle" + std::to_string(number);
  const std::string hello = (password.empty() ? "" : "PASS " + password + "\r\n") + "NICK " + nick +
                            "\r\nUSER " + nick + " 0 * :Idle client\r\n";
  if (send(client.fd, hello.data(), hello.size(), MSG_NOSIGNAL) < 0) {
    Die(std::string("send: ") + strerror(errno));
  }
  return client;
}

// Reads what is there; true when the client has become registered by it.
bool Read(Client& client) {
  char buffer[16384];
  const ssize_t count = recv(client.fd, buffer, sizeof(buffer), MSG_DONTWAIT);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return false;
  if (count <= 0) Die("the server has closed a connection; it said: " + client.text);
  if (client.registered) return false;
  client.text.append(buffer, static_cast<size_t>(count));
  // The end of the MOTD, or that there is none: the last that everybody gets.
  client.registered = client.text.find(" 376 ") != std::string::npos ||
                      client.text.find(" 422 ") != std::string::npos;
  if (client.registered) std::string().swap(client.text);
  return client.registered;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) Die("usage: idle_clients PORT PID [CLIENTS [STAY_SECONDS [PASSWORD]]]");
  const int port = std::atoi(argv[1]);
  const std::string pid = argv[2];
  const int wanted = std::min(argc > 3 ? std::atoi(argv[3]) : 10'000, kClientsMax);
  const int stay_seconds = std::clamp(argc > 4 ? std::atoi(argv[4]) : 0, 0, kSecondsMax);
  const std::string password = argc > 5 ? argv[5] : "";
  rlimit limit = {};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);

  std::printf("before: VmRSS %ld kB\n", Kilobytes(pid, "VmRSS"));
  const double start = Now();
  std::vector<Client> clients;
  std::vector<pollfd> waits;
  int registered = 0;
  while (registered < wanted) {
    if (Now() - start > kSecondsMax) Die("it took too long");
    while (static_cast<int>(clients.size()) < wanted &&
           static_cast<int>(clients.size()) - registered < kAtOnce) {
      clients.push_back(Connect(static_cast<int>(clients.size()), port, password));
      waits.push_back({.fd = clients.back().fd, .events = POLLIN, .revents = 0});
    }
    poll(waits.data(), waits.size(), 1000);
    for (size_t i = 0; i < waits.size(); ++i) {
      if (waits[i].revents != 0 && Read(clients[i])) ++registered;
    }
  }
  std::printf("%d clients registered in %.1f s\n", registered, Now() - start);
  // What the last ones were sent besides.
  while (poll(waits.data(), waits.size(), 500) > 0) {
    for (size_t i = 0; i < waits.size(); ++i) {
      if (waits[i].revents != 0) Read(clients[i]);
    }
  }
  std::printf("idle: VmRSS %ld kB (RssAnon %ld, RssFile %ld), peak %ld kB\n",
              Kilobytes(pid, "VmRSS"), Kilobytes(pid, "RssAnon"), Kilobytes(pid, "RssFile"),
              Kilobytes(pid, "VmHWM"));
  std::fflush(stdout);
  sleep(static_cast<unsigned>(stay_seconds));
  return 0;
}

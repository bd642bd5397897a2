#include "tools/bench/load/clients.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "tools/bench/load/clock.h"

namespace bench {
namespace {

constexpr int kPerAddress = 1000;
constexpr size_t kReadBytes = 256 << 10;

std::string Error(const char* what) { return std::string(what) + ": " + std::strerror(errno); }

}  // namespace

struct Events {
  std::array<epoll_event, 512> list;
};

Clients::Clients(ServerAddress server)
    : server_(server),
      epoll_(epoll_create1(EPOLL_CLOEXEC)),
      events_(std::make_unique<Events>()),
      buffer_(std::make_unique<char[]>(kReadBytes)) {
  if (server_.tls) {
    context_ = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_session_cache_mode(context_, SSL_SESS_CACHE_OFF);
  }
}

Clients::~Clients() {
  for (size_t i = 0; i < clients_.size(); ++i) Close(static_cast<int>(i));
  close(epoll_);
  if (context_ != nullptr) SSL_CTX_free(context_);
}

int Clients::Connect() {
  const int number = static_cast<int>(clients_.size());
  auto client = std::make_unique<Client>();
  client->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (client->fd < 0) Die(Error("socket"));
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr =
      htonl((127u << 24) + 2 + static_cast<unsigned>(number / kPerAddress) % 250);
  const int on = 1;
  setsockopt(client->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof(on));
  if (bind(client->fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    Die(Error("bind"));
  }
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(server_.port));
  if (connect(client->fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    Die(Error("connect"));
  }
  setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  if (server_.tls) {
    client->tls = SSL_new(context_);
    SSL_set_fd(client->tls, client->fd);
    if (SSL_connect(client->tls) != 1) Die("the TLS handshake failed");
    SSL_set_mode(client->tls, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  }
  fcntl(client->fd, F_SETFL, fcntl(client->fd, F_GETFL) | O_NONBLOCK);
  clients_.push_back(std::move(client));
  epoll_event event = {.events = EPOLLIN, .data = {.fd = number}};
  if (epoll_ctl(epoll_, EPOLL_CTL_ADD, clients_[number]->fd, &event) != 0) Die(Error("epoll_ctl"));
  return number;
}

void Clients::Close(int client) {
  Client& of = *clients_[client];
  if (of.fd < 0) return;
  if (of.tls != nullptr) SSL_free(of.tls);
  of.tls = nullptr;
  close(of.fd);
  of.fd = -1;
  std::string().swap(of.out);
}

void Clients::Say(int client, absl::string_view line) {
  Client& of = *clients_[client];
  of.out.append(line.data(), line.size());
  if (of.speaks) return;
  of.speaks = true;
  speaking_.push_back(client);
}

void Clients::SetReading(int client, bool reading) {
  clients_[client]->reading = reading;
  Watch(client);
}

void Clients::Watch(int client) {
  const Client& of = *clients_[client];
  epoll_event event = {.events = (of.reading ? EPOLLIN : 0u) | (of.wants_write ? EPOLLOUT : 0u),
                       .data = {.fd = client}};
  if (epoll_ctl(epoll_, EPOLL_CTL_MOD, of.fd, &event) != 0) Die(Error("epoll_ctl"));
}

int Clients::Wait(int milliseconds) {
  const int timeout = speaking_.empty() ? milliseconds : 0;
  return epoll_wait(epoll_, events_->list.data(), static_cast<int>(events_->list.size()), timeout);
}

int Clients::ReadyClient(int index) const {
  return events_->list[static_cast<size_t>(index)].data.fd;
}

bool Clients::Read(int client) {
  Client& of = *clients_[client];
  if (of.fd < 0) return true;  // closed earlier in this turn
  if (of.wants_write) Write(client);
  if (of.tls != nullptr) {
    while (true) {
      const int count = SSL_read(of.tls, buffer_.get(), kReadBytes);
      if (count <= 0) return SSL_get_error(of.tls, count) == SSL_ERROR_WANT_READ;
      of.in.append(buffer_.get(), static_cast<size_t>(count));
      if (SSL_pending(of.tls) == 0) return true;
    }
  }
  const ssize_t count = recv(of.fd, buffer_.get(), kReadBytes, MSG_DONTWAIT);
  if (count < 0) return errno == EAGAIN || errno == EINTR;
  of.in.append(buffer_.get(), static_cast<size_t>(count));
  return count > 0;
}

void Clients::Flush() {
  for (int client : std::exchange(speaking_, {})) {
    clients_[client]->speaks = false;
    if (clients_[client]->fd >= 0) Write(client);
  }
}

void Clients::Write(int client) {
  Client& of = *clients_[client];
  if (!of.out.empty()) {
    const ssize_t count =
        of.tls != nullptr ? SSL_write(of.tls, of.out.data(), static_cast<int>(of.out.size()))
                          : send(of.fd, of.out.data(), of.out.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count > 0) of.out.erase(0, static_cast<size_t>(count));
  }
  if (of.wants_write == !of.out.empty()) return;
  of.wants_write = !of.out.empty();
  Watch(client);
}

void Clients::EndedEarly() { Die("the server has closed a connection"); }

}  // namespace bench

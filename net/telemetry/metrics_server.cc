#include "net/telemetry/metrics_server.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "core/check.h"

namespace irc {
namespace {

// At this number of connections a new one replaces the oldest.
constexpr size_t kClientsMax = 16;
constexpr size_t kRequestBytesMax = 8 << 10;
constexpr std::chrono::seconds kPatience{10};

std::string Response(absl::string_view status, absl::string_view type, absl::string_view body,
                     bool with_body, absl::string_view more_headers = "") {
  return absl::StrCat("HTTP/1.1 ", status, "\r\nContent-Type: ", type,
                      "\r\nContent-Length: ", body.size(), "\r\nConnection: close\r\n",
                      more_headers, "\r\n", with_body ? body : "");
}

}  // namespace

// The subset of HTTP/1.1 (https://www.rfc-editor.org/rfc/rfc9112.html) that a client of one page
// needs.
std::string AnswerHttp(absl::string_view head, const std::function<std::string()>& page) {
  constexpr absl::string_view kText = "text/plain; charset=utf-8";
  const std::vector<absl::string_view> words =
      absl::StrSplit(head.substr(0, head.find('\n')), absl::ByAnyChar(" \r"), absl::SkipEmpty());
  if (words.size() != 3 || !absl::StartsWith(words[2], "HTTP/1.")) {
    return Response("400 Bad Request", kText, "This is no request of HTTP/1.1.\n", true);
  }
  const bool head_only = words[0] == "HEAD";
  if (!head_only && words[0] != "GET") {
    return Response("405 Method Not Allowed", kText, "Only GET and HEAD are served.\n", true,
                    "Allow: GET, HEAD\r\n");
  }
  const absl::string_view path = words[1].substr(0, words[1].find('?'));
  if (path != "/metrics") {
    return Response("404 Not Found", kText, "The metrics of ircserv are at /metrics\n", !head_only);
  }
  return Response("200 OK", "text/plain; version=0.0.4; charset=utf-8", page(), !head_only);
}

MetricsServer::MetricsServer(std::vector<Listener> listeners, std::function<std::string()> page)
    : listeners_(std::move(listeners)),
      page_(std::move(page)),
      stop_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      thread_([this] { Run(); }) {
  IRC_CHECK(stop_.valid(), "a server starts before its descriptors run out");
}

MetricsServer::~MetricsServer() {
  const uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(stop_.get(), &one, sizeof(one));
  thread_.join();
}

void MetricsServer::Run() {
  std::vector<pollfd> ready;
  while (true) {
    ready.assign(1, {.fd = stop_.get(), .events = POLLIN, .revents = 0});
    for (const Listener& listener : listeners_) {
      ready.push_back({.fd = listener.fd.get(), .events = POLLIN, .revents = 0});
    }
    for (const Client& client : clients_) {
      const short events = client.response.empty() ? POLLIN : POLLOUT;
      ready.push_back({.fd = client.fd.get(), .events = events, .revents = 0});
    }
    ::poll(ready.data(), ready.size(), clients_.empty() ? -1 : 1000);
    if (ready[0].revents != 0) return;
    const SteadyTime now = std::chrono::steady_clock::now();
    size_t next = 1 + listeners_.size();
    for (auto client = clients_.begin(); client != clients_.end();) {
      const bool idle = ready[next++].revents == 0;
      const bool stays = now < client->until && (idle || Serve(*client));
      client = stays ? std::next(client) : clients_.erase(client);
    }
    for (size_t i = 0; i < listeners_.size(); ++i) {
      if (ready[1 + i].revents != 0) Accept(listeners_[i]);
    }
  }
}

void MetricsServer::Accept(const Listener& listener) {
  Fd fd(::accept4(listener.fd.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (!fd.valid()) {
    // Without a free descriptor the listener stays readable. The thread closes its connections and
    // waits a second, because it would otherwise poll in a busy loop.
    if (errno == EMFILE || errno == ENFILE) {
      clients_.clear();
      pollfd stop = {.fd = stop_.get(), .events = POLLIN, .revents = 0};
      ::poll(&stop, 1, 1000);
    }
    return;
  }
  if (clients_.size() == kClientsMax) clients_.pop_front();
  clients_.push_back({.fd = std::move(fd),
                      .until = std::chrono::steady_clock::now() + kPatience,
                      .request = {},
                      .response = {}});
}

// Reads or writes once. False when the connection is finished.
bool MetricsServer::Serve(Client& client) {
  if (client.response.empty() && !Read(client)) return false;
  if (client.response.empty()) return true;
  const ssize_t count = ::send(client.fd.get(), client.response.data(), client.response.size(),
                               MSG_NOSIGNAL | MSG_DONTWAIT);
  if (count < 0) return errno == EAGAIN || errno == EINTR;
  client.response.erase(0, static_cast<size_t>(count));
  if (!client.response.empty()) return true;
  // Input is drained before the close: with unread input the system would send an RST, which can
  // make the client discard the response.
  ::shutdown(client.fd.get(), SHUT_WR);
  char rest[512];
  while (::recv(client.fd.get(), rest, sizeof(rest), MSG_DONTWAIT) > 0) {
  }
  return false;
}

bool MetricsServer::Read(Client& client) {
  char buffer[2048];
  const ssize_t count = ::recv(client.fd.get(), buffer, sizeof(buffer), MSG_DONTWAIT);
  if (count < 0) return errno == EAGAIN || errno == EINTR;
  if (count == 0) return false;
  client.request.append(buffer, static_cast<size_t>(count));
  const bool complete =
      absl::StrContains(client.request, "\r\n\r\n") || absl::StrContains(client.request, "\n\n");
  if (complete) {
    client.response = AnswerHttp(client.request, page_);
  } else if (client.request.size() > kRequestBytesMax) {
    client.response = Response("431 Request Header Fields Too Large", "text/plain",
                               "The request is too long.\n", true);
  }
  return true;
}

}  // namespace irc

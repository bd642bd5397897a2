#include "net/telemetry/metrics_server.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "core/check.h"
#include "net/http/http_response.h"

namespace irc {
namespace {

// At this number of connections a new one replaces the oldest.
constexpr size_t kClientsMax = 16;
constexpr std::chrono::seconds kPatience{10};

// A sentence for a person with curl.
absl::string_view SentenceOf(HttpStatus status) {
  switch (status) {
    case HttpStatus::kNotFound:
      return "There are /metrics, /healthz, /readyz and /status\n";
    case HttpStatus::kMethodNotAllowed:
      return "Only GET and HEAD are served.\n";
    case HttpStatus::kContentTooLarge:
    case HttpStatus::kUriTooLong:
    case HttpStatus::kHeaderFieldsTooLarge:
      return "The request is too long.\n";
    default:
      return "This is no request of HTTP/1.1.\n";
  }
}

std::string Sentence(HttpStatus status, bool without_body, absl::string_view text) {
  return HttpResponse{.status = status,
                      .content_type = "text/plain; charset=utf-8",
                      .body = text,
                      .without_body = without_body}
      .Text();
}

// The answer that all pages but /metrics give when the loop does not turn.
std::string LateSentence(absl::Duration waited) {
  return absl::StrCat("The server has not answered for ", absl::ToInt64Milliseconds(waited),
                      " milliseconds.\n");
}

std::string ReadySentence(const Status& status) {
  if (status.missing.empty()) return "ready\n";
  return absl::StrCat(absl::StrJoin(status.missing, "\n"), "\n");
}

std::string AnswerStatus(const HttpRequest& request, const StatusDesk::Answer& answer, bool local) {
  if (answer.status == nullptr) {
    return Sentence(HttpStatus::kServiceUnavailable, request.is_head, LateSentence(answer.waited));
  }
  const Status& status = *answer.status;
  if (request.Path() == "/healthz") return Sentence(HttpStatus::kOk, request.is_head, "ok\n");
  if (request.Path() == "/readyz") {
    return Sentence(status.missing.empty() ? HttpStatus::kOk : HttpStatus::kServiceUnavailable,
                    request.is_head, ReadySentence(status));
  }
  return HttpResponse{.content_type = "application/json",
                      .body = StatusJson(status, local),
                      .without_body = request.is_head}
      .Text();
}

}  // namespace

std::string AnswerMetrics(const HttpReading& reading, const MetricsSources& sources, bool local) {
  IRC_CHECK(reading.state != HttpReading::State::kMore, "an answer needs a request");
  const HttpRequest& request = reading.request;
  if (reading.state == HttpReading::State::kRefused) {
    return Sentence(reading.status, request.is_head, SentenceOf(reading.status));
  }
  const absl::string_view path = request.Path();
  if (path == "/healthz" || path == "/readyz" || path == "/status") {
    return AnswerStatus(request, sources.status(), local);
  }
  if (path != "/metrics") {
    return Sentence(HttpStatus::kNotFound, request.is_head, SentenceOf(HttpStatus::kNotFound));
  }
  return HttpResponse{.content_type = "text/plain; version=0.0.4; charset=utf-8",
                      .body = sources.metrics(),
                      .without_body = request.is_head}
      .Text();
}

MetricsServer::MetricsServer(std::vector<Listener> listeners, MetricsSources sources)
    : listeners_(std::move(listeners)),
      sources_(std::move(sources)),
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
                      .local = !listener.path.empty(),
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
  const HttpReading reading = ReadHttpRequest(client.request);
  if (reading.state != HttpReading::State::kMore) {
    client.response = AnswerMetrics(reading, sources_, client.local);
  }
  return true;
}

}  // namespace irc

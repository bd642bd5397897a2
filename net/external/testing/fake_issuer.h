// An issuer of tokens at 127.0.0.1 that gives one answer to each request, and remembers the
// request.
#ifndef IRCSERV_NET_EXTERNAL_TESTING_FAKE_ISSUER_H_
#define IRCSERV_NET_EXTERNAL_TESTING_FAKE_ISSUER_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "net/io/fd.h"

namespace irc {

class FakeIssuer {
 public:
  // `answer`: a whole answer of HTTP; empty: it never answers.
  explicit FakeIssuer(std::string answer)
      : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), answer_(std::move(answer)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    ::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), size);
    ::listen(listener_.get(), 8);
    ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { Serve(); });
  }
  ~FakeIssuer() {
    ::shutdown(listener_.get(), SHUT_RDWR);
    thread_.join();
  }

  std::string url() const { return absl::StrCat("http://127.0.0.1:", port_, "/introspect"); }

  std::string request() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return request_;
  }

 private:
  static bool IsWhole(const std::string& request) {
    const size_t end = request.find("\r\n\r\n");
    const size_t length = request.find("Content-Length: ");
    if (end == std::string::npos || length == std::string::npos) return false;
    size_t bytes = 0;
    const size_t number = length + 16;
    return absl::SimpleAtoi(request.substr(number, request.find('\r', number) - number), &bytes) &&
           request.size() >= end + 4 + bytes;
  }

  void Serve() {
    while (true) {
      const Fd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (!socket.valid()) return;
      std::string request;
      char buffer[4096];
      ssize_t got = 1;
      while (!IsWhole(request) && got > 0) {
        got = ::recv(socket.get(), buffer, sizeof(buffer), 0);
        if (got > 0) request.append(buffer, static_cast<size_t>(got));
      }
      {
        const std::lock_guard<std::mutex> lock(mutex_);
        request_ = std::move(request);
      }
      if (answer_.empty()) {
        while (::recv(socket.get(), buffer, sizeof(buffer), 0) > 0) continue;
      }
      ::send(socket.get(), answer_.data(), answer_.size(), MSG_NOSIGNAL);
    }
  }

  const Fd listener_;
  const std::string answer_;
  uint16_t port_ = 0;
  std::mutex mutex_;
  std::string request_;
  std::thread thread_;
};

// An answer with the status 200.
inline std::string OkAnswer(absl::string_view body) {
  return absl::StrCat("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ",
                      body.size(), "\r\nConnection: close\r\n\r\n", body);
}

}  // namespace irc

#endif  // IRCSERV_NET_EXTERNAL_TESTING_FAKE_ISSUER_H_

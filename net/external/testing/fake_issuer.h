// An issuer of tokens at 127.0.0.1, with TLS or without, that gives one answer to each request, and
// remembers the request.
#ifndef IRCSERV_NET_EXTERNAL_TESTING_FAKE_ISSUER_H_
#define IRCSERV_NET_EXTERNAL_TESTING_FAKE_ISSUER_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/bio.h>
#include <openssl/ssl.h>
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
  // `answer`: a whole answer of HTTP; empty: it never answers. `pem`: a file with the certificate
  // and the key; empty: no TLS.
  explicit FakeIssuer(std::string answer, const std::string& pem = "")
      : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), answer_(std::move(answer)) {
    if (!pem.empty()) {
      tls_ = ::SSL_CTX_new(::TLS_server_method());
      ::SSL_CTX_use_certificate_file(tls_, pem.c_str(), SSL_FILETYPE_PEM);
      ::SSL_CTX_use_PrivateKey_file(tls_, pem.c_str(), SSL_FILETYPE_PEM);
    }
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
    ::SSL_CTX_free(tls_);
  }

  std::string url(absl::string_view host = "127.0.0.1") const {
    return absl::StrCat(tls_ == nullptr ? "http://" : "https://", host, ":", port_, "/introspect");
  }

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
      BIO* wire = ::BIO_new_socket(socket.get(), BIO_NOCLOSE);
      if (tls_ != nullptr) wire = ::BIO_push(::BIO_new_ssl(tls_, /*client=*/0), wire);
      Answer(wire);
      ::BIO_free_all(wire);
    }
  }

  void Answer(BIO* wire) {
    std::string request;
    char buffer[4096];
    int got = 1;
    while (!IsWhole(request) && got > 0) {
      got = ::BIO_read(wire, buffer, sizeof(buffer));
      if (got > 0) request.append(buffer, static_cast<size_t>(got));
    }
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      request_ = std::move(request);
    }
    if (answer_.empty()) {
      while (::BIO_read(wire, buffer, sizeof(buffer)) > 0) continue;
    } else if (got > 0) {
      ::BIO_write(wire, answer_.data(), static_cast<int>(answer_.size()));
    }
  }

  const Fd listener_;
  const std::string answer_;
  SSL_CTX* tls_ = nullptr;
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

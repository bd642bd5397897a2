#include "net/testing/test_client.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "net/testing/reset_on_close.h"

namespace irc {
namespace {

bool ConnectV4(int fd, const std::string& from, uint16_t port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  if (::inet_pton(AF_INET, from.c_str(), &address.sin_addr) != 1) return false;
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) return false;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
}

bool ConnectV6(int fd, uint16_t port) {
  sockaddr_in6 address = {};
  address.sin6_family = AF_INET6;
  address.sin6_addr = in6addr_loopback;
  address.sin6_port = htons(port);
  return ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
}

}  // namespace

TestClient::TestClient(const std::string& from, uint16_t port) {
  const bool v6 = from.find(':') != std::string::npos;
  fd_ = Fd(::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const bool connected = v6 ? ConnectV6(fd_.get(), port) : ConnectV4(fd_.get(), from, port);
  if (!connected) {
    std::fprintf(stderr, "a test client cannot connect from %s to port %d: %s\n", from.c_str(),
                 port, ::strerror(errno));
    std::abort();
  }
  const int on = 1;
  ::setsockopt(fd_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  ::fcntl(fd_.get(), F_SETFL, O_NONBLOCK);
}

void TestClient::Send(absl::string_view bytes) {
  absl::StrAppend(&unsent_, bytes);
  while (fd_.valid() && !unsent_.empty()) {
    const ssize_t count = ::send(fd_.get(), unsent_.data(), unsent_.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      if (errno != EAGAIN) unsent_.clear();  // the server has closed
      return;
    }
    sent_ += static_cast<uint64_t>(count);
    unsent_.erase(0, static_cast<size_t>(count));
  }
}

void TestClient::Line(absl::string_view line) { Send(absl::StrCat(line, "\r\n")); }

void TestClient::Pump() {
  Send("");
  while (fd_.valid() && !paused_ && !at_end_) {
    char buffer[65536];
    const ssize_t count = ::recv(fd_.get(), buffer, sizeof(buffer), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) {
      at_end_ = true;
      return;
    }
    received_ += static_cast<uint64_t>(count);
    text_.append(buffer, static_cast<size_t>(count));
  }
}

void TestClient::TakeLittleRoom() {
  const int bytes = 1;  // the system raises it to its minimum
  ::setsockopt(fd_.get(), SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
}

void TestClient::ShutDown() {
  ::shutdown(fd_.get(), SHUT_WR);
  shut_ = true;
}

void TestClient::Reset() {
  ResetOnClose(fd_);
  fd_.Close();
}

void TestClient::Close() { fd_.Close(); }

std::string TestClient::Take() { return std::exchange(text_, ""); }

std::vector<std::string> TestClient::TakeLines() {
  std::vector<std::string> lines;
  const size_t end = text_.rfind("\r\n");
  if (end == std::string::npos) return lines;
  lines = absl::StrSplit(text_.substr(0, end), "\r\n");
  text_.erase(0, end + 2);
  return lines;
}

}  // namespace irc

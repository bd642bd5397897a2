// A file descriptor that closes itself.
#ifndef IRCSERV_NET_IO_FD_H_
#define IRCSERV_NET_IO_FD_H_

#include <unistd.h>

#include <utility>

namespace irc {

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    if (this != &other) {
      Close();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  ~Fd() { Close(); }

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }

  // Gives up the descriptor; the caller closes it.
  int Release() { return std::exchange(fd_, -1); }

  // The result of close() is ignored: on Linux the descriptor is released even on an error.
  void Close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_ = -1;
};

}  // namespace irc

#endif  // IRCSERV_NET_IO_FD_H_

// Writes to many sockets in one go. Two implementations: a system call for each socket, which every
// system has, and one io_uring_enter() for all of them, where the kernel allows it.
//
// Nothing outlives Run(): each send is done when it returns, or did not happen because the socket
// had no room.
#ifndef IRCSERV_NET_SENDER_H_
#define IRCSERV_NET_SENDER_H_

#include <sys/types.h>
#include <sys/uio.h>

#include <cstddef>
#include <memory>
#include <vector>

#include "absl/strings/string_view.h"

namespace irc {

enum class SenderKind { kAuto, kPlain, kIoUring };

// "auto", "plain" or "io_uring"; false for anything else.
bool ParseSenderKind(absl::string_view text, SenderKind& kind);

class Sender {
 public:
  // The most that are written to in one go.
  static constexpr size_t kSocketsMax = 256;

  virtual ~Sender() = default;

  // Adds a socket and what is to be written to it; the memory stays as it is until Run() has
  // returned. REQUIRES: size() < kSocketsMax, count > 0.
  void Add(int fd, const iovec* parts, int count);
  size_t size() const { return sends_.size(); }

  // Writes to all.
  virtual void Run() = 0;

  // Of the socket that was added as the i-th: bytes that went, or -errno.
  ssize_t result(size_t i) const { return sends_[i].result; }

  void Clear();

  // "plain" or "io_uring".
  virtual absl::string_view name() const = 0;

 protected:
  struct Send {
    int fd = -1;
    size_t first_part = 0;
    int parts = 0;
    ssize_t result = 0;
  };
  iovec* PartsOf(const Send& send) { return &parts_[send.first_part]; }
  // The system call for one of them.
  void RunOne(Send& send);

  std::vector<Send> sends_;
  std::vector<iovec> parts_;
};

// One call, now: bytes that went, or -errno.
ssize_t SendParts(int fd, const iovec* parts, int count);

class PlainSender : public Sender {
 public:
  void Run() override;
  absl::string_view name() const override { return "plain"; }
};

class UringSender : public Sender {
 public:
  // Null when the system has no io_uring for us.
  static std::unique_ptr<UringSender> Make();
  ~UringSender() override;
  void Run() override;
  absl::string_view name() const override { return "io_uring"; }

 private:
  // For fewer sockets a call each is as quick.
  static constexpr size_t kWorthwhile = 3;

  struct Ring;
  explicit UringSender(std::unique_ptr<Ring> ring);
  std::unique_ptr<Ring> ring_;
};

// kAuto: io_uring where the system has it. kIoUring on a system without it: plain, too.
std::unique_ptr<Sender> MakeSender(SenderKind kind);

}  // namespace irc

#endif  // IRCSERV_NET_SENDER_H_

// Reads from or writes to many sockets in one batch. Two implementations: one system call for each
// socket, for every system, and one io_uring_enter() for all of them, where the kernel allows it.
//
// Law of this file: no operation outlives Run(). When it returns, each one is complete or has
// failed with EAGAIN, because the socket had no data or no room.
#ifndef IRCSERV_NET_IO_IO_BATCH_H_
#define IRCSERV_NET_IO_IO_BATCH_H_

#include <sys/types.h>
#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/strings/string_view.h"

namespace irc {

enum class IoKind { kAuto, kPlain, kIoUring };

// "auto", "plain" or "io_uring"; false for anything else.
bool ParseIoKind(absl::string_view text, IoKind& kind);

class IoBatch {
 public:
  // The size of the largest batch.
  static constexpr size_t kSocketsMax = 256;

  virtual ~IoBatch() = default;

  // Adds a socket with the bytes to write to it, or with the buffer for the bytes to read from it.
  // The memory belongs to the batch until Run() has returned.
  // REQUIRES: size() < kSocketsMax, count > 0.
  void AddSend(int fd, const iovec* parts, int count);
  void AddReceive(int fd, char* buffer, size_t bytes);
  size_t size() const { return operations_.size(); }

  // Executes all operations.
  virtual void Run() = 0;

  // The result of the i-th operation added: the number of bytes written or read, 0 at the end of
  // the input, or -errno.
  ssize_t result(size_t i) const { return operations_[i].result; }

  void Clear();

  // "plain" or "io_uring".
  virtual absl::string_view name() const = 0;

 protected:
  // Small, because a turn has many.
  struct Operation {
    int fd = -1;
    uint32_t first_part = 0;
    uint16_t parts = 0;
    bool receives = false;
    int32_t result = 0;
  };
  iovec* PartsOf(const Operation& operation) { return &parts_[operation.first_part]; }
  // Executes one operation with a system call of its own.
  void RunOne(Operation& operation);

  std::vector<Operation> operations_;
  std::vector<iovec> parts_;
};

// Writes at once, with one system call. Returns the number of bytes written, or -errno.
ssize_t SendParts(int fd, const iovec* parts, int count);

class PlainIoBatch : public IoBatch {
 public:
  void Run() override;
  absl::string_view name() const override { return "plain"; }
};

class UringIoBatch : public IoBatch {
 public:
  // Null when the system has no io_uring or does not allow it; it is tried out. When the system
  // ceases to allow it, the operations are executed as by a PlainIoBatch from then on.
  static std::unique_ptr<UringIoBatch> Make();
  ~UringIoBatch() override;
  void Run() override;
  absl::string_view name() const override { return ring_ == nullptr ? "plain" : "io_uring"; }

 private:
  // For fewer sockets one system call each is as fast.
  static constexpr size_t kWorthwhile = 3;

  struct Ring;
  explicit UringIoBatch(std::unique_ptr<Ring> ring);
  bool Works();
  void Submit(size_t place);
  void GiveUp();
  std::unique_ptr<Ring> ring_;  // null after the system has refused it
};

// kAuto: io_uring where the system has it. kIoUring on a system without it: plain, too.
std::unique_ptr<IoBatch> MakeIoBatch(IoKind kind);

}  // namespace irc

#endif  // IRCSERV_NET_IO_IO_BATCH_H_

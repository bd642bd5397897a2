#include "net/io/io_batch.h"

#include <sys/socket.h>

#include <cerrno>

#include "core/check.h"

namespace irc {
namespace {

constexpr int kFlags = MSG_NOSIGNAL | MSG_DONTWAIT;

}  // namespace

bool ParseIoKind(absl::string_view text, IoKind& kind) {
  if (text == "auto") {
    kind = IoKind::kAuto;
  } else if (text == "plain") {
    kind = IoKind::kPlain;
  } else if (text == "io_uring") {
    kind = IoKind::kIoUring;
  } else {
    return false;
  }
  return true;
}

// Most often there is one piece, for which send() costs the system less than sendmsg().
ssize_t SendParts(int fd, const iovec* parts, int count) {
  ssize_t sent;
  if (count == 1) {
    sent = ::send(fd, parts[0].iov_base, parts[0].iov_len, kFlags);
  } else {
    msghdr message = {};
    message.msg_iov = const_cast<iovec*>(parts);
    message.msg_iovlen = static_cast<size_t>(count);
    sent = ::sendmsg(fd, &message, kFlags);
  }
  return sent < 0 ? -errno : sent;
}

void IoBatch::AddSend(int fd, const iovec* parts, int count) {
  IRC_CHECK(operations_.size() < kSocketsMax && count > 0, "there is room, and something to send");
  operations_.push_back({.fd = fd,
                         .first_part = static_cast<uint32_t>(parts_.size()),
                         .parts = static_cast<uint16_t>(count)});
  // Most often there is one part.
  parts_.push_back(parts[0]);
  if (count > 1) parts_.insert(parts_.end(), parts + 1, parts + count);
}

void IoBatch::AddReceive(int fd, char* buffer, size_t bytes) {
  IRC_CHECK(operations_.size() < kSocketsMax, "there is room");
  operations_.push_back(
      {.fd = fd, .first_part = static_cast<uint32_t>(parts_.size()), .parts = 1, .receives = true});
  parts_.push_back({.iov_base = buffer, .iov_len = bytes});
}

void IoBatch::Clear() {
  operations_.clear();
  parts_.clear();
}

void IoBatch::RunOne(Operation& operation) {
  const iovec* const parts = PartsOf(operation);
  if (operation.receives) {
    const ssize_t count = ::recv(operation.fd, parts->iov_base, parts->iov_len, MSG_DONTWAIT);
    operation.result = static_cast<int32_t>(count < 0 ? -errno : count);
  } else {
    operation.result = static_cast<int32_t>(SendParts(operation.fd, parts, operation.parts));
  }
}

void PlainIoBatch::Run() {
  for (Operation& operation : operations_) RunOne(operation);
}

std::unique_ptr<IoBatch> MakeIoBatch(IoKind kind) {
  std::unique_ptr<IoBatch> batch;
  if (kind != IoKind::kPlain) batch = UringIoBatch::Make();
  if (batch == nullptr) batch = std::make_unique<PlainIoBatch>();
  return batch;
}

}  // namespace irc

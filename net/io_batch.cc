#include "net/sender.h"

#include <sys/socket.h>

#include <cerrno>

#include "core/check.h"

namespace irc {
namespace {

constexpr int kFlags = MSG_NOSIGNAL | MSG_DONTWAIT;

}  // namespace

bool ParseSenderKind(absl::string_view text, SenderKind& kind) {
  if (text == "auto") {
    kind = SenderKind::kAuto;
  } else if (text == "plain") {
    kind = SenderKind::kPlain;
  } else if (text == "io_uring") {
    kind = SenderKind::kIoUring;
  } else {
    return false;
  }
  return true;
}

// Most often everything is in one piece, which costs the system less than a list of one.
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

void Sender::Add(int fd, const iovec* parts, int count) {
  IRC_CHECK(sends_.size() < kSocketsMax && count > 0, "there is room, and something to send");
  sends_.push_back({.fd = fd, .first_part = parts_.size(), .parts = count});
  parts_.insert(parts_.end(), parts, parts + count);
}

void Sender::Clear() {
  sends_.clear();
  parts_.clear();
}

void Sender::RunOne(Send& send) { send.result = SendParts(send.fd, PartsOf(send), send.parts); }

void PlainSender::Run() {
  for (Send& send : sends_) RunOne(send);
}

std::unique_ptr<Sender> MakeSender(SenderKind kind) {
  std::unique_ptr<Sender> sender;
  if (kind != SenderKind::kPlain) sender = UringSender::Make();
  if (sender == nullptr) sender = std::make_unique<PlainSender>();
  return sender;
}

}  // namespace irc

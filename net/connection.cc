#include "net/connection.h"

#include <sys/socket.h>

#include <cerrno>
#include <optional>
#include <utility>

namespace irc {
namespace {

// Lines in one send call. More would not help: the socket's buffer is full long before.
constexpr int kLinesPerWrite = 64;

Io IoError() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? Io::kNotNow : Io::kBroken;
}

}  // namespace

void Connection::Open(SessionId new_id, Fd new_fd, const IpAddress& new_address, absl::Time now) {
  id = new_id;
  fd = std::move(new_fd);
  address = new_address;
  keepalive = Keepalive(now);
  state = State::kOpen;
  interest = {.read = true, .write = false};
}

void Connection::Reset() { *this = Connection(); }

Io Connection::Receive(char* buffer, size_t size, absl::string_view& bytes) {
  const ssize_t count = ::recv(fd.get(), buffer, size, 0);
  if (count < 0) return IoError();
  if (count == 0) return Io::kEnd;
  bytes = absl::string_view(buffer, static_cast<size_t>(count));
  received_bytes += bytes.size();
  return Io::kDone;
}

Io Connection::Transmit() {
  iovec parts[kLinesPerWrite];
  msghdr message = {};
  message.msg_iov = parts;
  message.msg_iovlen = queue.Gather(parts, kLinesPerWrite);
  const ssize_t count = ::sendmsg(fd.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (count < 0) return IoError();
  sent_bytes += static_cast<uint64_t>(count);
  queue.Consume(static_cast<size_t>(count));
  return Io::kDone;
}

std::string Connection::TakeSecret(absl::string_view handle, bool& known) {
  std::optional<std::string> text;
  if (secrets != nullptr) text = secrets->Take(handle);
  known = text.has_value();
  return known ? *std::move(text) : "";
}

void Connection::HideSecret(std::string& line) {
  if (secrets == nullptr) secrets = std::make_unique<Secrets>();
  secrets->Hide(line);
}

LinkStats::Row Connection::Stats() const {
  return {.session = id,
          .send_queue_bytes = queue.bytes(),
          .sent_lines = sent_lines,
          .sent_bytes = sent_bytes,
          .received_lines = received_lines,
          .received_bytes = received_bytes};
}

}  // namespace irc

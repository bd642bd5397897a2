#include "net/connection.h"

#include <sys/socket.h>

#include <cerrno>
#include <optional>
#include <utility>

namespace irc {
namespace {

// Lines in one send call. More would not help: the socket's buffer is full long before.
constexpr int kLinesPerWrite = 64;

// Bytes that are wrapped ahead of the socket.
constexpr size_t kWireBytes = 16 << 10;

Io IoError() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? Io::kNotNow : Io::kBroken;
}

}  // namespace

void Connection::Open(SessionId new_id, Fd new_fd, const IpAddress& new_address, absl::Time now) {
  id = new_id;
  fd = std::move(new_fd);
  address = new_address;
  keepalive = Keepalive(now);
  state = State::kOpening;
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

bool Connection::Unwrap(absl::string_view& bytes, Scratch& scratch) {
  if (tls != nullptr) {
    scratch.plain.clear();
    const bool goes_on = tls->Read(bytes, scratch.plain, wire);
    bytes = scratch.plain;
    if (!goes_on) {
      UnwrapFrames(bytes, scratch);
      return false;
    }
  }
  return UnwrapFrames(bytes, scratch);
}

bool Connection::UnwrapFrames(absl::string_view& bytes, Scratch& scratch) {
  if (web == nullptr) return true;
  scratch.lines.clear();
  std::string answer;
  const bool goes_on = web->Read(bytes, scratch.lines, answer);
  if (tls != nullptr) {
    tls->Write(answer, wire);
  } else {
    wire += answer;
  }
  bytes = scratch.lines;
  return goes_on;
}

void Connection::EndLayers() {
  if (!layered() || layers_ended) return;
  layers_ended = true;
  Wrap(SIZE_MAX, true);
  if (tls != nullptr) tls->Close(wire);
}

void Connection::Wrap(size_t bytes_max, bool last) {
  std::string plain;
  while (!queue.empty() && wire.size() + plain.size() < bytes_max) {
    const absl::string_view line = queue.Front();
    if (web != nullptr) {
      web->Write(line, plain);
    } else {
      plain.append(line.data(), line.size());
    }
    queue.Consume(line.size());
  }
  if (last && web != nullptr) web->Close(plain);
  if (tls != nullptr) {
    tls->Write(plain, wire);
  } else {
    wire += plain;
  }
}

Io Connection::Transmit() {
  if (layered() && !queue.empty()) Wrap(kWireBytes, false);
  if (!wire.empty()) {
    const ssize_t count =
        ::send(fd.get(), wire.data(), wire.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0) return IoError();
    sent_bytes += static_cast<uint64_t>(count);
    wire.erase(0, static_cast<size_t>(count));
    if (wire.empty()) std::string().swap(wire);  // an idle connection costs no buffer
    return Io::kDone;
  }
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

#include "net/connection.h"

#include <sys/socket.h>

#include <cerrno>
#include <optional>
#include <utility>

#include "net/sender.h"

namespace irc {
namespace {

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

void Connection::EndLayers(TurnLines& lines) {
  if (!layered() || layers_ended) return;
  layers_ended = true;
  Wrap(lines, SIZE_MAX, true);
  if (tls != nullptr) tls->Close(wire);
}

void Connection::Wrap(TurnLines& lines, size_t bytes_max, bool last) {
  // Most often everything is one piece of memory, and TLS can read it where it lies.
  if (web == nullptr && tls != nullptr && !queue.empty() && wire.empty()) {
    const absl::string_view text = queue.Front(lines);
    if (text.size() == queue.bytes() && text.size() <= bytes_max) {
      tls->Write(text, wire);
      queue.Consume(lines, text.size());
    }
  }
  std::string plain;
  while (!queue.empty() && wire.size() + plain.size() < bytes_max) {
    absl::string_view text = queue.Front(lines);
    if (web != nullptr) {
      text = text.substr(0, text.find('\n') + 1);  // a frame is a line
      web->Write(text, plain);
    } else {
      text = text.substr(0, bytes_max - wire.size() - plain.size());
      plain.append(text.data(), text.size());
    }
    queue.Consume(lines, text.size());
  }
  if (last && web != nullptr) web->Close(plain);
  if (tls != nullptr) {
    tls->Write(plain, wire);
  } else {
    wire += plain;
  }
}

int Connection::Gather(TurnLines& lines, iovec* parts) {
  if (layered() && !queue.empty()) Wrap(lines, kWireBytes, false);
  if (wire.empty()) return queue.Gather(lines, parts, kPartsMax);
  parts[0] = {.iov_base = wire.data(), .iov_len = wire.size()};
  return 1;
}

void Connection::Sent(TurnLines& lines, size_t bytes) {
  sent_bytes += bytes;
  if (wire.empty()) return queue.Consume(lines, bytes);
  wire.erase(0, bytes);
  if (wire.empty()) std::string().swap(wire);  // an idle connection costs no buffer
}

void Connection::Transmit(TurnLines& lines) {
  iovec parts[kPartsMax];
  const int count = Gather(lines, parts);
  const ssize_t sent = SendParts(fd.get(), parts, count);
  if (sent > 0) Sent(lines, static_cast<size_t>(sent));
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

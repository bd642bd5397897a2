#include "net/client/connection.h"

#include <sys/socket.h>

#include <cerrno>
#include <optional>
#include <utility>

#include "net/io/io_batch.h"

namespace irc {
namespace {

// The number of bytes that are encoded (TLS, frames) ahead of a write.
constexpr size_t kWireBytes = 16 << 10;

Io IoError() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? Io::kNotNow : Io::kBroken;
}

}  // namespace

void Connection::SetLayers(std::unique_ptr<Tls> new_tls, std::unique_ptr<WebSocket> new_web) {
  if (new_tls == nullptr && new_web == nullptr) return;
  wire();
  layers_->tls = std::move(new_tls);
  layers_->web = std::move(new_web);
}

void Connection::AddWire(absl::string_view bytes) {
  if (!bytes.empty()) wire().append(bytes.data(), bytes.size());
}

void Connection::ClearWire() {
  if (layers_ != nullptr) std::string().swap(layers_->wire);
  DropEmptyLayers();
}

std::string& Connection::wire() {
  if (layers_ == nullptr) layers_ = std::make_unique<Layers>();
  return layers_->wire;
}

// An idle connection without TLS and frames needs no memory for layers.
void Connection::DropEmptyLayers() {
  if (layers_ != nullptr && !layered() && layers_->wire.empty()) layers_.reset();
}

Io Connection::Receive(char* buffer, size_t size, absl::string_view& bytes) {
  const ssize_t count = ::recv(fd.get(), buffer, size, 0);
  if (count < 0) return IoError();
  if (count == 0) return Io::kEnd;
  bytes = absl::string_view(buffer, static_cast<size_t>(count));
  received_bytes += bytes.size();
  return Io::kDone;
}

bool Connection::Unwrap(absl::string_view& bytes, Scratch& scratch) {
  if (layers_ == nullptr) return true;
  if (tls() != nullptr) {
    scratch.plain.clear();
    const bool goes_on = tls()->Read(bytes, scratch.plain, layers_->wire);
    bytes = scratch.plain;
    if (!goes_on) {
      UnwrapFrames(bytes, scratch);
      return false;
    }
  }
  return UnwrapFrames(bytes, scratch);
}

bool Connection::UnwrapFrames(absl::string_view& bytes, Scratch& scratch) {
  if (web() == nullptr) return true;
  scratch.lines.clear();
  std::string answer;
  const bool goes_on = web()->Read(bytes, scratch.lines, answer);
  if (tls() != nullptr) {
    tls()->Write(answer, layers_->wire);
  } else {
    layers_->wire += answer;
  }
  bytes = scratch.lines;
  return goes_on;
}

void Connection::EndLayers(TurnLines& lines) {
  if (!layered() || layers_ended) return;
  layers_ended = true;
  if (writes_lines()) return;
  Wrap(lines, SIZE_MAX, true, layers_->wire);
  if (tls() != nullptr && !tls()->in_kernel()) tls()->Close(layers_->wire);
}

void Connection::EndKernelTls() {
  if (tls() != nullptr && tls()->in_kernel()) tls()->Close(layers_->wire);
}

void Connection::Abandon() {
  lost = true;
  queue.Clear();
  ClearWire();
}

void Connection::Wrap(TurnLines& lines, size_t bytes_max, bool last, std::string& to) {
  // The queue is usually one piece of memory, which TLS can encrypt without a copy.
  if (web() == nullptr && tls() != nullptr && !queue.empty()) {
    const absl::string_view text = queue.Front(lines);
    if (text.size() == queue.bytes() && to.size() + text.size() <= bytes_max) {
      tls()->Write(text, to);
      queue.Consume(lines, text.size());
    }
  }
  std::string plain;
  while (!queue.empty() && to.size() + plain.size() < bytes_max) {
    absl::string_view text = queue.Front(lines);
    if (web() != nullptr) {
      text = text.substr(0, text.find('\n') + 1);  // one frame for each line
      web()->Write(text, plain);
    } else {
      text = text.substr(0, bytes_max - to.size() - plain.size());
      plain.append(text.data(), text.size());
    }
    queue.Consume(lines, text.size());
  }
  if (last && web() != nullptr) web()->Close(plain);
  if (tls() != nullptr) {
    tls()->Write(plain, to);
  } else {
    to += plain;
  }
}

int Connection::Gather(TurnLines& lines, std::string& wrapped, iovec* parts) {
  if (writes_lines()) {
    const int count = queue.Gather(lines, parts, kPartsMax);
    return tls() == nullptr ? count : WithoutLastRecord(parts, count);
  }
  const bool kept = !layers_->wire.empty();
  std::string& to = kept ? layers_->wire : wrapped;
  const size_t begin = kept ? 0 : wrapped.size();
  if (layered() && !queue.empty()) Wrap(lines, begin + kWireBytes, false, to);
  parts[0] = {.iov_base = to.data() + begin, .iov_len = to.size() - begin};
  return 1;
}

void Connection::Sent(TurnLines& lines, absl::string_view wrapped, size_t bytes) {
  sent_bytes += bytes;
  if (layers_ == nullptr) return queue.Consume(lines, bytes);
  std::string& kept = layers_->wire;
  if (!kept.empty()) {
    kept.erase(0, bytes);
    if (kept.empty()) ClearWire();
  } else if (!wrapped.empty()) {
    kept = std::string(wrapped.substr(bytes));
  } else {
    queue.Consume(lines, bytes);
  }
}

ssize_t Connection::Transmit(TurnLines& lines) {
  std::string wrapped;
  iovec parts[kPartsMax];
  const ssize_t sent = SendParts(fd.get(), parts, Gather(lines, wrapped, parts));
  Sent(lines, wrapped, sent > 0 ? static_cast<size_t>(sent) : 0);
  return sent;
}

std::string Connection::TakeSecret(absl::string_view handle, bool& known) {
  std::optional<std::string> text;
  if (secrets != nullptr) text = secrets->Take(handle);
  known = text.has_value();
  return known ? *std::move(text) : "";
}

void Connection::HideSecret(std::string& line, const ServiceNames& names) {
  if (secrets == nullptr) secrets = std::make_unique<Secrets>();
  secrets->Hide(line, names);
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

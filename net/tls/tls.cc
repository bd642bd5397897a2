#include "net/tls/tls.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "net/io/memory_guard.h"
#include "net/tls/tls_bindings.h"

namespace irc {
namespace {

// The largest TLS record; a buffer of this size lets each byte be copied once.
constexpr size_t kRecordBytes = 16 << 10;

Tls::Sink& SinkOf(BIO* bio) { return *static_cast<Tls::Sink*>(::BIO_get_data(bio)); }

// With kTLS the output of the protocol does not pass through OpenSSL. It writes only messages of
// its own (tickets, alerts) then, and has told the socket's BIO their record type.
int WriteToSink(BIO* bio, const char* data, int size) {
  const Tls::Sink& sink = SinkOf(bio);
  if (sink.in_kernel) return ::BIO_write(sink.socket, data, size);
  sink.wire->append(data, static_cast<size_t>(size));
  return size;
}

// OpenSSL hands the encryption over only after all records that it has encrypted are written.
long FlushSink(const Tls::Sink& sink) {
  if (sink.fd < 0 || sink.wire->empty()) return 1;
  const ssize_t sent =
      ::send(sink.fd, sink.wire->data(), sink.wire->size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent > 0) sink.wire->erase(0, static_cast<size_t>(sent));
  return 1;
}

// The commands of kTLS go on to OpenSSL's own BIO of the socket, which calls the kernel.
long ControlSink(BIO* bio, int command, long number, void* pointer) {
  Tls::Sink& sink = SinkOf(bio);
  if (command == BIO_CTRL_FLUSH) return FlushSink(sink);
  if (sink.fd < 0 || (!sink.in_kernel && !sink.wire->empty())) return 0;
  const long done = ::BIO_ctrl(sink.socket, command, number, pointer);
  sink.in_kernel = BIO_get_ktls_send(sink.socket);
  return done;
}

// A BIO that appends to Sink::wire. A memory BIO of OpenSSL would copy once more, and cost each
// idle connection a buffer.
const BIO_METHOD* SinkMethod() {
  static BIO_METHOD* const kMethod = [] {
    BIO_METHOD* made = ::BIO_meth_new(::BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "sink");
    if (made == nullptr) MemoryGuard::End();
    ::BIO_meth_set_write(made, WriteToSink);
    ::BIO_meth_set_ctrl(made, ControlSink);
    return made;
  }();
  return kMethod;
}

}  // namespace

int WithoutLastRecord(iovec* parts, int count) {
  size_t bytes = 0;
  for (int i = 0; i < count; ++i) bytes += parts[i].iov_len;
  if (bytes <= kLastRecordBytes) return count;
  size_t off = kLastRecordBytes;
  while (parts[count - 1].iov_len <= off) off -= parts[--count].iov_len;
  parts[count - 1].iov_len -= off;
  return count;
}

Tls::Tls(std::shared_ptr<const TlsCredentials> credentials)
    : credentials_(std::move(credentials)), ssl_(::SSL_new(credentials_->context())) {
  BIO* const sink = ::BIO_new(SinkMethod());
  BIO* const source = ::BIO_new(::BIO_s_mem());
  if (ssl_ == nullptr || sink == nullptr || source == nullptr) MemoryGuard::End();
  ::BIO_set_data(sink, &sink_);
  ::BIO_set_init(sink, 1);
  ::SSL_set_bio(ssl_, source, sink);
  ::SSL_set_accept_state(ssl_);
}

Tls::~Tls() {
  std::string nobody;
  SayTo(nobody);
  ::SSL_free(ssl_);
  ::BIO_free(sink_.socket);
}

void Tls::OfferSocket(int fd) {
  if (in_kernel()) return;
  sink_.fd = fd;
  if (fd < 0 || sink_.socket != nullptr) return;
  sink_.socket = ::BIO_new_socket(fd, BIO_NOCLOSE);
  if (sink_.socket == nullptr) MemoryGuard::End();
  ::SSL_set_options(ssl_, SSL_OP_ENABLE_KTLS);
  ::SSL_set_msg_callback(ssl_, SeeMessage);
  ::SSL_set_msg_callback_arg(ssl_, this);
}

// The kernel keeps the keys that it got after the handshake. A client that asks for a key update
// (after some 2^24 records) is disconnected: OpenSSL would change its own keys only, which are not
// in use.
void Tls::SeeMessage(int sent, int, int type, const void* bytes, size_t size, ssl_st*, void* self) {
  if (sent != 0 || type != SSL3_RT_HANDSHAKE || size == 0) return;
  if (*static_cast<const unsigned char*>(bytes) != SSL3_MT_KEY_UPDATE) return;
  static_cast<Tls*>(self)->new_keys_ = true;
}

bool Tls::Read(absl::string_view bytes, std::string& plain, std::string& wire) {
  ::ERR_clear_error();
  SayTo(wire);
  const int given = ::BIO_write(::SSL_get_rbio(ssl_), bytes.data(), static_cast<int>(bytes.size()));
  if (given != static_cast<int>(bytes.size())) MemoryGuard::End();
  char buffer[kRecordBytes];
  while (true) {
    const int count = ::SSL_read(ssl_, buffer, sizeof(buffer));
    if (in_kernel() && new_keys_) return false;
    if (count > 0) {
      plain.append(buffer, static_cast<size_t>(count));
      continue;
    }
    const int error = ::SSL_get_error(ssl_, count);
    const char* reason = ::ERR_reason_error_string(::ERR_peek_error());
    ::ERR_clear_error();
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) return true;
    if (error == SSL_ERROR_SSL && reason != nullptr) error_ = reason;
    return false;
  }
}

void Tls::Write(absl::string_view plain, std::string& wire) {
  if (closed_ || plain.empty()) return;
  if (in_kernel()) {
    absl::StrAppend(&wire, plain);
    return;
  }
  ::ERR_clear_error();
  SayTo(wire);
  const size_t before = plain.size() - std::min(plain.size(), kLastRecordBytes);
  for (absl::string_view part : {plain.substr(0, before), plain.substr(before)}) {
    // SSL_write() fails only on a connection that is broken already; its output is not needed.
    if (!part.empty() && !closed_) {
      closed_ = ::SSL_write(ssl_, part.data(), static_cast<int>(part.size())) <= 0;
    }
  }
}

void Tls::Close(std::string& wire) {
  if (closed_) return;
  closed_ = true;
  ::ERR_clear_error();
  SayTo(wire);
  ::SSL_shutdown(ssl_);
  ::ERR_clear_error();
}

bool Tls::established() const { return ::SSL_is_init_finished(ssl_) == 1; }

std::string Tls::ServerName() const {
  const char* name = ::SSL_get_servername(ssl_, TLSEXT_NAMETYPE_host_name);
  return name == nullptr ? "" : name;
}

std::string Tls::ClientFingerprint() const {
  X509* certificate = ::SSL_get0_peer_certificate(ssl_);
  if (certificate == nullptr) return "";
  return absl::BytesToHexString(CertificateDigest(certificate, ::EVP_sha256()));
}

std::vector<ChannelBinding> Tls::Bindings() const {
  std::vector<ChannelBinding> bindings;
  if (std::string data = ExporterBinding(ssl_); !data.empty()) {
    bindings.push_back({.type = "tls-exporter", .data = absl::BytesToHexString(data)});
  }
  if (std::string data = EndPointBinding(ssl_); !data.empty()) {
    bindings.push_back({.type = "tls-server-end-point", .data = absl::BytesToHexString(data)});
  }
  return bindings;
}

bool Tls::resumed() const { return ::SSL_session_reused(ssl_) == 1; }

std::string Tls::Version() const { return ::SSL_get_version(ssl_); }

bool KernelSpeaksTls() {
  std::ifstream file("/proc/sys/net/ipv4/tcp_available_ulp");
  const std::istream_iterator<std::string> words(file);
  return std::find(words, std::istream_iterator<std::string>(), "tls") !=
         std::istream_iterator<std::string>();
}

}  // namespace irc

#include "net/tls.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "net/tls_tickets.h"

namespace irc {
namespace {

// TLS records are at most this long; reading in the same pieces copies each byte once.
constexpr size_t kRecordBytes = 16 << 10;

// Forward secrecy and authenticated encryption only, the quickest first: AES with keys of 128 bits is
// as far beyond reach as with 256 and takes a tenth less time. Who has no AES in hardware and
// prefers ChaCha20 gets it. (Mozilla's "intermediate" recommendation.)
constexpr char kSuites13[] =
    "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
constexpr char kSuites12[] =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

// The oldest error that OpenSSL has noted, and forgets all of them.
std::string LastError() {
  const unsigned long code = ::ERR_get_error();
  ::ERR_clear_error();
  if (ERR_SYSTEM_ERROR(code)) return strerror(ERR_GET_REASON(code));
  const char* reason = ::ERR_reason_error_string(code);
  return reason == nullptr ? "unknown error" : reason;
}

// Whoever shows a certificate may: its fingerprint is what counts, not who signed it.
int AcceptAny(int, X509_STORE_CTX*) { return 1; }

int RememberEndPoint(SSL* ssl, void*);

SSL_CTX* NewContext() {
  SSL_CTX* context = ::SSL_CTX_new(::TLS_server_method());
  IRC_CHECK(context != nullptr, "memory does not run out");
  ::SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  IRC_CHECK(::SSL_CTX_set_ciphersuites(context, kSuites13) == 1 &&
                ::SSL_CTX_set_cipher_list(context, kSuites12) == 1,
            "OpenSSL knows these");
  ::SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_AUTO_RETRY);
  ::SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE |
                                     SSL_OP_PRIORITIZE_CHACHA);
  ::SSL_CTX_set_verify(context, SSL_VERIFY_PEER, AcceptAny);
  // Sessions are resumed by tickets, which the client keeps. (An id is needed where clients may
  // show certificates.)
  static constexpr unsigned char kId[] = "ircserv";
  ::SSL_CTX_set_session_id_context(context, kId, sizeof(kId) - 1);
  ::SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  ::SSL_CTX_set_num_tickets(context, 1);  // one comes back as one
  ::SSL_CTX_set_session_ticket_cb(context, RememberEndPoint, nullptr, nullptr);
  return context;
}

std::string Digest(X509* certificate, const EVP_MD* hash) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (::X509_digest(certificate, hash, digest, &size) != 1) return "";
  return std::string(reinterpret_cast<const char*>(digest), size);
}

// RFC 9266. Before TLS 1.3 two connections can have the same keys, unless the extended master
// secret is in use (RFC 7627); then there is nothing to bind to.
std::string Exporter(SSL* ssl) {
  if (::SSL_version(ssl) < TLS1_3_VERSION && ::SSL_get_extms_support(ssl) != 1) return "";
  static constexpr char kLabel[] = "EXPORTER-Channel-Binding";
  unsigned char data[32];
  if (::SSL_export_keying_material(ssl, data, sizeof(data), kLabel, sizeof(kLabel) - 1, nullptr, 0,
                                   1) != 1) {
    return "";
  }
  return std::string(reinterpret_cast<const char*>(data), sizeof(data));
}

// RFC 5929, 4.1: the certificate's hash by the function of its signature, but by nothing weaker
// than SHA-256. Signatures without one (Ed25519) have no such binding.
std::string EndPoint(X509* certificate) {
  int hash = NID_undef;
  if (certificate == nullptr ||
      ::X509_get_signature_info(certificate, &hash, nullptr, nullptr, nullptr) != 1 ||
      hash == NID_undef) {
    return "";
  }
  if (hash == NID_md5 || hash == NID_sha1) hash = NID_sha256;
  const EVP_MD* function = ::EVP_get_digestbynid(hash);
  return function == nullptr ? "" : Digest(certificate, function);
}

// The same of a connection. Who resumes a session is still bound to the certificate that he has
// seen, which may have been replaced since; his ticket remembers it.
std::string EndPoint(SSL* ssl) {
  void* data = nullptr;
  size_t size = 0;
  if (::SSL_session_reused(ssl) == 1 &&
      ::SSL_SESSION_get0_ticket_appdata(::SSL_get_session(ssl), &data, &size) == 1) {
    return std::string(static_cast<const char*>(data), size);
  }
  return EndPoint(::SSL_get_certificate(ssl));
}

int RememberEndPoint(SSL* ssl, void*) {
  const std::string data = EndPoint(ssl);
  return ::SSL_SESSION_set1_ticket_appdata(::SSL_get_session(ssl), data.data(), data.size());
}

bool UsePair(SSL_CTX* context, X509* certificate, EVP_PKEY* key) {
  return ::SSL_CTX_use_certificate(context, certificate) == 1 &&
         ::SSL_CTX_use_PrivateKey(context, key) == 1;
}

X509* MakeCertificate(const std::string& name, EVP_PKEY* key) {
  X509* certificate = ::X509_new();
  ::X509_set_version(certificate, 2);
  ::ASN1_INTEGER_set(::X509_get_serialNumber(certificate), 1);
  ::X509_gmtime_adj(::X509_getm_notBefore(certificate), -24 * 3600);
  ::X509_gmtime_adj(::X509_getm_notAfter(certificate), 365L * 24 * 3600);
  X509_NAME* subject = ::X509_get_subject_name(certificate);
  ::X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  ::X509_set_issuer_name(certificate, subject);
  const std::string names = absl::StrCat("DNS:", name, ",DNS:localhost");
  X509_EXTENSION* extension =
      ::X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
  if (extension != nullptr) ::X509_add_ext(certificate, extension, -1);
  ::X509_EXTENSION_free(extension);
  ::X509_set_pubkey(certificate, key);
  IRC_CHECK(::X509_sign(certificate, key, ::EVP_sha256()) > 0, "a fresh key signs");
  return certificate;
}

Tls::Sink& SinkOf(BIO* bio) { return *static_cast<Tls::Sink*>(::BIO_get_data(bio)); }

// What the system encrypts goes past us, so all that OpenSSL still has to say are messages of its own
// (tickets, alerts), whose kind it has told the socket's BIO.
int WriteToSink(BIO* bio, const char* data, int size) {
  const Tls::Sink& sink = SinkOf(bio);
  if (sink.in_kernel) return ::BIO_write(sink.socket, data, size);
  sink.wire->append(data, static_cast<size_t>(size));
  return size;
}

// OpenSSL hands the encryption over only when all that it has encrypted itself has been written.
long FlushSink(const Tls::Sink& sink) {
  if (sink.fd < 0 || sink.wire->empty()) return 1;
  const ssize_t sent =
      ::send(sink.fd, sink.wire->data(), sink.wire->size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent > 0) sink.wire->erase(0, static_cast<size_t>(sent));
  return 1;
}

// Everything about kTLS is between OpenSSL and its own BIO of the socket, which knows the system.
long ControlSink(BIO* bio, int command, long number, void* pointer) {
  Tls::Sink& sink = SinkOf(bio);
  if (command == BIO_CTRL_FLUSH) return FlushSink(sink);
  if (sink.fd < 0 || (!sink.in_kernel && !sink.wire->empty())) return 0;
  const long done = ::BIO_ctrl(sink.socket, command, number, pointer);
  sink.in_kernel = BIO_get_ktls_send(sink.socket);
  return done;
}

// A BIO that appends to the string that it is aimed at: OpenSSL's own memory would be copied once
// more, and costs each idle connection a buffer.
const BIO_METHOD* SinkMethod() {
  static BIO_METHOD* const kMethod = [] {
    BIO_METHOD* made = ::BIO_meth_new(::BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "sink");
    IRC_CHECK(made != nullptr, "memory does not run out");
    ::BIO_meth_set_write(made, WriteToSink);
    ::BIO_meth_set_ctrl(made, ControlSink);
    return made;
  }();
  return kMethod;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const TlsCredentials>> TlsCredentials::Load(
    const std::vector<Files>& files, const TlsCredentials* before) {
  std::shared_ptr<TlsCredentials> credentials(new TlsCredentials(before));
  ::ERR_clear_error();
  for (const Files& pair : files) {
    SSL_CTX* context = NewContext();
    credentials->Adopt(context);
    if (::SSL_CTX_use_certificate_chain_file(context, pair.certificate.c_str()) != 1) {
      return absl::InvalidArgumentError(
          absl::StrCat("cannot use the certificate '", pair.certificate, "': ", LastError()));
    }
    if (::SSL_CTX_use_PrivateKey_file(context, pair.key.c_str(), SSL_FILETYPE_PEM) != 1) {
      return absl::InvalidArgumentError(
          absl::StrCat("cannot use the key '", pair.key, "': ", LastError()));
    }
    if (::SSL_CTX_check_private_key(context) != 1) {
      return absl::InvalidArgumentError(absl::StrCat(
          "the key '", pair.key, "' does not belong to the certificate '", pair.certificate, "'"));
    }
  }
  IRC_CHECK(!credentials->contexts_.empty(), "callers have at least one certificate");
  return credentials;
}

std::shared_ptr<const TlsCredentials> TlsCredentials::SelfSigned(const std::string& name,
                                                                 const TlsCredentials* before) {
  std::shared_ptr<TlsCredentials> credentials(new TlsCredentials(before));
  EVP_PKEY* key = ::EVP_EC_gen("P-256");
  IRC_CHECK(key != nullptr, "OpenSSL knows this curve");
  X509* certificate = MakeCertificate(name, key);
  SSL_CTX* context = NewContext();
  IRC_CHECK(UsePair(context, certificate, key), "the two belong together");
  credentials->Adopt(context);
  ::X509_free(certificate);
  ::EVP_PKEY_free(key);
  return credentials;
}

TlsCredentials::TlsCredentials(const TlsCredentials* before)
    : tickets_(before == nullptr ? std::make_shared<TlsTickets>() : before->tickets_) {}

TlsCredentials::~TlsCredentials() {
  for (SSL_CTX* context : contexts_) ::SSL_CTX_free(context);
}

void TlsCredentials::Adopt(SSL_CTX* context) {
  contexts_.push_back(context);
  tickets_->Serve(context);
  ::SSL_CTX_set_tlsext_servername_callback(context, &TlsCredentials::ChooseByName);
  ::SSL_CTX_set_tlsext_servername_arg(context, this);
}

SSL_CTX* TlsCredentials::ForName(const char* name) const {
  const auto found = std::find_if(contexts_.begin(), contexts_.end(), [&](SSL_CTX* context) {
    return ::X509_check_host(::SSL_CTX_get0_certificate(context), name, 0, 0, nullptr) == 1;
  });
  return found == contexts_.end() ? contexts_.front() : *found;
}

int TlsCredentials::ChooseByName(SSL* ssl, int*, void* self) {
  const char* name = ::SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
  if (name == nullptr) return SSL_TLSEXT_ERR_NOACK;
  ::SSL_set_SSL_CTX(ssl, static_cast<const TlsCredentials*>(self)->ForName(name));
  return SSL_TLSEXT_ERR_OK;
}

Tls::Tls(std::shared_ptr<const TlsCredentials> credentials)
    : credentials_(std::move(credentials)), ssl_(::SSL_new(credentials_->contexts_.front())) {
  IRC_CHECK(ssl_ != nullptr, "memory does not run out");
  BIO* const sink = ::BIO_new(SinkMethod());
  ::BIO_set_data(sink, &sink_);
  ::BIO_set_init(sink, 1);
  ::SSL_set_bio(ssl_, ::BIO_new(::BIO_s_mem()), sink);
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
  IRC_CHECK(sink_.socket != nullptr, "memory does not run out");
  ::SSL_set_options(ssl_, SSL_OP_ENABLE_KTLS);
  ::SSL_set_msg_callback(ssl_, SeeMessage);
  ::SSL_set_msg_callback_arg(ssl_, this);
}

// The system has keys that it was given once. A client that wants new ones (after some 2^24 records)
// is told goodbye: OpenSSL would change its own, which nobody uses.
void Tls::SeeMessage(int sent, int, int type, const void* bytes, size_t size, ssl_st*, void* self) {
  if (sent != 0 || type != SSL3_RT_HANDSHAKE || size == 0) return;
  if (*static_cast<const unsigned char*>(bytes) != SSL3_MT_KEY_UPDATE) return;
  static_cast<Tls*>(self)->new_keys_ = true;
}

bool Tls::Read(absl::string_view bytes, std::string& plain, std::string& wire) {
  ::ERR_clear_error();
  SayTo(wire);
  const int given = ::BIO_write(::SSL_get_rbio(ssl_), bytes.data(), static_cast<int>(bytes.size()));
  IRC_CHECK(given == static_cast<int>(bytes.size()), "memory does not run out");
  char buffer[kRecordBytes];
  while (true) {
    const int count = ::SSL_read(ssl_, buffer, sizeof(buffer));
    if (in_kernel() && new_keys_) return false;
    if (count > 0) {
      plain.append(buffer, static_cast<size_t>(count));
      continue;
    }
    const int error = ::SSL_get_error(ssl_, count);
    ::ERR_clear_error();
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
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
  const int count = ::SSL_write(ssl_, plain.data(), static_cast<int>(plain.size()));
  // Only a connection that is broken already takes nothing, and nobody reads it any more.
  closed_ = count <= 0;
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

std::string Tls::ClientFingerprint() const {
  X509* certificate = ::SSL_get0_peer_certificate(ssl_);
  if (certificate == nullptr) return "";
  return absl::BytesToHexString(Digest(certificate, ::EVP_sha256()));
}

std::vector<ChannelBinding> Tls::Bindings() const {
  std::vector<ChannelBinding> bindings;
  if (std::string data = Exporter(ssl_); !data.empty()) {
    bindings.push_back({.type = "tls-exporter", .data = absl::BytesToHexString(data)});
  }
  if (std::string data = EndPoint(ssl_); !data.empty()) {
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

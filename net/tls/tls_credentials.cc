#include "net/tls/tls_credentials.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "net/io/files.h"
#include "net/tls/tls_bindings.h"
#include "net/tls/tls_tickets.h"

namespace irc {
namespace {

// Forward secrecy and authenticated encryption only, the fastest first: AES with keys of 128 bits
// is as infeasible to break as with 256 and takes a tenth less time. A client that prefers
// ChaCha20, because it has no AES in hardware, gets it. (Mozilla's "intermediate" recommendation.)
constexpr char kSuites13[] =
    "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
constexpr char kSuites12[] =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

// Returns the oldest error in OpenSSL's queue, and clears the queue.
std::string LastError() {
  const unsigned long code = ::ERR_get_error();
  ::ERR_clear_error();
  if (ERR_SYSTEM_ERROR(code)) return strerror(ERR_GET_REASON(code));
  const char* reason = ::ERR_reason_error_string(code);
  return reason == nullptr ? "unknown error" : reason;
}

// Accepts every client certificate: a client is known by its fingerprint, not by a signature.
int AcceptAny(int, X509_STORE_CTX*) { return 1; }

SSL_CTX* NewContext() {
  SSL_CTX* context = ::SSL_CTX_new(::TLS_server_method());
  IRC_CHECK(context != nullptr, "memory does not run out");
  ::SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  IRC_CHECK(::SSL_CTX_set_ciphersuites(context, kSuites13) == 1 &&
                ::SSL_CTX_set_cipher_list(context, kSuites12) == 1,
            "OpenSSL knows these");
  ::SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_AUTO_RETRY);
  ::SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
  ::SSL_CTX_set_verify(context, SSL_VERIFY_PEER, AcceptAny);
  // Sessions are resumed by tickets, which the client keeps. (OpenSSL requires a session id context
  // where clients may show certificates.)
  static constexpr unsigned char kId[] = "ircserv";
  ::SSL_CTX_set_session_id_context(context, kId, sizeof(kId) - 1);
  ::SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  ::SSL_CTX_set_num_tickets(context, 1);  // a client resumes with one connection
  ::SSL_CTX_set_session_ticket_cb(context, RememberEndPoint, nullptr, nullptr);
  return context;
}

bool UsePair(SSL_CTX* context, X509* certificate, EVP_PKEY* key) {
  return ::SSL_CTX_use_certificate(context, certificate) == 1 &&
         ::SSL_CTX_use_PrivateKey(context, key) == 1;
}

// Reads the text with one of OpenSSL's functions for PEM.
template <typename T>
T* ReadPem(const std::string& text, T* (*read)(BIO*, T**, pem_password_cb*, void*)) {
  const std::unique_ptr<BIO, int (*)(BIO*)> memory(
      ::BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), ::BIO_free);
  return read(memory.get(), nullptr, nullptr, nullptr);
}

// "0A:FF:…", as openssl(1) prints fingerprints.
std::string FingerprintOf(X509* certificate) {
  std::string text;
  for (unsigned char byte : CertificateDigest(certificate, ::EVP_sha256())) {
    absl::StrAppend(&text, text.empty() ? "" : ":",
                    absl::AsciiStrToUpper(absl::StrCat(absl::Hex(byte, absl::kZeroPad2))));
  }
  return text;
}

// OpenSSL does not check the times when it loads a certificate.
absl::Time TimeOf(const ASN1_TIME* time, absl::Time otherwise) {
  struct tm fields = {};
  if (::ASN1_TIME_to_tm(time, &fields) != 1) return otherwise;
  return absl::FromTM(fields, absl::UTCTimeZone());
}

using Context = std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)>;

absl::StatusOr<Context> LoadPair(const TlsCredentials::Files& pair) {
  // OpenSSL would wait for the other end of a pipe.
  for (const auto& [what, path] :
       {std::pair("certificate", &pair.certificate), std::pair("key", &pair.key)}) {
    if (const absl::StatusOr<Fd> file = OpenForReading(*path); !file.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("cannot use the ", what, " '", *path, "': ", file.status().message()));
    }
  }
  Context context(NewContext(), ::SSL_CTX_free);
  ::ERR_clear_error();
  if (::SSL_CTX_use_certificate_chain_file(context.get(), pair.certificate.c_str()) != 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot use the certificate '", pair.certificate, "': ", LastError()));
  }
  const bool used =
      ::SSL_CTX_use_PrivateKey_file(context.get(), pair.key.c_str(), SSL_FILETYPE_PEM) == 1;
  const unsigned long code = ::ERR_peek_error();
  const bool other_key =
      ERR_GET_LIB(code) == ERR_LIB_X509 && ERR_GET_REASON(code) == X509_R_KEY_VALUES_MISMATCH;
  if (!used && !other_key) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot use the key '", pair.key, "': ", LastError()));
  }
  // A key of another kind than the certificate's is noticed here only.
  if (!used || ::SSL_CTX_check_private_key(context.get()) != 1) {
    ::ERR_clear_error();
    return absl::InvalidArgumentError(absl::StrCat(
        "the key '", pair.key, "' does not belong to the certificate '", pair.certificate, "'"));
  }
  return context;
}

// The same for a pair that takes the place of `old`: another certificate has to be valid now.
absl::StatusOr<Context> LoadNextPair(const TlsCredentials::Files& pair, SSL_CTX* old,
                                     absl::Time now) {
  absl::StatusOr<Context> context = LoadPair(pair);
  if (!context.ok()) return context;
  const X509* certificate = ::SSL_CTX_get0_certificate(context->get());
  if (::X509_cmp(certificate, ::SSL_CTX_get0_certificate(old)) == 0) return context;
  const auto invalid = [&](absl::string_view what, absl::Time when) {
    return absl::InvalidArgumentError(
        absl::StrCat("the certificate '", pair.certificate, "' ", what,
                     absl::FormatTime("%Y-%m-%d", when, absl::UTCTimeZone())));
  };
  const absl::Time until = TimeOf(::X509_get0_notAfter(certificate), absl::InfiniteFuture());
  if (now >= until) return invalid("has expired on ", until);
  const absl::Time from = TimeOf(::X509_get0_notBefore(certificate), absl::InfinitePast());
  if (now < from) return invalid("is not valid before ", from);
  return context;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const TlsCredentials>> TlsCredentials::Load(
    const std::vector<Files>& files, const TlsCredentials* before) {
  std::shared_ptr<TlsCredentials> credentials(new TlsCredentials(before));
  for (const Files& pair : files) {
    absl::StatusOr<Context> context = LoadPair(pair);
    if (!context.ok()) return context.status();
    credentials->Adopt(context->release());
  }
  credentials->files_ = files;
  IRC_CHECK(!credentials->contexts_.empty(), "callers have at least one certificate");
  return credentials;
}

std::shared_ptr<const TlsCredentials> TlsCredentials::Renewed(
    absl::Time now, std::vector<std::string>& errors) const {
  std::shared_ptr<TlsCredentials> credentials(new TlsCredentials(this));
  for (size_t i = 0; i < files_.size(); ++i) {
    absl::StatusOr<Context> context = LoadNextPair(files_[i], contexts_[i], now);
    errors.emplace_back(context.status().message());
    if (context.ok()) {
      credentials->Adopt(context->release());
    } else {
      credentials->Copy(contexts_[i]);
    }
  }
  credentials->files_ = files_;
  IRC_CHECK(!credentials->contexts_.empty(), "these credentials are from files");
  return credentials;
}

std::shared_ptr<const TlsCredentials> TlsCredentials::SelfSigned(const std::string& name,
                                                                 const TlsCredentials* before,
                                                                 absl::Time now) {
  return Of(MakeSelfSigned(name, now), before);
}

std::shared_ptr<const TlsCredentials> TlsCredentials::Of(const PemPair& made,
                                                         const TlsCredentials* before) {
  std::shared_ptr<TlsCredentials> credentials(new TlsCredentials(before));
  const std::unique_ptr<X509, void (*)(X509*)> certificate(
      ReadPem(made.certificate, ::PEM_read_bio_X509), ::X509_free);
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(
      ReadPem(made.key, ::PEM_read_bio_PrivateKey), ::EVP_PKEY_free);
  SSL_CTX* context = NewContext();
  IRC_CHECK(UsePair(context, certificate.get(), key.get()), "the two belong together");
  credentials->Adopt(context);
  credentials->made_ = made;
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

// Adopts a context with the pair and the chain of `from`: a context has callbacks into its owner.
void TlsCredentials::Copy(SSL_CTX* from) {
  SSL_CTX* context = NewContext();
  STACK_OF(X509)* chain = nullptr;
  ::SSL_CTX_get0_chain_certs(from, &chain);
  IRC_CHECK(UsePair(context, ::SSL_CTX_get0_certificate(from), ::SSL_CTX_get0_privatekey(from)) &&
                ::SSL_CTX_set1_chain(context, chain) == 1,
            "they were used before");
  Adopt(context);
}

std::vector<TlsCredentials::Certificate> TlsCredentials::Certificates() const {
  std::vector<Certificate> certificates;
  for (size_t i = 0; i < contexts_.size(); ++i) {
    Certificate& certificate = certificates.emplace_back();
    certificate = {.file = files_.empty() ? "" : files_[i].certificate,
                   .sha256 = FingerprintOf(::SSL_CTX_get0_certificate(contexts_[i])),
                   .from = absl::InfinitePast(),
                   .until = absl::InfiniteFuture()};
    const auto narrow = [&](const X509* one) {
      certificate.from =
          std::max(certificate.from, TimeOf(::X509_get0_notBefore(one), certificate.from));
      certificate.until =
          std::min(certificate.until, TimeOf(::X509_get0_notAfter(one), certificate.until));
    };
    X509* const own = ::SSL_CTX_get0_certificate(contexts_[i]);
    narrow(own);
    STACK_OF(X509)* chain = nullptr;
    ::SSL_CTX_get0_chain_certs(contexts_[i], &chain);
    for (int j = 0; j < ::sk_X509_num(chain); ++j) narrow(sk_X509_value(chain, j));
  }
  return certificates;
}

bool TlsCredentials::IsFor(const std::string& host) const {
  return std::any_of(contexts_.begin(), contexts_.end(), [&](SSL_CTX* context) {
    return ::X509_check_host(::SSL_CTX_get0_certificate(context), host.data(), host.size(), 0,
                             nullptr) == 1;
  });
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

}  // namespace irc

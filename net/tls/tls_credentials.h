// The certificates that the server shows to clients with TLS.
#ifndef IRCSERV_NET_TLS_TLS_CREDENTIALS_H_
#define IRCSERV_NET_TLS_TLS_CREDENTIALS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "net/tls/self_signed.h"

struct ssl_st;
struct ssl_ctx_st;

namespace irc {

class TlsTickets;

// Immutable: a rehash or a renewal makes a new object for new connections; open connections keep
// theirs.
class TlsCredentials {
 public:
  // PEM files: the certificate with its chain, and its key.
  struct Files {
    std::string certificate;
    std::string key;
  };

  // The client's server name (SNI) selects the certificate; without a name, or without a match, it
  // is the first one. The new object accepts the tickets of `before` (null: none). The error is one
  // sentence with the name of the file.
  static absl::StatusOr<std::shared_ptr<const TlsCredentials>> Load(
      const std::vector<Files>& files, const TlsCredentials* before = nullptr);

  // The same from the files that Load has read, after some of them have changed. A pair that cannot
  // be used, or is another one that is not valid at `now`, stays as it is here. `errors` gets one
  // sentence for each pair that says why, in the order of files(), or an empty one.
  std::shared_ptr<const TlsCredentials> Renewed(absl::Time now,
                                                std::vector<std::string>& errors) const;

  // The files that Load has read; none for a certificate of SelfSigned.
  const std::vector<Files>& files() const { return files_; }

  // A new self-signed certificate for `name` (see MakeSelfSigned), in memory only.
  static std::shared_ptr<const TlsCredentials> SelfSigned(const std::string& name,
                                                          const TlsCredentials* before = nullptr,
                                                          absl::Time now = absl::Now());

  // The certificate and the key when SelfSigned made them; otherwise both are empty.
  const PemPair& made() const { return made_; }

  // Takes the pair that other credentials have made().
  static std::shared_ptr<const TlsCredentials> Of(const PemPair& made,
                                                  const TlsCredentials* before = nullptr);

  // The keys of the session tickets expire. Call SetTime() with the steady time for each new
  // connection.
  TlsTickets& tickets() const { return *tickets_; }

  struct Certificate {
    std::string file;    // empty: it was made by SelfSigned
    std::string sha256;  // its fingerprint: "0A:FF:…"
    absl::Time from;     // it and its chain are valid from then ...
    absl::Time until;    // ... until then
  };
  std::vector<Certificate> Certificates() const;

  // Whether one of the certificates is for this host.
  bool IsFor(const std::string& host) const;

  // The context of a new connection, before its SNI is known.
  ssl_ctx_st* context() const { return contexts_.front(); }

  ~TlsCredentials();
  TlsCredentials(const TlsCredentials&) = delete;
  TlsCredentials& operator=(const TlsCredentials&) = delete;

 private:
  explicit TlsCredentials(const TlsCredentials* before);

  ssl_ctx_st* ForName(const char* name) const;
  static int ChooseByName(ssl_st* ssl, int* alert, void* self);
  void Adopt(ssl_ctx_st* context);
  void Copy(ssl_ctx_st* from);

  std::vector<ssl_ctx_st*> contexts_;  // the default first
  std::vector<Files> files_;           // in the same order; none of certificates in memory
  PemPair made_;
  std::shared_ptr<TlsTickets> tickets_;
};

}  // namespace irc

#endif  // IRCSERV_NET_TLS_TLS_CREDENTIALS_H_

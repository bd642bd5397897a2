// The certificates that the server shows to those who speak TLS.
#ifndef IRCSERV_NET_TLS_TLS_CREDENTIALS_H_
#define IRCSERV_NET_TLS_TLS_CREDENTIALS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

struct ssl_st;
struct ssl_ctx_st;

namespace irc {

class TlsTickets;

// Immutable: a rehash makes a new one, which connections from then
// on use, while those that are open keep theirs.
class TlsCredentials {
 public:
  // PEM files: the certificate with its chain, and its key.
  struct Files {
    std::string certificate;
    std::string key;
  };

  // The first is for clients that name no server, or one that no certificate is for; otherwise the
  // name that the client asks for (SNI) chooses. An error is one sentence with the file's name.
  // Who has a ticket of `before` (null: nobody) resumes his session here.
  static absl::StatusOr<std::shared_ptr<const TlsCredentials>> Load(
      const std::vector<Files>& files, const TlsCredentials* before = nullptr);

  // A certificate of its own for `name`, for a first try; nobody can verify it.
  static std::shared_ptr<const TlsCredentials> SelfSigned(const std::string& name,
                                                          const TlsCredentials* before = nullptr);

  // The keys of the tickets become old with time; they are told what time it is (steady) whenever
  // somebody connects.
  TlsTickets& tickets() const { return *tickets_; }

  // What a new connection begins with.
  ssl_ctx_st* context() const { return contexts_.front(); }

  ~TlsCredentials();
  TlsCredentials(const TlsCredentials&) = delete;
  TlsCredentials& operator=(const TlsCredentials&) = delete;

 private:
  explicit TlsCredentials(const TlsCredentials* before);

  ssl_ctx_st* ForName(const char* name) const;
  static int ChooseByName(ssl_st* ssl, int* alert, void* self);
  void Adopt(ssl_ctx_st* context);

  std::vector<ssl_ctx_st*> contexts_;  // the default first
  std::shared_ptr<TlsTickets> tickets_;
};

}  // namespace irc

#endif  // IRCSERV_NET_TLS_TLS_CREDENTIALS_H_

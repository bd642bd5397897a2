// TLS 1.2 and 1.3 by OpenSSL, between bytes of the socket and bytes of the protocol. What comes in
// and what has to go out are strings, so that a handshake never blocks.
//
// Where the system can encrypt (kTLS: Linux with its module tls), it may take that over from the
// end of the handshake on. What comes in is still decrypted here.
#ifndef IRCSERV_NET_TLS_TLS_H_
#define IRCSERV_NET_TLS_TLS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/event.h"
#include "net/tls/tls_credentials.h"

struct bio_st;
struct ssl_st;

namespace irc {

// The server's side of one connection.
class Tls {
 public:
  explicit Tls(std::shared_ptr<const TlsCredentials> credentials);
  ~Tls();
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;

  // Takes bytes from the socket. What the client says is appended to `plain`, what TLS itself has
  // to answer to `wire`. False when the client has closed or the protocol was broken; then
  // nothing more is taken, and `wire` may hold an alert.
  bool Read(absl::string_view bytes, std::string& plain, std::string& wire);

  // Offers the system the encryption of what is written to the socket `fd`. It takes it over when
  // the handshake ends while nothing waits to be written, so this is said before each Read with
  // whether that holds: otherwise -1.
  void OfferSocket(int fd);

  // What is written to the socket is encrypted there.
  bool in_kernel() const { return sink_.in_kernel; }

  // Appends `plain`, encrypted, or as it is when it is the system that encrypts.
  // REQUIRES: established.
  void Write(absl::string_view plain, std::string& wire);

  // Appends the closing alert, once. REQUIRES: when it is the system that encrypts, nothing waits
  // to be written; the alert goes at once, if the socket has room.
  void Close(std::string& wire);

  bool established() const;

  // SHA-256 of the client's certificate in hexadecimal digits; empty when it has shown none.
  std::string ClientFingerprint() const;

  // What this connection has that no other one has, and what its certificate has; see event.h.
  // REQUIRES: established.
  std::vector<ChannelBinding> Bindings() const;

  // Whether the client came back with a ticket, which spares both sides the handshake's work.
  bool resumed() const;

  // "TLSv1.3", for logs.
  std::string Version() const;

  // Where what TLS has to say goes.
  struct Sink {
    std::string* wire = nullptr;  // as long as a call lasts
    int fd = -1;                  // see OfferSocket
    bio_st* socket = nullptr;     // the same socket as OpenSSL sees it; null: never offered
    bool in_kernel = false;
  };

 private:
  void SayTo(std::string& wire) { sink_.wire = &wire; }
  static void SeeMessage(int sent, int version, int type, const void* bytes, size_t size,
                         ssl_st* ssl, void* self);

  const std::shared_ptr<const TlsCredentials> credentials_;
  ssl_st* ssl_;
  Sink sink_;
  bool closed_ = false;
  bool new_keys_ = false;  // the client has asked for some
};

// Whether the system can encrypt for us; its module is loaded or built in.
bool KernelSpeaksTls();

}  // namespace irc

#endif  // IRCSERV_NET_TLS_TLS_H_

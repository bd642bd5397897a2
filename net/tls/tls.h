// TLS 1.2 and 1.3 by OpenSSL, between the bytes of the socket and the bytes of the protocol. Input
// and output are strings, so that a handshake never blocks.
//
// Where the kernel can encrypt (kTLS: Linux with its module tls), it may take over the encryption
// of the output after the handshake. Input is always decrypted here.
#ifndef IRCSERV_NET_TLS_TLS_H_
#define IRCSERV_NET_TLS_TLS_H_

#include <sys/uio.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/event.h"
#include "net/tls/tls_credentials.h"

struct bio_st;
struct ssl_st;

namespace irc {

// The longest record after which nothing may follow for a while. Some clients read 1,024 bytes each
// time that select() reports their socket (Limnoria until 2023). The rest of a longer record is
// then inside of their OpenSSL, where select() does not see it. While another record is in the
// socket they read on, so only the last record of a write has to be this short.
inline constexpr size_t kLastRecordBytes = 1024;

// Takes the last record off the `count` parts of a write, when they have more than that, and
// returns the number of parts that are left. The kernel makes records of what one call writes.
int WithoutLastRecord(iovec* parts, int count);

// The server's side of one connection.
class Tls {
 public:
  explicit Tls(std::shared_ptr<const TlsCredentials> credentials);
  ~Tls();
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;

  // Takes bytes from the socket. Appends the client's decrypted input to `plain`, and the output of
  // TLS itself (handshake, alerts) to `wire`. False when the client has closed or has violated the
  // protocol; then nothing more may be read, and `wire` may hold an alert.
  bool Read(absl::string_view bytes, std::string& plain, std::string& wire);

  // Offers the kernel the encryption of the output to the socket `fd`. The kernel takes it over
  // when the handshake ends while the send queue is empty. So call this before each Read: with the
  // socket if its send queue is empty, otherwise with -1.
  void OfferSocket(int fd);

  // Whether the kernel encrypts the output.
  bool in_kernel() const { return sink_.in_kernel; }

  // Appends `plain`, encrypted, or unchanged when the kernel encrypts. The last record has at most
  // kLastRecordBytes. REQUIRES: established.
  void Write(absl::string_view plain, std::string& wire);

  // Appends the closing alert, once. When the kernel encrypts, the alert is sent at once instead,
  // if the socket has room. REQUIRES: then the send queue is empty.
  void Close(std::string& wire);

  bool established() const;

  // Why Read has returned false, in OpenSSL's words: "no shared cipher". Empty when the client has
  // closed.
  absl::string_view error() const { return error_; }

  // The host name under which the client has come (SNI, RFC 6066); empty: none.
  std::string ServerName() const;

  // SHA-256 of the client's certificate in hexadecimal digits; empty without a certificate.
  std::string ClientFingerprint() const;

  // The channel bindings (RFC 5056) of this connection and of the server's certificate; see
  // event.h. REQUIRES: established.
  std::vector<ChannelBinding> Bindings() const;

  // Whether the client resumed a session with a ticket, which spares both sides most of the
  // handshake's work.
  bool resumed() const;

  // "TLSv1.3", for logs.
  std::string Version() const;

  // The destination of the output of OpenSSL.
  struct Sink {
    std::string* wire = nullptr;  // during a call
    int fd = -1;                  // see OfferSocket
    bio_st* socket = nullptr;     // OpenSSL's BIO of the same socket; null: never offered
    bool in_kernel = false;
  };

 private:
  void SayTo(std::string& wire) { sink_.wire = &wire; }
  static void SeeMessage(int sent, int version, int type, const void* bytes, size_t size,
                         ssl_st* ssl, void* self);

  const std::shared_ptr<const TlsCredentials> credentials_;
  ssl_st* ssl_;
  Sink sink_;
  const char* error_ = "";
  bool closed_ = false;
  bool new_keys_ = false;  // the client has asked for a key update
};

// Whether the kernel can encrypt: its module tls is loaded or built in.
bool KernelSpeaksTls();

}  // namespace irc

#endif  // IRCSERV_NET_TLS_TLS_H_

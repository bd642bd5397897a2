// The keys that encrypt session tickets. A ticket contains the whole state of a session, the
// client's certificate too, so the server stores nothing. RFC 5077, RFC 8446 section 4.6.1.
//
// Law of this file: a key encrypts tickets for kTicketKeyTime and decrypts them for as long again,
// which is the lifetime of a ticket. Then it is overwritten (when the next client connects), so an
// attacker who breaks in later cannot decrypt its tickets. The keys never leave the process.
#ifndef IRCSERV_NET_TLS_TLS_TICKETS_H_
#define IRCSERV_NET_TLS_TLS_TICKETS_H_

#include <array>
#include <cstdint>
#include <optional>

#include "absl/time/time.h"

struct ssl_ctx_st;

namespace irc {

// The lifetime of a ticket, and the time for which a key encrypts.
inline constexpr absl::Duration kTicketKeyTime = absl::Hours(2);

class TlsTickets {
 public:
  TlsTickets();
  ~TlsTickets();
  TlsTickets(const TlsTickets&) = delete;
  TlsTickets& operator=(const TlsTickets&) = delete;

  // Makes `context` encrypt and decrypt its tickets here. `context` must not outlive this object.
  void Serve(ssl_ctx_st* context);

  // Sets the time, which never steps back. The first call sets the time of the first key.
  void SetTime(absl::Time steady);

 private:
  struct Key {
    std::array<uint8_t, 16> name;
    std::array<uint8_t, 32> cipher;
    std::array<uint8_t, 32> mac;
  };
  struct Callback;  // called by OpenSSL

  static Key MakeKey();
  void Forget(std::optional<Key>& key);

  std::optional<Key> current_;
  std::optional<Key> previous_;
  absl::Time made_ = absl::InfinitePast();
};

}  // namespace irc

#endif  // IRCSERV_NET_TLS_TLS_TICKETS_H_

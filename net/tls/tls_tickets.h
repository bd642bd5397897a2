// The keys that session tickets are sealed with. A ticket holds all that a resumed session needs,
// its client's certificate too, so that the server remembers nothing; RFC 5077, RFC 8446 4.6.1.
//
// Law of this file: a key seals for kTicketKeyTime and opens for as long again, which is as long as
// a ticket is good for; then it is overwritten (when the next client comes), and its tickets tell
// nothing to whoever breaks in later. The keys never leave the process.
#ifndef IRCSERV_NET_TLS_TLS_TICKETS_H_
#define IRCSERV_NET_TLS_TLS_TICKETS_H_

#include <array>
#include <cstdint>
#include <optional>

#include "absl/time/time.h"

struct ssl_ctx_st;

namespace irc {

// For how long a session can be resumed, and a key seals.
inline constexpr absl::Duration kTicketKeyTime = absl::Hours(2);

class TlsTickets {
 public:
  TlsTickets();
  ~TlsTickets();
  TlsTickets(const TlsTickets&) = delete;
  TlsTickets& operator=(const TlsTickets&) = delete;

  // Has `context` seal and open its tickets here. It lives no longer than this.
  void Serve(ssl_ctx_st* context);

  // Time never goes back here. The first call says when the first key was made.
  void SetTime(absl::Time steady);

 private:
  struct Key {
    std::array<uint8_t, 16> name;
    std::array<uint8_t, 32> cipher;
    std::array<uint8_t, 32> mac;
  };
  struct Callback;  // what OpenSSL calls

  static Key MakeKey();
  void Forget(std::optional<Key>& key);

  std::optional<Key> current_;
  std::optional<Key> previous_;
  absl::Time made_ = absl::InfinitePast();
};

}  // namespace irc

#endif  // IRCSERV_NET_TLS_TLS_TICKETS_H_

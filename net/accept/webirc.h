// WEBIRC: a web chat (gateway) sends the address of its client in the first line of a connection.
// https://ircv3.net/specs/extensions/webirc
#ifndef IRCSERV_NET_ACCEPT_WEBIRC_H_
#define IRCSERV_NET_ACCEPT_WEBIRC_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/protocol/address.h"

namespace irc {

struct WebircLine {
  enum class State {
    kMore,   // the bytes may be the beginning of a WEBIRC line
    kNone,   // the bytes are something else
    kWrong,  // the bytes begin like a WEBIRC line and are none
    kWhole,
  };
  State state = State::kMore;
  size_t bytes = 0;  // of a whole line, with its ending
  std::string password;
  std::string gateway;  // the name that the gateway gives itself
  std::string host;     // empty: the gateway gives no usable host name
  IpAddress address;
  bool secure = false;      // the client has reached the gateway with TLS
  std::string certfp;       // SHA-256 of the certificate shown there, lower-case hex; empty: none
  uint16_t local_port = 0;  // the port at which the client reached the gateway; 0: unknown
};

// Reads the first bytes of a connection. The password is not checked.
WebircLine ReadWebirc(absl::string_view bytes);

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_WEBIRC_H_

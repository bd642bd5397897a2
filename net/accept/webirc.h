// WEBIRC: how a web chat says whom it brings, in the first line of a connection.
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
    kMore,   // it may be one, but is not whole yet
    kNone,   // the bytes are something else
    kWrong,  // begins like one and is none
    kWhole,
  };
  State state = State::kMore;
  size_t bytes = 0;  // of a whole line, with its ending
  std::string password;
  std::string gateway;  // as it calls itself
  std::string host;     // empty: the client has no name that can stand as a host
  IpAddress address;
  bool secure = false;      // the client has reached the gateway with TLS
  std::string certfp;       // SHA-256 of the certificate shown there, lower-case hex; empty: none
  uint16_t local_port = 0;  // where the gateway took the client in; 0: not told
};

// Looks at the first bytes of a connection. The password is not checked.
WebircLine ReadWebirc(absl::string_view bytes);

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_WEBIRC_H_

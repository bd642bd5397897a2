// The gateways: web chats that may give the address of their client (WEBIRC). A gateway is
// identified by the address of its connection. Their passwords are in net/auth/credentials.h.
// https://ircv3.net/specs/extensions/webirc
#ifndef IRCSERV_NET_ACCEPT_GATEWAYS_H_
#define IRCSERV_NET_ACCEPT_GATEWAYS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/protocol/address.h"

namespace irc {

struct Gateway {
  std::string name;
  std::vector<IpNetwork> networks;
};

// The gateway at `address`, or null. When there are several, the one called `name` is preferred.
const Gateway* FindGateway(const std::vector<Gateway>& gateways, const IpAddress& address,
                           absl::string_view name = {});

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_GATEWAYS_H_

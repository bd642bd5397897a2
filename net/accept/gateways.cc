#include "net/accept/gateways.h"

#include <algorithm>

#include "absl/strings/match.h"

namespace irc {

const Gateway* FindGateway(const std::vector<Gateway>& gateways, const IpAddress& address,
                           absl::string_view name) {
  const Gateway* first = nullptr;
  for (const Gateway& gateway : gateways) {
    const bool there =
        std::any_of(gateway.networks.begin(), gateway.networks.end(),
                    [&](const IpNetwork& network) { return network.Contains(address); });
    if (!there) continue;
    if (absl::EqualsIgnoreCase(gateway.name, name)) return &gateway;
    if (first == nullptr) first = &gateway;
  }
  return first;
}

}  // namespace irc

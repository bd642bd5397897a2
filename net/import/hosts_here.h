// Hosts that users may show in place of their own.
#ifndef IRCSERV_NET_IMPORT_HOSTS_HERE_H_
#define IRCSERV_NET_IMPORT_HOSTS_HERE_H_

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "core/protocol/address.h"

namespace irc {

// Letters, digits and "-./:_", neither too long nor the address of somebody.
inline bool CanBeHost(absl::string_view host, int64_t bytes_max) {
  const auto fits = [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
           absl::string_view("-./:_").find(c) != absl::string_view::npos;
  };
  return !host.empty() && static_cast<int64_t>(host.size()) <= bytes_max && host[0] != ':' &&
         std::all_of(host.begin(), host.end(), fits) && !ParseIpAddress(host).has_value();
}

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_HOSTS_HERE_H_

#include "net/auth/cloak.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace irc {

// The first `bytes` bytes of `address`, under the key, as eight hexadecimal digits.
std::string Cloaks::Part(const IpAddress& address, size_t bytes) {
  // The length distinguishes 10.0.0.0/16 from 10.0.0.0 with a longer prefix.
  std::string input = absl::StrCat(address.is_v4() ? "4/" : "6/", bytes, "/");
  input.append(reinterpret_cast<const char*>(address.octets().data()), bytes);
  return absl::BytesToHexString(hash_.Of(input).substr(0, 4));
}

const std::string& Cloaks::Of(const IpAddress& address) {
  if (last_address_ == address) return last_cloak_;
  last_address_ = address;
  const bool v4 = address.is_v4();
  const size_t exact = v4 ? 4 : 8;
  const size_t network = v4 ? 3 : 6;
  const size_t wide = v4 ? 2 : 4;
  last_cloak_ = absl::StrCat(Part(address, exact), ".", Part(address, network), ".",
                             Part(address, wide), v4 ? ".ip" : ".ip6");
  return last_cloak_;
}

}  // namespace irc

#include "core/protocol/mask.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"

namespace irc {

UserHostMask::UserHostMask(Casemapping casemapping, absl::string_view mask) {
  const size_t at = mask.rfind('@');
  if (at == absl::string_view::npos) return;
  username_ = Glob(casemapping, mask.substr(0, at));
  host_ = HostMask(casemapping, mask.substr(at + 1));
}

bool UserHostMask::Matches(const UserText& user) const {
  if (!username_.matches_all() && !username_.Matches(user.username)) return false;
  return std::any_of(user.hosts.begin(), user.hosts.end(),
                     [&](const HostText& host) { return host_.Matches(host); });
}

UserMask::UserMask(Casemapping casemapping, absl::string_view mask) {
  const std::string complete = CompleteMask(mask);
  const size_t bang = complete.find('!');
  nick_ = Glob(casemapping, absl::string_view(complete).substr(0, bang));
  user_host_ = UserHostMask(casemapping, absl::string_view(complete).substr(bang + 1));
}

bool IsBrokenNetwork(absl::string_view host) {
  const size_t slash = host.find('/');
  if (slash == absl::string_view::npos || ParseIpNetwork(host).has_value()) return false;
  const absl::string_view address = host.substr(0, slash);
  const bool colons = address.find(':') != absl::string_view::npos;
  bool digits = colons;
  for (char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    const bool digit = colons ? absl::ascii_isxdigit(byte) : absl::ascii_isdigit(byte);
    if (!digit && absl::string_view(".:*?").find(c) == absl::string_view::npos) return false;
    digits |= digit;
  }
  return digits;
}

bool NamesBrokenNetwork(absl::string_view mask) {
  const size_t at = mask.rfind('@');
  return IsBrokenNetwork(at == absl::string_view::npos ? mask : mask.substr(at + 1));
}

}  // namespace irc

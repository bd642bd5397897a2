// Certificates that the server makes for itself. Nobody has vouched for them: clients know them by
// their fingerprints.
#ifndef IRCSERV_NET_TLS_SELF_SIGNED_H_
#define IRCSERV_NET_TLS_SELF_SIGNED_H_

#include <string>

#include "absl/time/time.h"

namespace irc {

// A certificate and its key, both as PEM.
struct PemPair {
  std::string certificate;
  std::string key;
};

// Apple's clients refuse certificates that are valid for more than 825 days.
// https://support.apple.com/en-us/103769
inline constexpr absl::Duration kSelfSignedValidity = absl::Hours(24 * 800);

// A certificate for the host `name` (at most 64 bytes) and for localhost, with a fresh key on the
// curve P-256. It is valid from a day before `now`, because the clocks of clients differ.
PemPair MakeSelfSigned(const std::string& name, absl::Time now);

}  // namespace irc

#endif  // IRCSERV_NET_TLS_SELF_SIGNED_H_

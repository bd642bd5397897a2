// One-time codes of an authenticator app: TOTP (RFC 6238) with what all apps understand, SHA-1, six
// digits and steps of 30 seconds. With OpenSSL's HMAC a code takes five lines, and liboath keeps
// global state, so there is no library between.
#ifndef IRCSERV_NET_AUTH_TOTP_H_
#define IRCSERV_NET_AUTH_TOTP_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace irc {

// RFC 4226 section 4 recommends 160 bits. A new secret is this many random bytes.
inline constexpr size_t kTotpSecretSize = 20;

// The number of the step at a time: of the periods of 30 seconds since 1970. REQUIRES: not before.
uint64_t TotpStepAt(absl::Time time);

// The six digits of a step. The secret is bytes, not base32.
std::string TotpCode(absl::string_view secret, uint64_t step);

// The step of `code`: the present one, the one before or the one after, since clocks differ.
// Nothing when the code belongs to none of them, or to a step that is not after `last_used`: who
// has seen a code being typed cannot use it again. The caller stores the step as the next
// `last_used`, which is 0 at first. The time does not tell which digit is wrong.
std::optional<uint64_t> AcceptTotp(absl::string_view secret, absl::string_view code, absl::Time now,
                                   uint64_t last_used);

// The URI in the QR code that an app reads, for example
// otpauth://totp/Example%20Net:alice?secret=…&issuer=Example%20Net&algorithm=SHA1&digits=6&period=30
// https://github.com/google/google-authenticator/wiki/Key-Uri-Format
std::string OtpauthUri(absl::string_view issuer, absl::string_view account,
                       absl::string_view secret);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_TOTP_H_

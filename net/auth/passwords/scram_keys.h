// The keys of SCRAM-SHA-256 (RFC 5802 section 3, RFC 7677): what a server stores in the place of a
// password, so that a client can prove that it knows the password without sending it. They do not
// open the account, but they let an attacker try passwords, as a hash does.
#ifndef IRCSERV_NET_AUTH_PASSWORDS_SCRAM_KEYS_H_
#define IRCSERV_NET_AUTH_PASSWORDS_SCRAM_KEYS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "net/auth/digests.h"

namespace irc {

struct ScramKeys {
  uint32_t iterations = 0;
  std::string salt;        // bytes, not base64, like the next two
  std::string stored_key;  // 32 bytes
  std::string server_key;  // 32 bytes
  bool is_fake = false;    // nothing proves these

  friend bool operator==(const ScramKeys&, const ScramKeys&) = default;
};

// RFC 7677 section 4 asks for at least this number.
inline constexpr uint32_t kFewestScramIterations = 4096;
// A client that obeys this number of a server is busy for seconds.
inline constexpr uint32_t kMostScramIterations = 5'000'000;

// StoredKey and ServerKey of a salted password, with any hash: other servers have keys of other
// SCRAM mechanisms.
struct ScramKeyPair {
  std::string stored_key;
  std::string server_key;
};
ScramKeyPair ScramKeyPairOf(Hash hash, absl::string_view password, absl::string_view salt,
                            uint32_t iterations);

// Nothing when SASLprep forbids the password: then no two clients need agree on its bytes. Slow.
std::optional<ScramKeys> MakeScramKeys(absl::string_view password, absl::string_view salt,
                                       uint32_t iterations);

// The keys for an account that does not exist, so that it gets the same answers as one that does.
// The salt depends on the name and on `secret`, which outlives the process: a salt that changes
// would tell. `folded_name` is the name as accounts are compared, or Bob and bob would get two
// salts. `iterations` is that of the other accounts.
ScramKeys FakeScramKeys(absl::string_view folded_name, absl::string_view secret,
                        uint32_t iterations);

// RFC 5803: "SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>", the last three in base64.
inline constexpr absl::string_view kScramScheme = "SCRAM-SHA-256$";
std::string ScramKeysText(const ScramKeys& keys);
std::optional<ScramKeys> ParseScramKeys(absl::string_view text);

// Whether an exchange can use the keys: they have their sizes, and the iterations their limits.
bool AreUsable(const ScramKeys& keys);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_PASSWORDS_SCRAM_KEYS_H_

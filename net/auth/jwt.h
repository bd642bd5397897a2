// JSON Web Tokens (RFC 7519) as proof of an account: what an identity provider signed, and a client
// sends in the place of a password.
//
// Laws of this file: nothing in a token decides how it is checked. The operator's key says which
// algorithms there are, so a token that calls itself unsigned, or takes a public key for a secret,
// is refused. No claim is read before the signature is right.
#ifndef IRCSERV_NET_AUTH_JWT_H_
#define IRCSERV_NET_AUTH_JWT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace irc {

// The algorithms that a key may check (RFC 7518 section 3, RFC 8037):
//   kHmac   HS256, HS384, HS512
//   kRsa    RS256, RS384, RS512, PS256, PS384, PS512
//   kEdDsa  EdDSA, with Ed25519
enum class JwtFamily : uint8_t { kHmac, kRsa, kEdDsa };

// The key that checks signatures. Copies share it, and several threads may use it at once.
class JwtKey {
 public:
  // Reads a secret (kHmac), or a public key or certificate in PEM. On failure the text says why, in
  // one sentence for the operator: a secret shorter than 32 bytes (RFC 7518 section 3.2), PEM as a
  // secret, RSA with less than 2048 bits (section 3.3), a private key, another kind of key.
  static std::variant<JwtKey, std::string> Read(JwtFamily family, absl::string_view text);

  // Whether the key checks signatures by the algorithm with this name, "HS256" for example.
  bool Has(absl::string_view algorithm) const;

  // Whether `signature` is that of `text` by the algorithm with this name. False for algorithms
  // that are not of the key's family.
  bool IsSignature(absl::string_view algorithm, absl::string_view text,
                   absl::string_view signature) const;

 private:
  struct State;
  explicit JwtKey(std::shared_ptr<const State> state) : state_(std::move(state)) {}

  std::shared_ptr<const State> state_;
};

struct JwtRules {
  // The claims that may name the account. The first that is a text with characters counts.
  std::vector<std::string> account_claims = {"preferred_username", "sub"};
  // Of "alice@example.org", "alice" remains when this is "example.org", in any case of letters. A
  // name with another domain counts for nothing; nor does one with any while this is empty.
  std::string strip_domain;
  // The issuer and the audience that a token must have ("iss" and "aud"). Empty: any or none.
  std::string issuer;
  std::string audience;
  absl::Duration leeway = absl::Seconds(30);  // how much the clocks may differ
  bool needs_expiry = true;                   // a token without "exp" is refused
};

enum class JwtError : uint8_t {
  kMalformed,
  kAlgorithm,  // unknown, unsigned, or not of the key's family
  kSignature,
  kExpired,
  kNotYetValid,
  kNotForUs,  // another issuer or audience
  kNoAccount,
};

// A few words for the log, for example "the signature is wrong".
absl::string_view JwtErrorText(JwtError error);

// A longer token is malformed. Tokens with a list of roles take some thousand bytes.
inline constexpr size_t kLongestJwt = 16 * 1024;

// The account that the token proves at the time `now`, as the provider spells it. The caller
// decides whether that is the name of an account. RSA and EdDSA take about 100 µs.
std::variant<std::string, JwtError> AccountOfJwt(absl::string_view token, const JwtKey& key,
                                                 const JwtRules& rules, absl::Time now);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_JWT_H_

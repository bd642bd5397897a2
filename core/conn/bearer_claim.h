// Reads the messages of the two mechanisms of SASL that carry a token: OAUTHBEARER (RFC 7628) and
// IRCV3BEARER (https://github.com/ircv3/ircv3-specifications/pull/545). Whether the token is good
// is found out elsewhere (net/external).
//
// Example: "n,a=alice,\x01host=irc.example.org\x01port=6697\x01auth=Bearer t0ken\x01\x01" of
// OAUTHBEARER and "alice\0oauth2\0t0ken" of IRCV3BEARER claim the account alice with the token
// "t0ken".
//
// Law of this file: the result depends on nothing but the message, and a message that breaks the
// grammar claims nothing.
#ifndef IRCSERV_CORE_CONN_BEARER_CLAIM_H_
#define IRCSERV_CORE_CONN_BEARER_CLAIM_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

// What a token is, in the words of IRCV3BEARER.
enum class TokenType : uint8_t {
  kOauth2,  // one that its issuer can be asked about (RFC 7662), or that is a JWT all the same
  kJwt,     // signed (RFC 7519)
  kOpaque,  // of a kind of which only the operator knows what it means
};

struct BearerClaim {
  // The account that the client wants to act as; empty: that of the token.
  std::string account;
  TokenType type = TokenType::kOauth2;
  std::string token;
  // The server as the client knows it; empty and 0: it has not said.
  std::string host;
  uint16_t port = 0;
};

// A longer token is no token.
inline constexpr size_t kTokenBytesMax = 16 * 1024;

// The message of OAUTHBEARER: RFC 7628 section 3.1.
std::optional<BearerClaim> ReadOauthBearer(absl::string_view message);

// The message of IRCV3BEARER: an account or nothing, NUL, a type, NUL, and the token.
std::optional<BearerClaim> ReadIrcv3Bearer(absl::string_view message);

}  // namespace irc

#endif  // IRCSERV_CORE_CONN_BEARER_CLAIM_H_

// SASL as AUTHENTICATE carries it: the mechanisms, and how a message is cut into pieces.
// https://ircv3.net/specs/extensions/sasl-3.1, https://ircv3.net/specs/extensions/sasl-3.2
#ifndef IRCSERV_CORE_PROTOCOL_SASL_H_
#define IRCSERV_CORE_PROTOCOL_SASL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

enum class SaslMechanism : uint8_t {
  kExternal,
  kScramSha256Plus,
  kScramSha256,
  kOauthBearer,
  kIrcv3Bearer,
  kPlain,
};

// A client sends the base64 text of a message in pieces. A piece of exactly 400 bytes is followed
// by another one; a message whose length is a multiple of 400 therefore ends with the empty piece,
// which is written "+".
inline constexpr size_t kSaslPieceBytes = 400;

// The most pieces of one message, "+" not counted: 1,500 bytes before base64, while a name and a
// password of 600 bytes each fit. With a token they are 16,800 bytes, of which the token may have
// 16 KiB (net/auth/jwt.h).
inline constexpr size_t kSaslPiecesMax = 5;
inline constexpr size_t kSaslTokenPiecesMax = 56;

struct SaslMechanismRow {
  SaslMechanism mechanism;
  absl::string_view name;
  bool needs_tls;     // it uses facts of the TLS connection
  bool needs_kept;    // accounts of the configuration have no certificates and no keys of SCRAM
  bool needs_bearer;  // it carries a token, which something has to check (Config::bearer_tokens)
};

// All mechanisms, the best first: the order of the capability's value and of 908.
// https://www.iana.org/assignments/sasl-mechanisms
inline constexpr std::array kSaslMechanisms = {
    SaslMechanismRow{SaslMechanism::kExternal, "EXTERNAL", true, true, false},
    SaslMechanismRow{SaslMechanism::kScramSha256Plus, "SCRAM-SHA-256-PLUS", true, true, false},
    SaslMechanismRow{SaslMechanism::kScramSha256, "SCRAM-SHA-256", false, true, false},
    // RFC 6750 section 5.3: with TLS only, because who reads the token can use it.
    SaslMechanismRow{SaslMechanism::kOauthBearer, "OAUTHBEARER", true, false, true},
    SaslMechanismRow{SaslMechanism::kIrcv3Bearer, "IRCV3BEARER", true, false, true},
    SaslMechanismRow{SaslMechanism::kPlain, "PLAIN", false, false, false},
};

// Names are in upper case (RFC 4422 section 3.1), so "plain" is none.
inline std::optional<SaslMechanism> FindSaslMechanism(absl::string_view name) {
  for (const SaslMechanismRow& row : kSaslMechanisms) {
    if (row.name == name) return row.mechanism;
  }
  return std::nullopt;
}

// In the place of a mechanism, when the server has asked for the code of the second factor (draft
// account-2fa): no mechanism, because it proves nothing alone.
inline constexpr absl::string_view kSaslCode = "TOTP";
inline constexpr absl::string_view kSaslCodeNeeded = "2FA-REQUIRED";

// Whether a message of the mechanism is a token, which proves an account without its password.
inline bool IsOfTokens(absl::string_view mechanism) {
  return mechanism == "OAUTHBEARER" || mechanism == "IRCV3BEARER";
}

// The names that a client can use, with commas between them. `kept`: there are kept accounts;
// `bearer`: something checks tokens.
inline std::string SaslMechanismsFor(bool kept, bool bearer, bool tls) {
  std::string names;
  for (const SaslMechanismRow& row : kSaslMechanisms) {
    if ((row.needs_kept && !kept) || (row.needs_bearer && !bearer) || (row.needs_tls && !tls)) {
      continue;
    }
    if (!names.empty()) names += ',';
    names.append(row.name.data(), row.name.size());
  }
  return names;
}

// The most pieces of a message of the mechanism.
inline size_t SaslPiecesMax(absl::string_view mechanism) {
  const std::optional<SaslMechanism> found = FindSaslMechanism(mechanism);
  const bool token = found == SaslMechanism::kOauthBearer || found == SaslMechanism::kIrcv3Bearer;
  return token ? kSaslTokenPiecesMax : kSaslPiecesMax;
}

enum class SaslPiece {
  kNotLast,  // another piece follows
  kLast,     // the message is complete
  kTooLong,  // longer than a piece may be: 905
  kTooMany,  // the message has more pieces than it may have: 904
};

// Classifies a piece of `bytes` bytes, other than "+", of a message of the mechanism that has
// `earlier` pieces.
inline SaslPiece ClassifySaslPiece(absl::string_view mechanism, size_t earlier, size_t bytes) {
  if (earlier >= SaslPiecesMax(mechanism)) return SaslPiece::kTooMany;
  if (bytes > kSaslPieceBytes) return SaslPiece::kTooLong;
  return bytes == kSaslPieceBytes ? SaslPiece::kNotLast : SaslPiece::kLast;
}

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_SASL_H_

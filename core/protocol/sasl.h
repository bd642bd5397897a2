// SASL as AUTHENTICATE carries it: the mechanisms, and how a message is cut into pieces.
// https://ircv3.net/specs/extensions/sasl-3.1, https://ircv3.net/specs/extensions/sasl-3.2
#ifndef IRCSERV_CORE_PROTOCOL_SASL_H_
#define IRCSERV_CORE_PROTOCOL_SASL_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace irc {

enum class SaslMechanism : uint8_t { kPlain };

// The value of the capability sasl and of 908: names with commas between them.
inline constexpr absl::string_view kSaslMechanisms = "PLAIN";

// Names are in upper case (RFC 4422 section 3.1), so "plain" is none.
inline std::optional<SaslMechanism> FindSaslMechanism(absl::string_view name) {
  if (name == "PLAIN") return SaslMechanism::kPlain;
  return std::nullopt;
}

// A client sends the base64 text of a message in pieces. A piece of exactly 400 bytes is followed
// by another one; a message whose length is a multiple of 400 therefore ends with the empty piece,
// which is written "+".
inline constexpr size_t kSaslPieceBytes = 400;

// The most pieces of one message, "+" not counted: 1,500 bytes before base64, while a name and a
// password take 600 at most.
inline constexpr size_t kSaslPiecesMax = 5;

enum class SaslPiece {
  kNotLast,  // another piece follows
  kLast,     // the message is complete
  kTooLong,  // longer than a piece may be: 905
  kTooMany,  // the message has more pieces than it may have: 904
};

// Classifies a piece of `bytes` bytes, other than "+", of a message that has `earlier` pieces.
inline SaslPiece ClassifySaslPiece(size_t earlier, size_t bytes) {
  if (earlier >= kSaslPiecesMax) return SaslPiece::kTooMany;
  if (bytes > kSaslPieceBytes) return SaslPiece::kTooLong;
  return bytes == kSaslPieceBytes ? SaslPiece::kNotLast : SaslPiece::kLast;
}

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_SASL_H_

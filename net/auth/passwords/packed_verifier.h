// Verifiers in half of their memory. A verifier that this server has made (verifier.h) differs from
// others in five values alone; of 100,000 accounts nearly all have such a one.
#ifndef IRCSERV_NET_AUTH_PASSWORDS_PACKED_VERIFIER_H_
#define IRCSERV_NET_AUTH_PASSWORDS_PACKED_VERIFIER_H_

#include <array>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

// Salt and hash of Argon2id; salt, StoredKey and ServerKey of SCRAM-SHA-256.
using PackedVerifier = std::array<char, 16 + 32 + 16 + 32 + 32>;

// Nothing when the text has another form: another cost, no keys of SCRAM, an imported hash.
std::optional<PackedVerifier> PackVerifier(absl::string_view text);

// The text of which PackVerifier has made this.
std::string UnpackVerifier(const PackedVerifier& packed);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_PASSWORDS_PACKED_VERIFIER_H_

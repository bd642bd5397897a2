// The verifiers of account passwords: what the server stores to check them.
//
// A verifier is one line of text. Its first word is an Argon2id hash, for clients that send the
// password; its second, which may be missing, the keys of SCRAM-SHA-256, for clients that prove
// that they know it:
//
//   $argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash> SCRAM-SHA-256$4096:<salt>$<StoredKey>:<ServerKey>
//
// The second word is "SCRAM-SHA-256$none" when SASLprep forbids the password, so that the keys are
// not missed at each login.
//
// An account that another server left behind has a text of imported_verifier.h, until its owner
// logs in and the password is known. An account without a password has an empty text.
//
// Laws of this file: a password with a NUL is none. The keys of SCRAM are those of the password
// that the hash is of. All functions may run in several threads at once.
#ifndef IRCSERV_NET_AUTH_PASSWORDS_VERIFIER_H_
#define IRCSERV_NET_AUTH_PASSWORDS_VERIFIER_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "net/auth/passwords/argon2_hash.h"
#include "net/auth/passwords/scram_keys.h"
#include "net/auth/passwords/verdict.h"

namespace irc {

struct VerifierCost {
  Argon2Cost argon2;
  // An attacker who has the verifiers tries passwords against the cheaper of the two, which are the
  // keys of SCRAM. Zero: no keys are made, and no client can log in by SCRAM.
  uint32_t scram_iterations = kFewestScramIterations;
};

// A verifier with fresh random salts. Without keys of SCRAM when SASLprep forbids the password.
// Nothing when the password has a NUL or memory runs out. Slow: about 30 ms.
std::optional<std::string> MakeVerifier(absl::string_view password, const VerifierCost& cost = {});

// Checks any stored text. Slow.
Verdict VerifyPassword(absl::string_view stored, const std::string& password);

// Like VerifyPassword, but takes at least the time of a verifier of this cost, also when `stored`
// is empty, which is wrong, or needs a reset. So an account that does not exist, checked as an
// empty text, cannot be told from one that does. Only imported hashes that cost more than ours can
// be.
Verdict VerifyInEqualTime(absl::string_view stored, const std::string& password,
                          const VerifierCost& cost = {});

// A verifier that nobody has a password for, and whose check takes as long as that of others.
std::string DummyVerifier(const VerifierCost& cost = {});

// Whether the stored text should be replaced when the password is known: it is no Argon2id hash of
// this cost, or its keys of SCRAM are not those of this cost.
bool NeedsNewVerifier(absl::string_view stored, const VerifierCost& cost = {});

// Whether no password can be right, so that the account needs a new one. Not slow.
bool NeedsReset(absl::string_view stored);

// The keys for an exchange by SCRAM-SHA-256; nothing when the text has none.
std::optional<ScramKeys> ScramKeysOf(absl::string_view stored);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_PASSWORDS_VERIFIER_H_

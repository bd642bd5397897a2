// The verifiers that accounts bring along from Ergo, Atheme and Anope, as they are stored here.
//
// One text can mean two things: sixteen characters and 128 hexadecimal digits are a hash of Atheme
// or a long password in clear. So a stored text begins with the scheme that says how to read it:
//
//   ergo:$2a$10$…                         bcrypt of SHA3-512; keys of SCRAM may follow a space
//   atheme:$z$65$10000$…                  the third word of an MU row
//   anope:sha256:59b4…:0001…              the field "pass" of a NickCore
//   plain:Y29ycmVjdCBob3JzZQ==            a password in clear, in base64
//   reset:                                nothing that could be checked
//
// Law of this file: a form that nothing here can check needs a reset; it is never taken for another
// form, and never for the password itself.
#ifndef IRCSERV_NET_AUTH_PASSWORDS_IMPORTED_VERIFIER_H_
#define IRCSERV_NET_AUTH_PASSWORDS_IMPORTED_VERIFIER_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "net/auth/passwords/scram_keys.h"
#include "net/auth/passwords/verdict.h"

namespace irc {

// What to store for the third word of an MU row. `is_hashed`: the account has the flag C; without
// it the word is the password.
std::string ImportedFromAtheme(absl::string_view word, bool is_hashed);

// What to store for the field "pass" of a NickCore.
std::string ImportedFromAnope(absl::string_view pass);

// The fields of `account.credentials` with these names. Their base64 is decoded; null is empty.
struct ErgoCredentials {
  int version = 0;
  std::string passphrase_hash;
  std::string salt;
  uint32_t iters = 0;
  std::string stored_key;
  std::string server_key;
};
// What to store for them. Empty when the account has no password. Keys of SCRAM that cannot be used
// are left out.
std::string ImportedFromErgo(const ErgoCredentials& credentials);

// Slow: up to some seconds. A password with a NUL is wrong.
Verdict VerifyImported(absl::string_view stored, const std::string& password);

// Whether VerifyImported gives kNeedsReset. Not slow.
bool ImportedNeedsReset(absl::string_view stored);

// The password, when the stored text holds it in clear. It is not to be kept so.
std::optional<std::string> ImportedClearText(absl::string_view stored);

// The keys of SCRAM-SHA-256 that an account of Ergo or Atheme brought along.
std::optional<ScramKeys> ImportedScramKeys(absl::string_view stored);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_PASSWORDS_IMPORTED_VERIFIER_H_

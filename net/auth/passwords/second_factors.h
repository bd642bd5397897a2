// The credentials that the server makes of random bytes, and their checks: authenticator apps,
// recovery codes, app passwords. All checks are quick, because nobody guesses what is random.
//
// The verifiers, as the records have them:
//
//   totp           the last step that was used, and the sealed secret (net/auth/sealed_secret.h)
//   recovery_code  the hashes of the codes that are left (net/auth/recovery_codes.h)
//   app_password   "sha256:" and the digest in hexadecimal
#ifndef IRCSERV_NET_AUTH_PASSWORDS_SECOND_FACTORS_H_
#define IRCSERV_NET_AUTH_PASSWORDS_SECOND_FACTORS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "core/event.h"
#include "core/ids.h"
#include "core/records.h"
#include "net/auth/passwords/account_verifiers.h"

namespace irc {

// A new secret for an authenticator app, sealed for the account. Shown are the secret in base32,
// the challenge of the draft account-2fa (JSON in base64), and the URI for the app unless it is
// very long. `key`: kSealingKeySize bytes.
FactorMade MakeTotp(absl::string_view key, AccountId account, absl::string_view name,
                    absl::string_view issuer);
// Shown are the codes.
FactorMade MakeRecoveryCodeSet();
// Shown is the password.
FactorMade MakeAppPassword();

// Whether a text begins as an app password does: the others need a slow check.
bool LooksLikeAppPassword(absl::string_view password);
// The app password that `password` is, among the credentials of an account; 0: none.
CredentialId FindAppPassword(const AccountVerifiers& verifiers,
                             absl::Span<const CredentialRow> credentials,
                             absl::string_view password);

// Checks a code against the authenticator apps and the recovery codes among the credentials of an
// account that are not on trial, or (not 0) against the app `on_trial` alone. The result names the
// credential, and its verifier with the code used up. Spaces in the code do not count.
PasswordChecked CheckCode(const AccountVerifiers& verifiers, absl::string_view key,
                          absl::Span<const CredentialRow> credentials, CredentialId on_trial,
                          absl::string_view code, absl::Time now);

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_PASSWORDS_SECOND_FACTORS_H_

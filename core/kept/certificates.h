// The TLS certificates that log in to an account: the command CLIENTCERT (draft client-cert) and
// NickServ CERT. The draft names a certificate by its SHA-512; here it is the SHA-256, which WHOIS
// and EXTERNAL use. https://github.com/ircv3/ircv3-specifications/pull/584
#ifndef IRCSERV_CORE_KEPT_CERTIFICATES_H_
#define IRCSERV_CORE_KEPT_CERTIFICATES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "core/replies/context.h"

namespace irc {

inline constexpr absl::string_view kCertificateKind = "certificate";

// The name that its owner has given a certificate; empty: none.
absl::string_view NameOfCertificate(const CredentialRow& row);
// Whether it waits to be shown together with the password of the account.
bool IsPending(const CredentialRow& row);
// Whether the account has as many certificates as it may have.
bool HasAllCertificates(const State& state, const Account& account);

// A certificate for the account. One that this connection shows counts at once; another one when it
// is shown together with the password.
CredentialRow NewCertificate(SessionCtx& ctx, const Account& account,
                             const std::string& fingerprint, absl::string_view name);

}  // namespace irc

#endif  // IRCSERV_CORE_KEPT_CERTIFICATES_H_

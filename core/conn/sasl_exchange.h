// Decides what a client claims with SASL: the account, and the secret that would prove the claim.
// Whether the secret is right is found out elsewhere and later (net/workers), because checking a
// password is slow.
//
// Example: the message "\0alice\0sesame" of PLAIN claims the account that the configuration spells
// "Alice", with the password "sesame". "Alice\0alice\0sesame" claims the same. "bob\0alice\0sesame"
// asks to act as bob with alice's password, which nobody may: it claims no account.
//
// Law of this file: the result depends on nothing but the arguments, and no byte of a secret is in
// what the core gets to know of it (SaslChecked has the configured name of the account alone).
#ifndef IRCSERV_CORE_CONN_SASL_EXCHANGE_H_
#define IRCSERV_CORE_CONN_SASL_EXCHANGE_H_

#include <optional>
#include <string>

#include "core/config.h"
#include "core/conn/secrets.h"
#include "core/output.h"

namespace irc {

struct SaslClaim {
  // The account as the configuration spells it. Empty: there is no such account, or the client may
  // not act as it. Such a claim is checked like any other, against a password that does not exist,
  // so that the time of the answer does not tell which accounts there are.
  std::string account;
  std::string password;
};

// Takes the pieces of the message that `verify` names out of `secrets` (null: the connection has
// none) and reads it. Two names are the same account when they fold alike under the casemapping of
// `config`.
//
// Nothing when the message cannot be read, and so needs no check either: a handle that opens
// nothing, an unknown mechanism, pieces that do not make a message, no base64, or a message that
// is not as RFC 4616 section 2 defines it. All named pieces are taken out in any case.
std::optional<SaslClaim> ReadSaslClaim(const VerifySasl& verify, Secrets* secrets,
                                       const Config& config);

}  // namespace irc

#endif  // IRCSERV_CORE_CONN_SASL_EXCHANGE_H_

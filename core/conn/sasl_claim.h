// Decides what a client claims with SASL: the account, and the secret that would prove the claim.
// Whether the secret is right is found out elsewhere and later (net/workers), because checking a
// password is slow.
//
// Example: the message "\0alice\0sesame" of PLAIN claims the account "alice", with the password
// "sesame". "Alice\0alice\0sesame" claims the same. "bob\0alice\0sesame" asks to act as bob with
// alice's password, which nobody may: it claims no account.
//
// Law of this file: the result depends on nothing but the arguments. Whether the account exists is
// not looked up here: the core has an index of all accounts (Server::AccountNamed).
#ifndef IRCSERV_CORE_CONN_SASL_CLAIM_H_
#define IRCSERV_CORE_CONN_SASL_CLAIM_H_

#include <optional>
#include <string>

#include "core/config.h"
#include "core/conn/secrets.h"
#include "core/output.h"

namespace irc {

struct SaslClaim {
  // The account as the client spells it, whether or not it exists. Empty: the client may not act as
  // the account that it names. Such a claim is checked like any other, against a password that does
  // not exist, so that the time of the answer does not tell which accounts there are.
  std::string account;
  std::string password;
};

// The message that `check` names, decoded from base64; its pieces are taken out of `secrets` (null:
// the connection has none). Nothing when a handle opens nothing, or the pieces do not make a
// message. An empty message has no pieces.
std::optional<std::string> TakeSaslMessage(const CheckSasl& check, Secrets* secrets);

// The same for a message of PLAIN, which it reads. Two names are the same account when they fold
// alike under the casemapping of `config`.
//
// Nothing when the message cannot be read, and so needs no check either: a handle that opens
// nothing, another mechanism, pieces that do not make a message, no base64, or a message that
// is not as RFC 4616 section 2 defines it. All named pieces are taken out in any case.
std::optional<SaslClaim> ReadSaslClaim(const CheckSasl& check, Secrets* secrets,
                                       const Config& config);

}  // namespace irc

#endif  // IRCSERV_CORE_CONN_SASL_CLAIM_H_

// The verifiers of all kept accounts, for the checks of passwords. The core never has them: it
// passes them on (core/event.h, VerifierMade), and here they are taken from the records.
//
// Law of this file: a verifier is here exactly as long as the record of it is kept.
#ifndef IRCSERV_NET_AUTH_ACCOUNT_VERIFIERS_H_
#define IRCSERV_NET_AUTH_ACCOUNT_VERIFIERS_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "core/records.h"

namespace irc {

class AccountVerifiers {
 public:
  // Takes up a record that is kept; those without a verifier change nothing.
  void Apply(const Record& record);

  // The verifier of the account's password; empty: it has none.
  const std::string& PasswordOf(AccountId account) const;

 private:
  void Put(const CredentialRow& row);
  void Forget(CredentialId id);

  absl::flat_hash_map<AccountId, std::string> passwords_;
  absl::flat_hash_map<CredentialId, AccountId> accounts_;  // of the passwords
};

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_ACCOUNT_VERIFIERS_H_

// The verifiers of all kept accounts, for the checks of passwords and codes. The core never has
// them: it passes them on (core/event.h, VerifierMade and FactorMade), and here they are taken from
// the records.
//
// Law of this file: a verifier is here exactly as long as the record of it is kept. One of which a
// code was used up is replaced at once, before its record is, so that nobody uses the code again
// meanwhile.
#ifndef IRCSERV_NET_AUTH_PASSWORDS_ACCOUNT_VERIFIERS_H_
#define IRCSERV_NET_AUTH_PASSWORDS_ACCOUNT_VERIFIERS_H_

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "core/records.h"
#include "net/auth/passwords/packed_verifier.h"

namespace irc {

class AccountVerifiers {
 public:
  // Takes up a record that is kept; those without a verifier change nothing.
  void Apply(const Record& record);

  // The verifier of the credential; empty: it has none.
  std::string Of(CredentialId id) const;

  // Replaces the verifier of a credential that has one.
  void Replace(CredentialId id, const std::string& verifier);

 private:
  void Forget(CredentialId id);

  // Most verifiers are packed, and in a pool: one of many accounts is their number of bytes and not
  // a block of malloc().
  std::deque<PackedVerifier> pool_;
  std::vector<uint32_t> free_;                          // places of pool_
  absl::flat_hash_map<CredentialId, uint32_t> packed_;  // places of pool_
  absl::flat_hash_map<CredentialId, std::string> others_;
};

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_PASSWORDS_ACCOUNT_VERIFIERS_H_

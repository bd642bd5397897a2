// The accounts of the server, found by name in constant time.
#ifndef IRCSERV_CORE_STATE_ACCOUNT_H_
#define IRCSERV_CORE_STATE_ACCOUNT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "core/protocol/names.h"

namespace irc {

// An account that clients can log in to.
struct Account {
  std::string name;  // as it is spelled
};

class Accounts {
 public:
  // Replaces all accounts by those with these names; of two names that fold to the same, the first
  // one counts.
  void Replace(Casemapping casemapping, absl::Span<const std::string> names);

  // Null when there is no account of that name. Valid until Replace.
  const Account* Find(const Folded& name) const;
  bool empty() const { return list_.empty(); }
  size_t size() const { return list_.size(); }

 private:
  std::vector<Account> list_;  // in the order of their names' list
  absl::flat_hash_map<Folded, size_t> index_;
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_ACCOUNT_H_

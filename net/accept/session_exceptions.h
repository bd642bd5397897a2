// How many connections an address may have by the word of staff (SESSION of OperServ), in the place
// of connections.per_address. The rows are kept; the core drops those that have ended.
#ifndef IRCSERV_NET_ACCEPT_SESSION_EXCEPTIONS_H_
#define IRCSERV_NET_ACCEPT_SESSION_EXCEPTIONS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/container/btree_map.h"
#include "core/protocol/address.h"
#include "core/records.h"

namespace irc {

class SessionExceptions {
 public:
  // Takes up a change of a row. Rows of other tables are left alone.
  void Apply(const Record& record);

  // The limit of the smallest network that the address is in; 0: none; absent: the configured one.
  std::optional<int64_t> LimitOf(const IpAddress& address) const;

 private:
  struct Exception {
    IpNetwork network;
    int64_t limit = 0;
  };

  absl::btree_map<std::string, Exception> exceptions_;  // by the address of the row
};

}  // namespace irc

#endif  // IRCSERV_NET_ACCEPT_SESSION_EXCEPTIONS_H_

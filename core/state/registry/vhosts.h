// The hosts that accounts show in place of their own, those that they have asked for, and those
// that staff offers to all.
#ifndef IRCSERV_CORE_STATE_REGISTRY_VHOSTS_H_
#define IRCSERV_CORE_STATE_REGISTRY_VHOSTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/strings/string_view.h"
#include "core/ids.h"
#include "core/records.h"
#include "core/state/archive.h"
#include "core/state/row_fields.h"

namespace irc {

class Vhosts {
 public:
  // Takes up a change of a row of hosts, requests or offers. False for a row of another table, and
  // for a drop of what is not there.
  bool Apply(const Record& record);

  // Null when there is none. Valid until the next change.
  const VhostRow* Of(AccountId account) const;
  const VhostRequestRow* RequestOf(AccountId account) const;
  // The account that has the host, in any case of letters; 0: none.
  AccountId OwnerOf(absl::string_view host) const;

  const absl::btree_map<uint64_t, VhostRow>& hosts() const { return hosts_; }  // by AccountId
  const absl::btree_map<uint64_t, VhostRequestRow>& requests() const { return requests_; }
  const absl::btree_map<std::string, VhostOfferRow>& offers() const { return offers_; }

  // All that the account has.
  std::vector<Row> RowsOf(AccountId account) const;

 private:
  template <typename Archive>
  friend void Fields(Archive& archive, Vhosts& vhosts) {
    auto& hosts = vhosts.hosts_;
    auto& requests = vhosts.requests_;
    auto& offers = vhosts.offers_;
    IRC_FIELDS(archive, hosts, requests, offers);
  }

  absl::btree_map<uint64_t, VhostRow> hosts_;
  absl::btree_map<uint64_t, VhostRequestRow> requests_;
  absl::btree_map<std::string, VhostOfferRow> offers_;  // by host, as it is spelled
};

}  // namespace irc

#endif  // IRCSERV_CORE_STATE_REGISTRY_VHOSTS_H_

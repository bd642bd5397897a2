#include "core/state/registry/vhosts.h"

#include <variant>

#include "absl/strings/match.h"

namespace irc {
namespace {

template <typename Map, typename Row>
bool Change(Map& map, const typename Map::key_type& key, bool drop, const Row& row) {
  if (drop) return map.erase(key) > 0;
  map[key] = row;
  return true;
}

template <typename Map>
const typename Map::mapped_type* Find(const Map& map, AccountId account) {
  const auto found = map.find(account.value);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

bool Vhosts::Apply(const Record& record) {
  if (const auto* host = std::get_if<VhostRow>(&record.row)) {
    return Change(hosts_, host->account.value, record.drop, *host);
  }
  if (const auto* request = std::get_if<VhostRequestRow>(&record.row)) {
    return Change(requests_, request->account.value, record.drop, *request);
  }
  if (const auto* offer = std::get_if<VhostOfferRow>(&record.row)) {
    return Change(offers_, offer->host, record.drop, *offer);
  }
  return false;
}

const VhostRow* Vhosts::Of(AccountId account) const { return Find(hosts_, account); }

const VhostRequestRow* Vhosts::RequestOf(AccountId account) const {
  return Find(requests_, account);
}

AccountId Vhosts::OwnerOf(absl::string_view host) const {
  for (const auto& [account, row] : hosts_) {
    if (absl::EqualsIgnoreCase(row.host, host)) return row.account;
  }
  return {};
}

std::vector<Row> Vhosts::RowsOf(AccountId account) const {
  std::vector<Row> rows;
  if (const VhostRow* host = Of(account)) rows.push_back(*host);
  if (const VhostRequestRow* request = RequestOf(account)) rows.push_back(*request);
  return rows;
}

}  // namespace irc

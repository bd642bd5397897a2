#include "core/state/ban_table.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "core/check.h"
#include "core/protocol/address.h"

namespace irc {
namespace {

// The network in one spelling: with the bits of its address alone.
std::string NetworkText(IpNetwork network) {
  for (size_t byte = 0; byte < network.address.bytes.size(); ++byte) {
    const int bits = network.bits - 8 * static_cast<int>(byte);
    if (bits >= 8) continue;
    const int kept = bits <= 0 ? 0 : 0xff << (8 - bits);
    network.address.bytes[byte] = static_cast<uint8_t>(network.address.bytes[byte] & kept);
  }
  return absl::StrCat(AddressText(network.address), "/", network.bits);
}

}  // namespace

std::string BanKey(Casemapping casemapping, BanKind kind, absl::string_view mask) {
  const std::string letter(1, kBanKinds[static_cast<size_t>(kind)].letter);
  const size_t host = IsUserHost(kind) ? mask.rfind('@') + 1 : 0;
  const bool has_host = kind == BanKind::kDLine || host > 0;
  const std::optional<IpNetwork> network =
      has_host ? ParseIpNetwork(mask.substr(host)) : std::nullopt;
  if (!network.has_value()) return absl::StrCat(letter, Fold(casemapping, mask).bytes());
  return absl::StrCat(letter, Fold(casemapping, mask.substr(0, host)).bytes(),
                      NetworkText(*network));
}

const ServerBan* BanTable::Find(BanId id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &*found->second;
}

const ServerBan* BanTable::FindSame(Casemapping casemapping, BanKind kind,
                                    absl::string_view mask) const {
  const auto found = by_key_.find(BanKey(casemapping, kind, mask));
  return found == by_key_.end() ? nullptr : &*found->second;
}

ServerBan* BanTable::Edit(BanId id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &*found->second;
}

void BanTable::Add(Casemapping casemapping, ServerBan ban) {
  bans_.push_back(std::move(ban));
  const Place place = std::prev(bans_.end());
  IRC_CHECK(by_key_.try_emplace(BanKey(casemapping, place->kind, place->mask), place).second,
            "the ban that had this mask was removed before");
  if (place->id.value != 0) by_id_.insert_or_assign(place->id, place);
}

void BanTable::Remove(Casemapping casemapping, const ServerBan& ban) {
  auto found = by_key_.extract(BanKey(casemapping, ban.kind, ban.mask));
  IRC_CHECK(!found.empty(), "every ban is found by its mask");
  by_id_.erase(ban.id);
  bans_.erase(found.mapped());
}

void BanTable::Rebuild(Casemapping casemapping) {
  std::list<ServerBan> bans = std::move(bans_);
  bans_.clear();
  by_key_.clear();
  by_id_.clear();
  for (ServerBan& ban : bans) {
    if (FindSame(casemapping, ban.kind, ban.mask) == nullptr) Add(casemapping, std::move(ban));
  }
}

}  // namespace irc

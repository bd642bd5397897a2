// Groups, and the hosts that accounts ask for or may take.
#include <string>

#include "absl/container/btree_map.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "net/import/hosts_here.h"
#include "net/import/planner.h"

namespace irc {
namespace {

constexpr absl::string_view kMemberFlags = "AFbcfimsv";
constexpr int64_t kTextBytes = 300;

}  // namespace

void Planner::PlanGroups() {
  for (const ForeignGroup& group : network_.groups) PlanGroup(group);
}

void Planner::PlanGroup(const ForeignGroup& group) {
  const Folded folded = Fold(rules_.casemapping, group.name);
  if (groups_there_.contains(folded)) {
    report_.FindThere(Thing::kGroup);
    return report_.FindThere(Thing::kGroupMember, group.members.size());
  }
  // What follows the '!' is such as what follows the '#' of a channel.
  if (!absl::StartsWith(group.name, "!") ||
      !IsValidChannelName(rules_.casemapping, absl::StrCat("#", group.name.substr(1)),
                          rules_.limits.channel_bytes)) {
    return report_.LeaveOut(Thing::kGroup, group.name, "the name cannot be one of a group here");
  }
  const GroupId id = NextId<GroupKind>("groups");
  if (!groups_.emplace(folded, id).second) {
    return report_.LeaveOut(Thing::kGroup, group.name, "another group has that name here");
  }
  const absl::Time at = Known(group.registered_at);
  PutRow(Thing::kGroup, GroupRow{.id = id, .name = group.name, .registered_at = at});
  absl::btree_map<uint64_t, std::string> members;
  for (const ForeignMember& member : group.members) {
    const Placed* placed = Resolve(member.account);
    const std::string what = absl::StrCat(member.account, " in ", group.name);
    if (placed == nullptr) {
      report_.LeaveOut(Thing::kGroupMember, what,
                       absl::StartsWith(member.account, "!") ? "a group is no member of a group"
                                                             : "there is no such account");
      continue;
    }
    std::string& flags = members[placed->id.value];
    for (const char letter : kMemberFlags) {
      if (absl::StrContains(member.flags, letter) && !absl::StrContains(flags, letter)) {
        flags.push_back(letter);
      }
    }
  }
  bool has_founder = false;
  for (const auto& [account, flags] : members) {
    has_founder = has_founder || absl::StrContains(flags, 'F');
    PutRow(Thing::kGroupMember,
           GroupMemberRow{.group = id, .account = {account}, .flags = flags, .set_at = at});
  }
  if (!has_founder) report_.Change(Thing::kGroup, group.name, "has no founder");
  for (const auto& [key, value] : group.settings) {
    records_.push_back(
        Put(GroupSettingRow{.group = id, .key = key, .value = Text(value, kTextBytes)}));
  }
}

void Planner::PlanHosts() {
  for (const ForeignRequest& request : network_.requests) {
    const Placed* placed = Resolve(request.account);
    const std::string what = absl::StrCat(request.vhost.host, " for ", request.account);
    if (placed == nullptr) {
      report_.LeaveOut(Thing::kVhostRequest, what, "there is no such account");
    } else if (placed->was_there) {
      report_.FindThere(Thing::kVhostRequest);
    } else if (!CanBeHost(request.vhost.host, rules_.limits.host_bytes)) {
      report_.LeaveOut(Thing::kVhostRequest, what, "it cannot be a host here");
    } else if (!have_request_.insert(placed->id).second) {
      report_.LeaveOut(Thing::kVhostRequest, what, "the account has asked for another one");
    } else {
      PutRow(Thing::kVhostRequest, VhostRequestRow{.account = placed->id,
                                                   .host = request.vhost.host,
                                                   .asked_at = Known(request.vhost.set_at)});
    }
  }
  for (const ForeignOffer& offer : network_.offers) {
    std::string host = offer.vhost.host;
    const std::string plain = absl::StrReplaceAll(host, {{"$account", "a"}});
    VhostOfferRow row{
        .host = host, .by = NameOf(offer.vhost.by), .set_at = Known(offer.vhost.set_at)};
    if (!offer.group.empty()) {
      const auto group = groups_.find(Fold(rules_.casemapping, offer.group));
      if (group == groups_.end()) {
        report_.LeaveOut(Thing::kVhostOffer, host, "its group is not here");
        continue;
      }
      row.group = group->second;
    }
    if (!CanBeHost(plain, rules_.limits.host_bytes)) {
      report_.LeaveOut(Thing::kVhostOffer, host, "it cannot be a host here");
    } else {
      PutOnce(Thing::kVhostOffer, row);
    }
  }
}

}  // namespace irc

// What a member of a group may do, one row for each right. A member (GroupMemberRow in
// core/rows/service_rows.h) has a set of them, written as letters, and never an empty one.
#ifndef IRCSERV_CORE_GROUP_RIGHTS_H_
#define IRCSERV_CORE_GROUP_RIGHTS_H_

#include <array>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "core/right_letters.h"

namespace irc {

enum class GroupRight : uint8_t {
  kView,
  kFounder,
  kBanned,
  kChannels,
  kMembers,
  kInvite,
  kMemos,
  kSettings,
  kVhosts,
};

// Sorted by letter. What each allows is said by GroupServ (core/texts/pages/groupserv.inc).
inline constexpr std::array kGroupRights = {
    RightRow<GroupRight>{GroupRight::kView, 'A'},
    RightRow<GroupRight>{GroupRight::kFounder, 'F'},
    RightRow<GroupRight>{GroupRight::kBanned, 'b'},
    RightRow<GroupRight>{GroupRight::kChannels, 'c'},
    RightRow<GroupRight>{GroupRight::kMembers, 'f'},
    RightRow<GroupRight>{GroupRight::kInvite, 'i'},
    RightRow<GroupRight>{GroupRight::kMemos, 'm'},
    RightRow<GroupRight>{GroupRight::kSettings, 's'},
    RightRow<GroupRight>{GroupRight::kVhosts, 'v'},
};

static_assert(IsInOrder(kGroupRights));

using GroupRights = RightBits;
// What a founder has: everything but being kept out.
inline constexpr GroupRights kGroupFounderRights =
    AllOf(kGroupRights) & ~BitOf(GroupRight::kBanned);
// What "*" stands for in a change of rights: what who may change the rights of members gives.
inline constexpr GroupRights kGivenByStar = kGroupFounderRights & ~BitOf(GroupRight::kFounder);

constexpr GroupRights GroupRightOfLetter(char letter) { return BitOfLetter(kGroupRights, letter); }
constexpr GroupRights GroupRightsOfLetters(absl::string_view letters) {
  return BitsOfLetters(kGroupRights, letters);
}
inline std::string LettersOfGroup(GroupRights rights) {
  return LettersOfBits(kGroupRights, rights);
}

// Whether these are rights of a founder, who may do everything, or have that right.
constexpr bool MayAs(GroupRights rights, GroupRight right) {
  return Has(rights, GroupRight::kFounder) ||
         (Has(rights, right) && !Has(rights, GroupRight::kBanned));
}

// What a new member has where nobody says otherwise.
inline constexpr GroupRights kNewMemberRights = GroupRightsOfLetters("Acmv");
// What the founders may have new members get by the setting "joinflags".
inline constexpr GroupRights kJoinRights = GroupRightsOfLetters("Acimv");

}  // namespace irc

#endif  // IRCSERV_CORE_GROUP_RIGHTS_H_

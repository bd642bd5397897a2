// What a member of a group may do, one row for each right. A member (GroupMemberRow in
// core/rows/service_rows.h) has a set of them, written as letters, and never an empty one.
#ifndef IRCSERV_CORE_GROUP_RIGHTS_H_
#define IRCSERV_CORE_GROUP_RIGHTS_H_

#include <array>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

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

struct GroupRightRow {
  GroupRight right;
  char letter;
  absl::string_view help;
};

// Sorted by letter.
inline constexpr std::array kGroupRights = {
    GroupRightRow{GroupRight::kView, 'A', "see the members"},
    GroupRightRow{GroupRight::kFounder, 'F', "do everything, also drop and transfer"},
    GroupRightRow{GroupRight::kBanned, 'b', "be kept out"},
    GroupRightRow{GroupRight::kChannels, 'c', "have the rights of the group in channels"},
    GroupRightRow{GroupRight::kMembers, 'f', "change the rights of members"},
    GroupRightRow{GroupRight::kInvite, 'i', "invite"},
    GroupRightRow{GroupRight::kMemos, 'm', "get the memos to the group"},
    GroupRightRow{GroupRight::kSettings, 's', "change settings"},
    GroupRightRow{GroupRight::kVhosts, 'v', "take the hosts of the group"},
};

// A set of rights, one bit each.
using GroupRights = uint32_t;
constexpr GroupRights BitOf(GroupRight right) {
  return GroupRights{1} << static_cast<unsigned>(right);
}
constexpr bool Has(GroupRights rights, GroupRight right) { return (rights & BitOf(right)) != 0; }

// What a founder has: everything but being kept out.
inline constexpr GroupRights kGroupFounderRights =
    ((GroupRights{1} << kGroupRights.size()) - 1) & ~BitOf(GroupRight::kBanned);
// What "*" stands for in a change of rights: what who may change the rights of members gives.
inline constexpr GroupRights kGivenByStar = kGroupFounderRights & ~BitOf(GroupRight::kFounder);

// The bit of a letter; 0: there is no such right.
constexpr GroupRights GroupRightOfLetter(char letter) {
  for (const GroupRightRow& row : kGroupRights) {
    if (row.letter == letter) return BitOf(row.right);
  }
  return 0;
}
// The bits of letters; those that are none are left out.
constexpr GroupRights GroupRightsOfLetters(absl::string_view letters) {
  GroupRights rights = 0;
  for (char letter : letters) rights |= GroupRightOfLetter(letter);
  return rights;
}
// The letters, sorted.
inline std::string LettersOfGroup(GroupRights rights) {
  std::string letters;
  for (const GroupRightRow& row : kGroupRights) {
    if (Has(rights, row.right)) letters.push_back(row.letter);
  }
  return letters;
}

// What a new member has where nobody says otherwise.
inline constexpr GroupRights kNewMemberRights = GroupRightsOfLetters("Acmv");
// What the founders may have new members get by the setting "joinflags".
inline constexpr GroupRights kJoinRights = GroupRightsOfLetters("Acimv");

}  // namespace irc

#endif  // IRCSERV_CORE_GROUP_RIGHTS_H_

// What somebody may do in a registered channel, one row for each right. An entry of the channel's
// access list (AccessRow in core/rows/channel_rows.h) has a set of them, written as letters. FLAGS
// shows the letters; ACCESS, XOP and AMODE are other ways to write the same entries.
#ifndef IRCSERV_CORE_CHANNEL_RIGHTS_H_
#define IRCSERV_CORE_CHANNEL_RIGHTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

enum class ChannelRight : uint8_t {
  kView,
  kFounder,
  kAutoHalfop,
  kAutoOp,
  kRecover,
  kAutoVoice,
  kProtected,
  kBanned,
  kExempt,
  kAccess,
  kHalfop,
  kInvite,
  kOp,
  kOwner,
  kKick,
  kSettings,
  kTopic,
  kVoice,
};

struct ChannelRightRow {
  ChannelRight right;
  char letter;
  absl::string_view help;
};

// Sorted by letter.
inline constexpr std::array kChannelRights = {
    ChannelRightRow{ChannelRight::kView, 'A', "see the access list"},
    ChannelRightRow{ChannelRight::kFounder, 'F', "do everything, also drop and transfer"},
    ChannelRightRow{ChannelRight::kAutoHalfop, 'H', "become halfop on joining"},
    ChannelRightRow{ChannelRight::kAutoOp, 'O', "become operator on joining"},
    ChannelRightRow{ChannelRight::kRecover, 'R', "use RECOVER and CLEAR"},
    ChannelRightRow{ChannelRight::kAutoVoice, 'V', "become voiced on joining"},
    ChannelRightRow{ChannelRight::kProtected, 'a', "be admin, automatically with O"},
    ChannelRightRow{ChannelRight::kBanned, 'b', "be kept out"},
    ChannelRightRow{ChannelRight::kExempt, 'e', "be exempt from entries with b"},
    ChannelRightRow{ChannelRight::kAccess, 'f', "change the access list"},
    ChannelRightRow{ChannelRight::kHalfop, 'h', "be halfop"},
    ChannelRightRow{ChannelRight::kInvite, 'i', "invite, and get in by INVITE and GETKEY"},
    ChannelRightRow{ChannelRight::kOp, 'o', "be operator"},
    ChannelRightRow{ChannelRight::kOwner, 'q', "be owner, automatically with O"},
    ChannelRightRow{ChannelRight::kKick, 'r', "kick, ban and lift bans"},
    ChannelRightRow{ChannelRight::kSettings, 's', "change settings"},
    ChannelRightRow{ChannelRight::kTopic, 't', "change the topic"},
    ChannelRightRow{ChannelRight::kVoice, 'v', "be voiced"},
};

// A set of rights, one bit each.
using ChannelRights = uint32_t;
constexpr ChannelRights BitOf(ChannelRight right) {
  return ChannelRights{1} << static_cast<unsigned>(right);
}
constexpr bool Has(ChannelRights rights, ChannelRight right) {
  return (rights & BitOf(right)) != 0;
}

inline constexpr ChannelRights kAllChannelRights = (ChannelRights{1} << kChannelRights.size()) - 1;
// What a founder has: everything but being kept out.
inline constexpr ChannelRights kFounderRights = kAllChannelRights & ~BitOf(ChannelRight::kBanned);

// The bit of a letter; 0: there is no such right.
constexpr ChannelRights RightOfLetter(char letter) {
  for (const ChannelRightRow& row : kChannelRights) {
    if (row.letter == letter) return BitOf(row.right);
  }
  return 0;
}
// The bits of letters; those that are none are left out.
constexpr ChannelRights RightsOfLetters(absl::string_view letters) {
  ChannelRights rights = 0;
  for (char letter : letters) rights |= RightOfLetter(letter);
  return rights;
}
// The letters, sorted.
inline std::string LettersOf(ChannelRights rights) {
  std::string letters;
  for (const ChannelRightRow& row : kChannelRights) {
    if (Has(rights, row.right)) letters.push_back(row.letter);
  }
  return letters;
}

// Entries that have a name: what XOP calls them, and the templates of FLAGS that every channel has.
// ACCESS writes them as levels, such as those of Anope.
struct ChannelRoleRow {
  absl::string_view name;
  int level;
  ChannelRights rights;
};
// The highest first.
inline constexpr std::array kChannelRoles = {
    ChannelRoleRow{"FOUNDER", 10000, kFounderRights},
    ChannelRoleRow{"QOP", 9999, RightsOfLetters("AHORVaefhioqrstv")},
    ChannelRoleRow{"SOP", 10, RightsOfLetters("AHORVaefhiorstv")},
    ChannelRoleRow{"AOP", 5, RightsOfLetters("AHOVehiortv")},
    ChannelRoleRow{"HOP", 4, RightsOfLetters("AHVehirtv")},
    ChannelRoleRow{"VOP", 3, RightsOfLetters("AVv")},
};

}  // namespace irc

#endif  // IRCSERV_CORE_CHANNEL_RIGHTS_H_

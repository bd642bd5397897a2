// What somebody may do in a registered channel, one row for each right. An entry of the channel's
// access list (AccessRow in core/rows/channel_rows.h) has a set of them, written as letters. FLAGS
// shows the letters; ACCESS, XOP and AMODE are other ways to write the same entries. What each is
// for is said in core/services/chanserv/channel_changes.cc.
#ifndef IRCSERV_CORE_CHANNEL_RIGHTS_H_
#define IRCSERV_CORE_CHANNEL_RIGHTS_H_

#include <array>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "core/right_letters.h"

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

// Sorted by letter.
inline constexpr std::array kChannelRights = {
    RightRow<ChannelRight>{ChannelRight::kView, 'A'},
    RightRow<ChannelRight>{ChannelRight::kFounder, 'F'},
    RightRow<ChannelRight>{ChannelRight::kAutoHalfop, 'H'},
    RightRow<ChannelRight>{ChannelRight::kAutoOp, 'O'},
    RightRow<ChannelRight>{ChannelRight::kRecover, 'R'},
    RightRow<ChannelRight>{ChannelRight::kAutoVoice, 'V'},
    RightRow<ChannelRight>{ChannelRight::kProtected, 'a'},
    RightRow<ChannelRight>{ChannelRight::kBanned, 'b'},
    RightRow<ChannelRight>{ChannelRight::kExempt, 'e'},
    RightRow<ChannelRight>{ChannelRight::kAccess, 'f'},
    RightRow<ChannelRight>{ChannelRight::kHalfop, 'h'},
    RightRow<ChannelRight>{ChannelRight::kInvite, 'i'},
    RightRow<ChannelRight>{ChannelRight::kOp, 'o'},
    RightRow<ChannelRight>{ChannelRight::kOwner, 'q'},
    RightRow<ChannelRight>{ChannelRight::kKick, 'r'},
    RightRow<ChannelRight>{ChannelRight::kSettings, 's'},
    RightRow<ChannelRight>{ChannelRight::kTopic, 't'},
    RightRow<ChannelRight>{ChannelRight::kVoice, 'v'},
};

static_assert(IsInOrder(kChannelRights));

using ChannelRights = RightBits;
inline constexpr ChannelRights kAllChannelRights = AllOf(kChannelRights);
// What a founder has: everything but being kept out.
inline constexpr ChannelRights kFounderRights = kAllChannelRights & ~BitOf(ChannelRight::kBanned);

constexpr ChannelRights RightOfLetter(char letter) { return BitOfLetter(kChannelRights, letter); }
constexpr ChannelRights RightsOfLetters(absl::string_view letters) {
  return BitsOfLetters(kChannelRights, letters);
}
inline std::string LettersOf(ChannelRights rights) { return LettersOfBits(kChannelRights, rights); }

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

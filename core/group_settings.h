// The settings of groups (GroupSettingRow in core/rows/service_rows.h), one row each. A setting
// that has its default has no row in the store.
#ifndef IRCSERV_CORE_GROUP_SETTINGS_H_
#define IRCSERV_CORE_GROUP_SETTINGS_H_

#include <array>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace irc {

enum class GroupSettingKind : uint8_t {
  kSwitch,  // "on"; no row: off
  kText,    // any text; no row: none
  kRights,  // letters of core/group_rights.h; no row: those of kNewMemberRights
};

struct GroupSettingInfo {
  absl::string_view key;  // in the store; SET has it in any case of letters
  GroupSettingKind kind;
  absl::string_view help;
};

inline constexpr absl::string_view kGroupJoinFlags = "joinflags";
inline constexpr absl::string_view kGroupOpen = "open";
inline constexpr absl::string_view kGroupPublic = "public";

// Sorted by key.
inline constexpr std::array kGroupSettings = {
    GroupSettingInfo{"description", GroupSettingKind::kText, "a sentence for INFO"},
    GroupSettingInfo{"email", GroupSettingKind::kText, "a mail address for INFO"},
    GroupSettingInfo{kGroupJoinFlags, GroupSettingKind::kRights, "what new members may do"},
    GroupSettingInfo{kGroupOpen, GroupSettingKind::kSwitch, "everybody may join"},
    GroupSettingInfo{kGroupPublic, GroupSettingKind::kSwitch, "everybody sees the members"},
    GroupSettingInfo{"url", GroupSettingKind::kText, "an address for INFO"},
};

}  // namespace irc

#endif  // IRCSERV_CORE_GROUP_SETTINGS_H_

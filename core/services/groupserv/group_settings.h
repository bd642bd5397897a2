// The settings of groups (GroupSettingRow in core/rows/service_rows.h), one row each. A setting
// that has its default has no row in the store.
#ifndef IRCSERV_CORE_SERVICES_GROUPSERV_GROUP_SETTINGS_H_
#define IRCSERV_CORE_SERVICES_GROUPSERV_GROUP_SETTINGS_H_

#include <array>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "core/texts/groupserv.h"

namespace irc {

enum class GroupSettingKind : uint8_t {
  kSwitch,  // "on"; no row: off
  kText,    // any text; no row: none
  kRights,  // letters of core/group_rights.h; no row: those of kNewMemberRights
};

struct GroupSettingInfo {
  absl::string_view key;  // in the store; SET has it in any case of letters
  GroupSettingKind kind;
  AnswerText<0> help;
};

inline constexpr absl::string_view kGroupJoinFlags = "joinflags";
inline constexpr absl::string_view kGroupOpen = "open";
inline constexpr absl::string_view kGroupPublic = "public";

// Sorted by key.
inline constexpr std::array kGroupSettings = {
    GroupSettingInfo{"description", GroupSettingKind::kText, texts::kGroupSettingDescription},
    GroupSettingInfo{"email", GroupSettingKind::kText, texts::kGroupSettingEmail},
    GroupSettingInfo{kGroupJoinFlags, GroupSettingKind::kRights, texts::kGroupSettingJoinflags},
    GroupSettingInfo{kGroupOpen, GroupSettingKind::kSwitch, texts::kGroupSettingOpen},
    GroupSettingInfo{kGroupPublic, GroupSettingKind::kSwitch, texts::kGroupSettingPublic},
    GroupSettingInfo{"url", GroupSettingKind::kText, texts::kGroupSettingUrl},
};

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_GROUPSERV_GROUP_SETTINGS_H_

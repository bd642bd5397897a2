// The settings of registered channels (ChannelSettingRow in core/rows/channel_rows.h), one row
// each. A setting that has its default has no row in the store. What each is for is said in
// core/services/chanserv/settings.cc.
#ifndef IRCSERV_CORE_CHANNEL_SETTINGS_H_
#define IRCSERV_CORE_CHANNEL_SETTINGS_H_

#include <array>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace irc {

enum class ChannelSettingKind : uint8_t {
  kSwitch,    // "on"; no row: off
  kSwitchOn,  // "off"; no row: on
  kText,      // any text; no row: none
  kStaff,     // "on", changed by staff alone
};

struct ChannelSettingInfo {
  absl::string_view key;  // in the store; SET has it in any case of letters
  ChannelSettingKind kind;
};

// Sorted by key. Beside these there are the keys below, which SET does not know.
inline constexpr std::array kChannelSettings = {
    ChannelSettingInfo{"description", ChannelSettingKind::kText},
    ChannelSettingInfo{"email", ChannelSettingKind::kText},
    ChannelSettingInfo{"entrymsg", ChannelSettingKind::kText},
    ChannelSettingInfo{"keeptopic", ChannelSettingKind::kSwitchOn},
    ChannelSettingInfo{"limitflags", ChannelSettingKind::kSwitch},
    ChannelSettingInfo{"mlock", ChannelSettingKind::kText},
    ChannelSettingInfo{"noautoop", ChannelSettingKind::kSwitch},
    ChannelSettingInfo{"noexpire", ChannelSettingKind::kStaff},
    ChannelSettingInfo{"private", ChannelSettingKind::kSwitch},
    ChannelSettingInfo{"pubacl", ChannelSettingKind::kSwitch},
    ChannelSettingInfo{"restricted", ChannelSettingKind::kSwitch},
    ChannelSettingInfo{"secure", ChannelSettingKind::kSwitch},
    ChannelSettingInfo{"topiclock", ChannelSettingKind::kSwitch},
    ChannelSettingInfo{"url", ChannelSettingKind::kText},
};

// The key of a template's letters: "template " and its name in capitals.
inline constexpr absl::string_view kTemplatePrefix = "template ";
// The id of the account that TRANSFER offers the channel to.
inline constexpr absl::string_view kTransferOffer = "transfer";

}  // namespace irc

#endif  // IRCSERV_CORE_CHANNEL_SETTINGS_H_

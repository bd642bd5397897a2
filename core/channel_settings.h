// The settings of registered channels (ChannelSettingRow in core/rows/channel_rows.h), one row
// each. A setting that has its default has no row in the store.
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
  absl::string_view help;
};

// Sorted by key. Beside these, "template <NAME>" has the letters of a template of FLAGS.
inline constexpr std::array kChannelSettings = {
    ChannelSettingInfo{"description", ChannelSettingKind::kText, "a sentence for INFO"},
    ChannelSettingInfo{"email", ChannelSettingKind::kText, "a mail address for INFO"},
    ChannelSettingInfo{"entrymsg", ChannelSettingKind::kText, "told to everybody who joins"},
    ChannelSettingInfo{"keeptopic", ChannelSettingKind::kSwitchOn,
                       "the topic stays when the channel is empty"},
    ChannelSettingInfo{"limitflags", ChannelSettingKind::kSwitch,
                       "who changes the access list gives and takes only rights of their own"},
    ChannelSettingInfo{"mlock", ChannelSettingKind::kText, "modes that stay set or unset: +nt-k"},
    ChannelSettingInfo{"noautoop", ChannelSettingKind::kSwitch,
                       "nobody gets a prefix on joining; UP gives it"},
    ChannelSettingInfo{"noexpire", ChannelSettingKind::kStaff, "the channel never expires"},
    ChannelSettingInfo{"private", ChannelSettingKind::kSwitch,
                       "INFO tells only those with rights in the channel"},
    ChannelSettingInfo{"pubacl", ChannelSettingKind::kSwitch, "everybody sees the access list"},
    ChannelSettingInfo{"restricted", ChannelSettingKind::kSwitch,
                       "only those with rights in the channel may join"},
    ChannelSettingInfo{"secure", ChannelSettingKind::kSwitch,
                       "only those with the right to a prefix get it"},
    ChannelSettingInfo{"topiclock", ChannelSettingKind::kSwitch,
                       "only those with the right to it change the topic"},
    ChannelSettingInfo{"url", ChannelSettingKind::kText, "an address for INFO"},
};

// The key of a template's letters: "template " and its name in capitals.
inline constexpr absl::string_view kTemplatePrefix = "template ";

}  // namespace irc

#endif  // IRCSERV_CORE_CHANNEL_SETTINGS_H_

// ChanServ SET, and SACHAN for staff: the settings of a registered channel.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/channel_settings.h"
#include "core/protocol/email.h"
#include "core/protocol/modes.h"
#include "core/protocol/utf8.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv.h"
#include "core/texts/common.h"
#include "core/texts/refusals.h"
#include "core/texts/texts.h"

namespace irc {
namespace {

struct SettingHelp {
  absl::string_view key;
  AnswerText<0> help;
};

constexpr std::array kSettingHelps = {
    SettingHelp{"description", texts::kChannelSetDescription},
    SettingHelp{"email", texts::kChannelSetEmail},
    SettingHelp{"entrymsg", texts::kChannelSetEntrymsg},
    SettingHelp{"keeptopic", texts::kChannelSetKeeptopic},
    SettingHelp{"limitflags", texts::kChannelSetLimitflags},
    SettingHelp{"mlock", texts::kChannelSetMlock},
    SettingHelp{"noautoop", texts::kChannelSetNoautoop},
    SettingHelp{"noexpire", texts::kChannelSetNoexpire},
    SettingHelp{"private", texts::kChannelSetPrivate},
    SettingHelp{"pubacl", texts::kChannelSetPubacl},
    SettingHelp{"restricted", texts::kChannelSetRestricted},
    SettingHelp{"secure", texts::kChannelSetSecure},
    SettingHelp{"topiclock", texts::kChannelSetTopiclock},
    SettingHelp{"url", texts::kChannelSetUrl},
};

static_assert(kSettingHelps.size() == kChannelSettings.size() &&
              std::equal(kSettingHelps.begin(), kSettingHelps.end(), kChannelSettings.begin(),
                         [](const auto& help, const auto& info) { return help.key == info.key; }));

const ChannelSettingInfo* FindSetting(absl::string_view name) {
  const auto found =
      std::find_if(kChannelSettings.begin(), kChannelSettings.end(),
                   [&](const auto& info) { return absl::EqualsIgnoreCase(info.key, name); });
  return found == kChannelSettings.end() ? nullptr : &*found;
}

void SaySettings(ServiceCtx& ctx, absl::string_view unknown) {
  const std::string instead = HabitText(ctx.state.config.services, "ChanServ.SET", unknown);
  const SafeParam name(unknown);
  if (instead.empty()) {
    ctx.Say(texts::kNoChannelSetting, name.safe());
  } else {
    ctx.Say(texts::kNoChannelSettingBut, name.safe(), instead);
  }
  for (size_t i = 0; i < kChannelSettings.size(); ++i) {
    const ChannelSettingInfo& info = kChannelSettings[i];
    if (info.kind == ChannelSettingKind::kStaff && !ctx.user.is_oper()) continue;
    ctx.Say(
        info.kind == ChannelSettingKind::kText ? texts::kChannelSettingText : texts::kSettingSwitch,
        absl::AsciiStrToUpper(info.key), ctx.Text(kSettingHelps[i].help));
  }
}

absl::string_view DefaultOf(const ChannelSettingInfo& info) {
  return info.kind == ChannelSettingKind::kSwitchOn ? "on" : "off";
}

// The mode lock in its one form: what is set, then what is unset, each letter once. Nothing, after
// a sentence: it has a letter that cannot be locked.
std::optional<std::string> ModeLock(ServiceCtx& ctx, absl::string_view text) {
  std::string set, unset;
  char sign = '+';
  for (char c : text) {
    if (c == '+' || c == '-') {
      sign = c;
      continue;
    }
    const ChannelModeRow* mode = FindChannelMode(c);
    const bool is_flag = mode != nullptr && mode->kind == ModeKind::kFlag;
    const bool has_value =
        mode != nullptr && (mode->kind == ModeKind::kKey || mode->kind == ModeKind::kSetting);
    if (!is_flag && !(has_value && sign == '-')) {
      ctx.Say(has_value ? texts::kModeOnlyLockedOff : texts::kModeNotLockable,
              absl::string_view(&c, 1));
      return std::nullopt;
    }
    for (std::string* letters : {&set, &unset}) std::erase(*letters, c);
    (sign == '+' ? set : unset).push_back(c);
  }
  std::sort(set.begin(), set.end());
  std::sort(unset.begin(), unset.end());
  return absl::StrCat(set.empty() ? "" : "+", set, unset.empty() ? "" : "-", unset);
}

// The value as it is kept, empty for the default; nothing, after a sentence, when it is no value.
std::optional<std::string> ValueOf(ServiceCtx& ctx, const ChannelSettingInfo& info,
                                   absl::string_view text) {
  const bool off = absl::EqualsIgnoreCase(text, "off");
  if (info.kind != ChannelSettingKind::kText) {
    const bool on = absl::EqualsIgnoreCase(text, "on");
    if (!on && !off) {
      ctx.Say(texts::kSettingOnOrOff, absl::AsciiStrToUpper(info.key));
      return std::nullopt;
    }
    const bool is_default = on == (info.kind == ChannelSettingKind::kSwitchOn);
    return is_default ? "" : on ? "on" : "off";
  }
  if (off) return "";
  if (info.key == "mlock") return ModeLock(ctx, text);
  if (info.key == "email" && !IsEmail(text)) {
    ctx.Say(texts::kRegisterNoEmail);
    return std::nullopt;
  }
  return std::string(TruncateUtf8(text, kSettingBytesMax));
}

void ChangeSetting(ServiceCtx& ctx, const RegisteredChannel& channel,
                   const ChannelSettingInfo& info, absl::string_view text) {
  const std::optional<std::string> value = ValueOf(ctx, info, text);
  if (!value.has_value()) return;
  ChannelSettingRow row{.channel = channel.id(), .key = std::string(info.key), .value = *value};
  const std::string name = absl::AsciiStrToUpper(info.key);
  if (*value == channel.Setting(info.key)) {
    return ctx.Say(texts::kChannelSettingSoAlready, name, channel.name());
  }
  SaveOfChannel(ctx, channel, {value->empty() ? Drop(std::move(row)) : Put(std::move(row))},
                ctx.Text(texts::kChannelSettingIsNow, name, channel.name(),
                         value->empty() ? DefaultOf(info) : *value),
                absl::StrCat(name, " ", value->empty() ? "(default)" : *value));
}

}  // namespace

void SetOfChannel(ServiceCtx& ctx) {
  const RegisteredChannel* channel = RequireToChange(ctx, ctx.word(0), ChannelRight::kSettings);
  if (channel == nullptr) return;
  const ChannelSettingInfo* info = FindSetting(ctx.word(1));
  const bool by_staff = ctx.request->access == ServiceAccess::kOperator;
  if (info == nullptr || (info->kind == ChannelSettingKind::kStaff && !by_staff)) {
    return SaySettings(ctx, ctx.word(1));
  }
  if (ctx.words.size() < 3) {
    const absl::string_view value = channel->Setting(info->key);
    const std::string name = absl::AsciiStrToUpper(info->key);
    if (!value.empty()) return ctx.Say(texts::kChannelSettingIs, name, channel->name(), value);
    if (info->kind == ChannelSettingKind::kText) {
      return ctx.Say(texts::kChannelSettingIsNotSet, name, channel->name());
    }
    return ctx.Say(texts::kChannelSettingIsByDefault, name, channel->name(), DefaultOf(*info));
  }
  ChangeSetting(ctx, *channel, *info, ctx.WordsFrom(2));
}

// The name of the command is that of the setting.
void SetNamedSetting(ServiceCtx& ctx) {
  ctx.words.insert(ctx.words.begin() + 1, ctx.request->name);
  SetOfChannel(ctx);
}

}  // namespace irc

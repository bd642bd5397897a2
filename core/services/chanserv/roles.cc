#include "core/services/chanserv/roles.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/channel_settings.h"
#include "core/texts/chanserv_access.h"

namespace irc {

std::string TemplateKey(absl::string_view name) {
  return absl::StrCat(kTemplatePrefix, absl::AsciiStrToUpper(name));
}

std::optional<ChannelRights> RightsNamed(const RegisteredChannel& channel, absl::string_view name) {
  const absl::string_view letters = channel.Setting(TemplateKey(name));
  if (!letters.empty()) return RightsOfLetters(letters);
  for (const ChannelRoleRow& role : kChannelRoles) {
    if (absl::EqualsIgnoreCase(role.name, name)) return role.rights;
  }
  return std::nullopt;
}

std::optional<ChannelRights> RightsOfLevel(const RegisteredChannel& channel, int level) {
  for (const ChannelRoleRow& role : kChannelRoles) {
    if (role.level <= level) return RightsNamed(channel, role.name);
  }
  return std::nullopt;
}

std::string NameOfRights(const State& state, const RegisteredChannel& channel,
                         ChannelRights rights) {
  for (const ChannelRoleRow& role : kChannelRoles) {
    if (RightsNamed(channel, role.name) == rights) {
      return FillText(state.config.services, texts::kRoleWithLevel, role.name, role.level);
    }
  }
  for (const auto& [key, letters] : *channel.settings) {
    absl::string_view name = key;
    if (absl::ConsumePrefix(&name, kTemplatePrefix) && RightsOfLetters(letters) == rights) {
      return std::string(name);
    }
  }
  return absl::StrCat("+", LettersOf(rights));
}

}  // namespace irc

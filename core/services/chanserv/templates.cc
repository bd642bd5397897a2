// ChanServ TEMPLATE: names for sets of rights, which FLAGS and ACCESS take.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "core/channel_settings.h"
#include "core/services/chanserv/access_changes.h"
#include "core/services/chanserv/channel_changes.h"
#include "core/services/chanserv/roles.h"
#include "core/services/handlers.h"
#include "core/texts/chanserv_access.h"

namespace irc {
namespace {

constexpr size_t kNameBytesMax = 20;
constexpr size_t kTemplatesMax = 20;  // of a channel

bool IsTemplateName(absl::string_view name) {
  return name.size() <= kNameBytesMax && absl::ascii_isalpha(static_cast<unsigned char>(name[0])) &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == '_' || c == '-';
         });
}

const ChannelRoleRow* RoleNamed(absl::string_view name) {
  for (const ChannelRoleRow& role : kChannelRoles) {
    if (absl::EqualsIgnoreCase(role.name, name)) return &role;
  }
  return nullptr;
}

// The templates of the channel itself, as name and letters.
std::vector<std::pair<std::string, std::string>> TemplatesOf(const RegisteredChannel& channel) {
  std::vector<std::pair<std::string, std::string>> templates;
  for (const auto& [key, letters] : *channel.settings) {
    absl::string_view name = key;
    if (absl::ConsumePrefix(&name, kTemplatePrefix)) templates.emplace_back(name, letters);
  }
  return templates;
}

void ListTemplates(ServiceCtx& ctx, const RegisteredChannel& channel) {
  for (const ChannelRoleRow& role : kChannelRoles) {
    const ChannelRights rights = RightsNamed(channel, role.name).value_or(0);
    ctx.Say(rights == role.rights ? texts::kTemplateOfRole : texts::kTemplateOfRoleChanged,
            role.name, LettersOf(rights));
  }
  for (const auto& [name, letters] : TemplatesOf(channel)) {
    if (RoleNamed(name) == nullptr) ctx.Say(texts::kTemplateOfRole, name, letters);
  }
  ctx.Say(texts::kTemplatesEnd, channel.name());
}

// The entries with exactly the rights `before`, which follow the template that had them.
std::vector<Record> EntriesThatFollow(const RegisteredChannel& channel, ChannelRights before,
                                      ChannelRights after) {
  std::vector<Record> records;
  for (const AccessEntry& entry : channel.access.entries()) {
    if (entry.flags != before) continue;
    AccessRow row = channel.access.RowOf(channel.id(), entry);
    row.flags = LettersOf(after);
    records.push_back(Put(std::move(row)));
  }
  return records;
}

// `say` makes the answer of how many entries have changed.
void Save(ServiceCtx& ctx, const RegisteredChannel& channel, Record setting,
          std::optional<ChannelRights> before, ChannelRights after,
          absl::FunctionRef<std::string(size_t)> say) {
  std::vector<Record> records = {std::move(setting)};
  if (before.has_value()) {
    for (Record& entry : EntriesThatFollow(channel, *before, after)) {
      records.push_back(std::move(entry));
    }
  }
  const std::string said = say(records.size() - 1);
  SaveOfChannel(ctx, channel, std::move(records), said);
}

void DeleteTemplate(ServiceCtx& ctx, const RegisteredChannel& channel, const std::string& name) {
  const std::string key = TemplateKey(name);
  if (channel.Setting(key).empty()) {
    return ctx.Say(texts::kNoTemplate, channel.name(), name);
  }
  Record setting = Drop(ChannelSettingRow{.channel = channel.id(), .key = key});
  const ChannelRoleRow* role = RoleNamed(name);
  if (role == nullptr) {
    return SaveOfChannel(ctx, channel, {std::move(setting)},
                         ctx.Text(texts::kTemplateIsGone, name, channel.name()));
  }
  const ChannelRights before = RightsOfLetters(channel.Setting(key));
  if (!MayChangeRights(ctx, channel, before, role->rights)) return;
  Save(ctx, channel, std::move(setting), before, role->rights, [&](size_t entries) {
    return ctx.Text(texts::kTemplateIsAsAtFirst.Of(entries), name, channel.name(), entries);
  });
}

}  // namespace

void TemplateOfChannel(ServiceCtx& ctx) {
  if (ctx.words.size() < 3) {
    const RegisteredChannel* channel = RequireRegistered(ctx, ctx.word(0));
    if (channel == nullptr || !MaySeeAccess(ctx, *channel)) return;
    return ListTemplates(ctx, *channel);
  }
  const RegisteredChannel* channel = RequireToChange(ctx, ctx.word(0), ChannelRight::kAccess);
  if (channel == nullptr) return;
  const std::string name = absl::AsciiStrToUpper(ctx.word(1));
  if (!IsTemplateName(name)) {
    return ctx.Say(texts::kNoTemplateName, ctx.word(1));
  }
  if (name == kChannelRoles.front().name) {
    return ctx.Say(texts::kTemplateStays, name);
  }
  if (absl::EqualsIgnoreCase(ctx.word(2), "DEL")) return DeleteTemplate(ctx, *channel, name);
  const std::optional<ChannelRights> before = RightsNamed(*channel, name);
  const std::optional<ChannelRights> after =
      ChangedRights(ctx, *channel, before.value_or(0), ctx.word(2));
  if (!after.has_value()) return;
  if (*after == 0 || Has(*after, ChannelRight::kFounder)) {
    return ctx.Say(texts::kTemplateWithoutRights);
  }
  if (!before.has_value() && TemplatesOf(*channel).size() >= kTemplatesMax) {
    return ctx.Say(texts::kTooManyTemplates, channel->name());
  }
  const std::string letters = LettersOf(*after);
  if (before == after) {
    return ctx.Say(texts::kTemplateIsAlready, name, channel->name(), letters);
  }
  Save(ctx, *channel,
       Put(ChannelSettingRow{.channel = channel->id(), .key = TemplateKey(name), .value = letters}),
       before, *after, [&](size_t entries) {
         return ctx.Text(texts::kTemplateIsNow.Of(entries), name, channel->name(), letters,
                         entries);
       });
}

}  // namespace irc

// OperServ SET, which changes settings while the server runs, and STATS.
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "core/kept/live_settings.h"
#include "core/policy/defcon.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/texts/operserv.h"

namespace irc {
namespace {

std::string Shown(const ServiceCtx& ctx, absl::string_view text) {
  return text.empty() ? ctx.Text(texts::kServerSettingNothing) : std::string(text);
}

// What the configuration has for the key.
std::string TextOfFile(const ServiceCtx& ctx, const ConfigKey& key) {
  const auto& configured = ctx.state.staff_rules.configured;
  const auto found = configured.find(std::string(key.name));
  return found == configured.end() ? LiveText(ctx.state.config, key) : found->second;
}

std::string ShownOfFile(const ServiceCtx& ctx, const ConfigKey& key) {
  return Shown(ctx, TextOfFile(ctx, key));
}

void ListSettings(ServiceCtx& ctx) {
  size_t found = 0;
  for (const auto& [name, row] : ctx.state.staff_rules.settings().rows()) {
    const ConfigKey* key = FindLiveKey(name);
    if (key == nullptr) continue;
    ++found;
    const bool taken = ctx.state.staff_rules.configured.contains(name);
    ctx.Say(taken ? texts::kServerSettingLine : texts::kServerSettingNotTaken, name,
            Shown(ctx, row.value), row.by.substr(0, row.by.find('!')), ShownOfFile(ctx, *key));
  }
  ctx.Say(texts::kServerSettings, found);
}

void SetToDefault(ServiceCtx& ctx, const ConfigKey& key) {
  const ServerSettingRow* row = ctx.state.staff_rules.settings().Find(std::string(key.name));
  if (row == nullptr) return ctx.Say(texts::kServerSettingIsConfigured, key.name);
  SaveOfName(ctx, key.name, {Drop(*row)},
             ctx.Text(texts::kServerSettingIsDefault, key.name, ShownOfFile(ctx, key)), "DEFAULT");
}

}  // namespace

// SET [<key> [<value>|DEFAULT]]
void SetLiveSetting(ServiceCtx& ctx) {
  if (ctx.words.empty()) return ListSettings(ctx);
  const ConfigKey* key = FindLiveKey(ctx.word(0));
  if (key == nullptr) {
    return ctx.Say(texts::kServerSettingUnknown, SafeParam(ctx.word(0)).safe());
  }
  if (ctx.words.size() == 1) {
    const std::string now = LiveText(ctx.state.config, *key), configured = TextOfFile(ctx, *key);
    if (now == configured) return ctx.Say(texts::kServerSettingIs, key->name, Shown(ctx, now));
    return ctx.Say(texts::kServerSettingDiffers, key->name, Shown(ctx, now),
                   Shown(ctx, configured));
  }
  if (ctx.words.size() == 2 && absl::EqualsIgnoreCase(ctx.word(1), "DEFAULT")) {
    return SetToDefault(ctx, *key);
  }
  Config changed = ctx.state.config;
  if (const std::string why = SetLiveText(changed, *key, ctx.WordsFrom(1)); !why.empty()) {
    return ctx.Say(texts::kServerSettingIsMistake, why);
  }
  const std::string value = LiveText(changed, *key);
  SaveOfName(
      ctx, key->name,
      {Put(ServerSettingRow{.key = std::string(key->name),
                            .value = value,
                            .by = ctx.user.mask(),
                            .set_at = ctx.state.now})},
      ctx.Text(texts::kServerSettingDiffers, key->name, Shown(ctx, value), ShownOfFile(ctx, *key)),
      value);
}

void ServerNumbers(ServiceCtx& ctx) {
  const State& state = ctx.state;
  const int64_t seconds = std::max<int64_t>(0, absl::ToInt64Seconds(state.now - state.started));
  const auto days = static_cast<uint64_t>(seconds / 86400);
  ctx.Say(texts::kServerUptime.Of(days), days,
          absl::StrFormat("%d:%02d:%02d", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60),
          static_cast<int>(DefconOf(state)));
  ctx.Say(texts::kServerNumbersUsers, state.users.size(), state.counters.users_max,
          state.sessions.size(), state.counters.connections_max, state.counters.connections,
          state.channels.size());
  const StaffRules& rules = state.staff_rules;
  ctx.Say(texts::kServerNumbersKept, state.accounts.size(), state.registered_channels.size(),
          state.groups.size(), state.staff_notes.holds().size(), rules.forbids().size(),
          state.bans.size(), rules.news().size(), rules.session_limits().size());
  ctx.Say(texts::kServerNumbersWork, state.last_ids.audit, state.pending.size());
  if (state.config.mail) {
    ctx.Ask(ReadMailState{}, PendingMailState{.service = std::string(ctx.service.nick)});
  }
}

}  // namespace irc

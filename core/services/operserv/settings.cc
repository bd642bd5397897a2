// OperServ SET, which changes settings while the server runs, and STATS.
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/kept/live_settings.h"
#include "core/policy/defcon.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"

namespace irc {
namespace {

std::string Shown(absl::string_view text) { return text.empty() ? "nothing" : std::string(text); }

// What the configuration has for the key.
std::string TextOfFile(const ServiceCtx& ctx, const ConfigKey& key) {
  const auto& configured = ctx.state.staff_rules.configured;
  const auto found = configured.find(std::string(key.name));
  return found == configured.end() ? LiveText(ctx.state.config, key) : found->second;
}

void ListSettings(ServiceCtx& ctx) {
  size_t found = 0;
  for (const auto& [name, row] : ctx.state.staff_rules.settings().rows()) {
    const ConfigKey* key = FindLiveKey(name);
    if (key == nullptr) continue;
    ++found;
    const bool taken = ctx.state.staff_rules.configured.contains(name);
    ctx.Say(absl::StrCat(name, taken ? " is " : " should be ", Shown(row.value), ", by ",
                         row.by.substr(0, row.by.find('!')), "; the configuration ",
                         taken ? "has " : "does not take that, and has ",
                         Shown(TextOfFile(ctx, *key))));
  }
  ctx.Say(absl::StrCat("Settings in the place of the configuration: ", found));
}

void SetToDefault(ServiceCtx& ctx, const ConfigKey& key) {
  const ServerSettingRow* row = ctx.state.staff_rules.settings().Find(std::string(key.name));
  if (row == nullptr) {
    return ctx.Say(absl::StrCat(key.name, " is what the configuration has already"));
  }
  SaveOfName(
      ctx, key.name, {Drop(*row)},
      absl::StrCat(key.name, " is what the configuration has: ", Shown(TextOfFile(ctx, key))),
      "DEFAULT");
}

}  // namespace

// SET [<key> [<value>|DEFAULT]]
void SetLiveSetting(ServiceCtx& ctx) {
  if (ctx.words.empty()) return ListSettings(ctx);
  const ConfigKey* key = FindLiveKey(ctx.word(0));
  if (key == nullptr) {
    return ctx.Say(absl::StrCat(SafeParam(ctx.word(0)).safe(),
                                " is no key of the configuration that can be changed here"));
  }
  if (ctx.words.size() == 1) {
    const std::string now = LiveText(ctx.state.config, *key), configured = TextOfFile(ctx, *key);
    return ctx.Say(absl::StrCat(key->name, " is ", Shown(now),
                                now == configured ? "" : "; the configuration has ",
                                now == configured ? "" : Shown(configured)));
  }
  if (ctx.words.size() == 2 && absl::EqualsIgnoreCase(ctx.word(1), "DEFAULT")) {
    return SetToDefault(ctx, *key);
  }
  Config changed = ctx.state.config;
  if (const std::string why = SetLiveText(changed, *key, ctx.WordsFrom(1)); !why.empty()) {
    return ctx.Say(why);
  }
  const std::string value = LiveText(changed, *key);
  SaveOfName(ctx, key->name,
             {Put(ServerSettingRow{.key = std::string(key->name),
                                   .value = value,
                                   .by = ctx.user.mask(),
                                   .set_at = ctx.state.now})},
             absl::StrCat(key->name, " is ", Shown(value), "; the configuration has ",
                          Shown(TextOfFile(ctx, *key))),
             value);
}

void ServerNumbers(ServiceCtx& ctx) {
  const State& state = ctx.state;
  const int64_t seconds = std::max<int64_t>(0, absl::ToInt64Seconds(state.now - state.started));
  ctx.Say(absl::StrFormat("Up for %d days %d:%02d:%02d, DEFCON %d", seconds / 86400,
                          seconds / 3600 % 24, seconds / 60 % 60, seconds % 60,
                          static_cast<int>(DefconOf(state))));
  ctx.Say(absl::StrCat("Users: ", state.users.size(), ", at most ", state.counters.users_max,
                       "; connections: ", state.sessions.size(), ", at most ",
                       state.counters.connections_max, ", ever ", state.counters.connections,
                       "; channels: ", state.channels.size()));
  const StaffRules& rules = state.staff_rules;
  ctx.Say(absl::StrCat(
      "Accounts: ", state.accounts.size(),
      ", registered channels: ", state.registered_channels.size(),
      ", groups: ", state.groups.size(), ", held names: ", state.staff_notes.holds().size(),
      ", forbids: ", rules.forbids().size(), ", bans: ", state.bans.size(),
      ", news: ", rules.news().size(), ", exceptions: ", rules.session_limits().size()));
  ctx.Say(absl::StrCat("Entries of the audit: ", state.last_ids.audit,
                       ", works that are under way: ", state.pending.size()));
  if (state.config.mail) {
    ctx.Ask(ReadMailState{}, PendingMailState{.service = std::string(ctx.service.nick)});
  }
}

}  // namespace irc

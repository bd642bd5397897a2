// NickServ SET: the settings of an account.
#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"

namespace irc {
namespace {

// All settings, by name.
struct SettingFacts {
  absl::string_view name;
  std::array<absl::string_view, 3> values;  // empty ones are none
  absl::string_view help;
};
constexpr std::array kSettings = {
    SettingFacts{"ENFORCE", {"off", "strict"}, "whether others are kept off your nicks"},
    SettingFacts{"PRIVATE", {"off", "on"}, "whether INFO hides when you were last seen"},
};

void SaySettings(ServiceCtx& ctx) {
  for (const SettingFacts& row : kSettings) {
    std::vector<absl::string_view> values(row.values.begin(), row.values.end());
    std::erase(values, "");
    ctx.Say(absl::StrCat(row.name, " ", absl::StrJoin(values, "|"), ": ", row.help));
  }
}

}  // namespace

void Set(ServiceCtx& ctx) {
  const std::string key = absl::AsciiStrToUpper(ctx.word(0));
  const std::string value = absl::AsciiStrToLower(ctx.word(1));
  const auto* facts = std::find_if(kSettings.begin(), kSettings.end(),
                                   [&](const SettingFacts& row) { return row.name == key; });
  if (facts == kSettings.end()) {
    ctx.Say("There is no such setting; there are");
    return SaySettings(ctx);
  }
  if (!value.empty() &&
      std::find(facts->values.begin(), facts->values.end(), value) == facts->values.end()) {
    ctx.Say(absl::StrCat(key, " can not be ", SafeParam(value).safe(), "; the settings are"));
    return SaySettings(ctx);
  }
  const Account* account = ctx.RequireAccount(ctx.user.account);
  if (account == nullptr) return;
  const SettingRow row{.account = account->id(), .key = key, .value = value};
  SaveAndSay(
      ctx, *account, {value.empty() ? Drop(row) : Put(row)},
      value.empty() ? absl::StrCat(key, " has its default") : absl::StrCat(key, " is ", value));
}

}  // namespace irc

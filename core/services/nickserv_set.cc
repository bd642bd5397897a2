// NickServ SET, GET, SASET and SAGET: the settings of an account. NOEXPIRE is one that staff makes.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/kept/expiry.h"
#include "core/policy/account_access.h"
#include "core/services/account_changes.h"
#include "core/services/handlers.h"
#include "core/texts/common.h"
#include "core/texts/nickserv.h"

namespace irc {
namespace {

// All settings, by name.
struct SettingFacts {
  absl::string_view name;
  std::array<absl::string_view, 3> values;  // empty ones are none
  std::string (*default_value)(const Config&);
  AnswerText<0> help;
};
std::string Off(const Config&) { return "off"; }
std::string NickProtectionOf(const Config& config) { return config.nick_protection; }
constexpr std::array kSettings = {
    SettingFacts{
        kEnforce, {"off", "timeout", "strict"}, NickProtectionOf, texts::kAccountSettingEnforce},
    SettingFacts{"NEVERGROUP", {"on", "off"}, Off, texts::kAccountSettingNeverGroup},
    SettingFacts{"NOMEMO", {"on", "off"}, Off, texts::kAccountSettingNoMemo},
    SettingFacts{"PRIVATE", {"on", "off"}, Off, texts::kAccountSettingPrivate},
};

void SaySettings(ServiceCtx& ctx) {
  for (const SettingFacts& row : kSettings) {
    std::vector<absl::string_view> values(row.values.begin(), row.values.end());
    std::erase(values, "");
    ctx.Say(texts::kAccountSettingHelp, row.name, absl::AsciiStrToUpper(absl::StrJoin(values, "|")),
            ctx.Text(row.help));
  }
  ctx.Say(texts::kAccountSettingEmail);
}

const SettingFacts* FindSetting(absl::string_view key) {
  const auto found = std::find_if(kSettings.begin(), kSettings.end(),
                                  [&](const SettingFacts& row) { return row.name == key; });
  return found == kSettings.end() ? nullptr : &*found;
}

void SayValue(ServiceCtx& ctx, const Account& account, const SettingFacts& facts) {
  const absl::string_view value = account.Setting(facts.name);
  if (!value.empty()) return ctx.Say(texts::kAccountSettingIs, facts.name, value);
  ctx.Say(texts::kAccountSettingIsByDefault, facts.name, facts.default_value(ctx.state.config));
}

// SET EMAIL changes it in another way than the settings.
void SayEmail(ServiceCtx& ctx, const Account& account) {
  const AccountRow row = account.row();
  const std::string& wanted = row.wanted_email;
  if (row.email.empty()) {
    return wanted.empty() ? ctx.Say(texts::kEmailIsNotSet)
                          : ctx.Say(texts::kEmailIsNotVerified, wanted);
  }
  if (wanted.empty()) return ctx.Say(texts::kEmailIs, row.email);
  ctx.Say(texts::kEmailIsAndNotVerified, row.email, wanted);
}

// GET and SAGET: one setting, or all of them.
void SayValues(ServiceCtx& ctx, const Account& account, absl::string_view name) {
  if (name.empty()) {
    for (const SettingFacts& facts : kSettings) SayValue(ctx, account, facts);
    return SayEmail(ctx, account);
  }
  if (absl::EqualsIgnoreCase(name, "EMAIL")) return SayEmail(ctx, account);
  if (const SettingFacts* facts = FindSetting(absl::AsciiStrToUpper(name))) {
    return SayValue(ctx, account, *facts);
  }
  ctx.Say(texts::kAccountSettingUnknown, SafeParam(name).safe());
  SaySettings(ctx);
}

// SET and SASET, from the word at `at` on. `name`: of the account.
void ChangeSetting(ServiceCtx& ctx, absl::string_view name, size_t at) {
  const std::string key = absl::AsciiStrToUpper(ctx.word(at));
  const std::string value = absl::AsciiStrToLower(ctx.word(at + 1));
  const SettingFacts* facts = FindSetting(key);
  if (facts == nullptr) {
    ctx.Say(texts::kAccountSettingUnknown, SafeParam(ctx.word(at)).safe());
    return SaySettings(ctx);
  }
  if (!value.empty() &&
      std::find(facts->values.begin(), facts->values.end(), value) == facts->values.end()) {
    ctx.Say(texts::kAccountSettingCannotBe, key, SafeParam(value).safe());
    return SaySettings(ctx);
  }
  const Account* account = ctx.RequireAccount(name);
  if (account == nullptr) return;
  const SettingRow row{.account = account->id(), .key = key, .value = value};
  SaveAndSay(ctx, *account, {value.empty() ? Drop(row) : Put(row)},
             value.empty() ? ctx.Text(texts::kAccountSettingHasDefault, key)
                           : ctx.Text(texts::kAccountSettingIsNow, key, value),
             "", absl::StrCat(key, value.empty() ? "" : " ", value));
}

}  // namespace

void Get(ServiceCtx& ctx) { SayValues(ctx, *ctx.OwnAccount(), ctx.word(0)); }

void Saget(ServiceCtx& ctx) {
  const Account* account = ctx.RequireAccount(ctx.word(0));
  if (account != nullptr) SayValues(ctx, *account, ctx.word(1));
}

void Set(ServiceCtx& ctx) {
  if (absl::EqualsIgnoreCase(ctx.word(0), "EMAIL")) return SetEmail(ctx);
  ChangeSetting(ctx, ctx.user.account, 0);
}

void Saset(ServiceCtx& ctx) { ChangeSetting(ctx, ctx.word(0), 1); }

void NoExpire(ServiceCtx& ctx) {
  const std::string value = absl::AsciiStrToLower(ctx.word(1));
  if (value != "on" && value != "off") {
    return ctx.SaySyntax();
  }
  const Account* account = ctx.RequireAccount(ctx.word(0));
  if (account == nullptr) return;
  const bool on = value == "on";
  const SettingRow row{
      .account = account->id(), .key = std::string(kNoExpire), .value = on ? value : ""};
  SaveAndSay(ctx, *account, {on ? Put(row) : Drop(row)},
             ctx.Text(on ? texts::kAccountNeverExpires : texts::kAccountExpires, account->name()),
             kNoExpire, value);
}

}  // namespace irc

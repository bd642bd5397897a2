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

namespace irc {
namespace {

// All settings, by name.
struct SettingFacts {
  absl::string_view name;
  std::array<absl::string_view, 3> values;  // empty ones are none
  std::string (*default_value)(const Config&);
  absl::string_view help;
};
std::string Off(const Config&) { return "off"; }
std::string NickProtectionOf(const Config& config) { return config.nick_protection; }
constexpr std::array kSettings = {
    SettingFacts{kEnforce,
                 {"off", "timeout", "strict"},
                 NickProtectionOf,
                 "whether others are kept off your nicks: at once, or after a time"},
    SettingFacts{"NEVERGROUP", {"off", "on"}, Off, "whether nobody may add you to a group"},
    SettingFacts{"NOMEMO", {"off", "on"}, Off, "whether $MemoServ takes no memos for you"},
    SettingFacts{"PRIVATE", {"off", "on"}, Off, "whether INFO hides when you were last seen"},
};

void SaySettings(ServiceCtx& ctx) {
  for (const SettingFacts& row : kSettings) {
    std::vector<absl::string_view> values(row.values.begin(), row.values.end());
    std::erase(values, "");
    ctx.Say(absl::StrCat(row.name, " ", absl::StrJoin(values, "|"), ": ",
                         WithServiceNames(row.help, ctx.state.config.services)));
  }
  ctx.Say("EMAIL <address>: where mails of the server go to");
}

const SettingFacts* FindSetting(absl::string_view key) {
  const auto found = std::find_if(kSettings.begin(), kSettings.end(),
                                  [&](const SettingFacts& row) { return row.name == key; });
  return found == kSettings.end() ? nullptr : &*found;
}

void SayValue(ServiceCtx& ctx, const Account& account, const SettingFacts& facts) {
  const absl::string_view value = account.Setting(facts.name);
  ctx.Say(value.empty() ? absl::StrCat(facts.name, " is ", facts.default_value(ctx.state.config),
                                       ", the default")
                        : absl::StrCat(facts.name, " is ", value));
}

// SET EMAIL changes it in another way than the settings.
void SayEmail(ServiceCtx& ctx, const Account& account) {
  const AccountRow row = account.row();
  const std::string wanted =
      row.wanted_email.empty() ? "" : absl::StrCat("; not verified yet: ", row.wanted_email);
  ctx.Say(absl::StrCat(
      row.email.empty() ? "EMAIL is not set" : absl::StrCat("EMAIL is ", row.email), wanted));
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
  ctx.Say("There is no such setting; there are");
  SaySettings(ctx);
}

// SET and SASET, from the word at `at` on. `name`: of the account.
void ChangeSetting(ServiceCtx& ctx, absl::string_view name, size_t at) {
  const std::string key = absl::AsciiStrToUpper(ctx.word(at));
  const std::string value = absl::AsciiStrToLower(ctx.word(at + 1));
  const SettingFacts* facts = FindSetting(key);
  if (facts == nullptr) {
    ctx.Say("There is no such setting; there are");
    return SaySettings(ctx);
  }
  if (!value.empty() &&
      std::find(facts->values.begin(), facts->values.end(), value) == facts->values.end()) {
    ctx.Say(absl::StrCat(key, " cannot be ", SafeParam(value).safe(), "; the settings are"));
    return SaySettings(ctx);
  }
  const Account* account = ctx.RequireAccount(name);
  if (account == nullptr) return;
  const SettingRow row{.account = account->id(), .key = key, .value = value};
  SaveAndSay(
      ctx, *account, {value.empty() ? Drop(row) : Put(row)},
      value.empty() ? absl::StrCat(key, " has its default") : absl::StrCat(key, " is ", value), "",
      absl::StrCat(key, value.empty() ? "" : " ", value));
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
             absl::StrCat("The account ", account->name(),
                          on ? " stays, also when nobody uses it" : " ends when nobody uses it"),
             kNoExpire, value);
}

}  // namespace irc

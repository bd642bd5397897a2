// What FLAGS, ACCESS and XOP say of an access list is what the rules give to those who are logged
// in: they are words for the same entries.
#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/channel_rights.h"
#include "core/policy/channel_access.h"
#include "core/state/registered.h"
#include "core/testing/world.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr uint64_t kAccounts = 5;
constexpr ChannelId kChannel = {7};
constexpr SessionId kFounder = {1};

std::string NameOf(uint64_t account) { return absl::StrCat("n", account); }

// Often a role, so that XOP has something to list.
ChannelRights SomeRights() {
  const auto role = *rc::gen::inRange<size_t>(0, 2 * kChannelRoles.size());
  return role < kChannelRoles.size() && role > 0
             ? kChannelRoles[role].rights
             : *rc::gen::inRange<ChannelRights>(1, kAllChannelRights + 1);
}

// Accounts 1 to kAccounts; the first one is the founder. Some of the others, and the group !g with
// the accounts 2 and 3, have entries.
Restored SomeChannel() {
  Restored restored;
  const absl::Time at = absl::FromUnixSeconds(1700000000);
  for (uint64_t id = 1; id <= kAccounts; ++id) {
    restored.rows.emplace_back(
        AccountRow{.id = {id}, .name = NameOf(id), .registered_at = at, .verified_at = at});
    restored.rows.emplace_back(
        CredentialRow{.id = {id}, .account = {id}, .kind = "password", .created_at = at});
  }
  restored.rows.emplace_back(GroupRow{.id = {1}, .name = "!g", .registered_at = at});
  for (uint64_t id : {2, 3}) {
    restored.rows.emplace_back(
        GroupMemberRow{.group = {1}, .account = {id}, .flags = "Ac", .set_at = at});
  }
  restored.rows.emplace_back(ChannelRow{
      .id = kChannel, .name = "#c", .founder = {1}, .registered_at = at, .approved_at = at});
  for (uint64_t id = 2; id <= kAccounts + 1; ++id) {
    if (*rc::gen::arbitrary<bool>()) continue;
    const bool is_group = id > kAccounts;
    restored.rows.emplace_back(AccessRow{.channel = kChannel,
                                         .kind = is_group ? "group" : "account",
                                         .subject = is_group ? 1 : id,
                                         .flags = LettersOf(SomeRights()),
                                         .by = NameOf(1),
                                         .set_at = at});
  }
  return restored;
}

void Enter(World& world, uint64_t number) {
  const SessionId id{number};
  world.Apply(Connected{id, {.ip = "192.0.2.1", .host = "h.example"}});
  world.Say(id, absl::StrCat("NICK ", NameOf(number)));
  world.Say(id, "USER u 0 * :Name");
  world.Say(id, "NS IDENTIFY *1/9");
  while (world.IsWaiting(id)) world.CompleteOldest(true);
}

// The second words of the answer, such as "+ov" or "AOP", by the first ones.
std::map<std::string, std::string> Listed(World& world, absl::string_view command) {
  world.Say(kFounder, absl::StrCat("CS ", command));
  std::map<std::string, std::string> listed;
  for (const std::string& line : world.SeenBy(kFounder)) {
    const size_t text = line.find(" :");
    if (text == std::string::npos) continue;
    std::vector<std::string> words = absl::StrSplit(absl::string_view(line).substr(text + 2), ' ');
    if (words[0].find_first_not_of("0123456789") == std::string::npos) words.erase(words.begin());
    if (words.size() < 2 || (words[0] != "!g" && !absl::StartsWith(words[0], "n"))) continue;
    listed[words[0]] = std::string(absl::StripAsciiWhitespace(words[1]));
  }
  return listed;
}

ChannelRights RightsOfWord(absl::string_view word) {
  if (absl::ConsumePrefix(&word, "+")) return RightsOfLetters(word);
  for (const ChannelRoleRow& role : kChannelRoles) {
    if (role.name == word) return role.rights;
  }
  ADD_FAILURE() << word;
  return 0;
}

RC_GTEST_PROP(ChannelLists, SayWhatTheRulesGive, ()) {
  Config config;
  config.accounts_kept = true;
  config.nick_protection = "off";
  World world(config);
  world.Apply(SomeChannel());
  for (uint64_t id = 1; id <= kAccounts; ++id) Enter(world, id);
  const State& state = world.server().state();
  const RegisteredChannel& channel = *state.registered_channels.Find(kChannel);

  const std::map<std::string, std::string> flags = Listed(world, "FLAGS #c");
  for (uint64_t id = 1; id <= kAccounts; ++id) {
    const User* user = FindUser(state, NameOf(id));
    RC_ASSERT(user != nullptr);
    RC_ASSERT(user->account == NameOf(id));
    ChannelRights rights = 0;
    if (flags.contains(NameOf(id))) rights |= RightsOfWord(flags.at(NameOf(id)));
    if ((id == 2 || id == 3) && flags.contains("!g")) rights |= RightsOfWord(flags.at("!g"));
    if (Has(rights, ChannelRight::kExempt) || Has(rights, ChannelRight::kFounder)) {
      rights &= ~BitOf(ChannelRight::kBanned);
    }
    RC_ASSERT(LettersOf(RightsOf(state, *user, channel)) == LettersOf(rights));
    const Account& account = *state.accounts.Find({id});
    RC_ASSERT(LettersOf(RightsOf(state, account, channel)) == LettersOf(rights));
  }

  const std::map<std::string, std::string> access = Listed(world, "ACCESS #c LIST");
  for (const auto& [name, word] : flags) {
    const bool only_kept_out = word == "+b";
    RC_ASSERT(access.contains(name) != only_kept_out);
    if (!only_kept_out) RC_ASSERT(RightsOfWord(access.at(name)) == RightsOfWord(word));
  }
  for (const ChannelRoleRow& role : kChannelRoles) {
    if (&role == &kChannelRoles.front()) continue;  // FOUNDER has no list
    const auto of_role = Listed(world, absl::StrCat(role.name, " #c LIST"));
    for (const auto& [name, word] : flags) {
      const bool has_role = RightsOfWord(word) == role.rights;
      RC_ASSERT(of_role.contains(name) == has_role);
    }
  }
}

}  // namespace
}  // namespace irc

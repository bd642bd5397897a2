#include "core/transcript/settings.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "core/state/archive.h"
#include "core/state/state.h"
#include "core/transcript/write.h"
#include "gtest/gtest.h"

namespace irc {
namespace transcript {
namespace {

// Calls visit(member) for every member of a configuration. One that is not listed does not compile.
template <typename Visit>
void ForEachMember(Config& config, Visit&& visit) {
  auto& [server_name, network_name, description, casemapping, confusables, utf8_only,
         password_required, default_user_modes, default_channel_modes, motd, rules, admin_location,
         admin_organisation, admin_email, change_realname, accounts, accounts_kept, bearer_tokens,
         account_registration, nick_protection, nick_timeout_seconds, guest_nick, cloak_default,
         cloak_account_suffix, nick_equals_account, expire_days, expire_notice_days,
         channel_registration, channel_approval, channel_expire_days, list_empty_channels,
         account_email_required, account_registration_early, mail, verify_seconds, mail_blocked,
         reserved_nicks, knock, relaymsg, roleplay, client_tag_deny, icon_url, oper_notices,
         hide_oper_idle, sts_port, sts_duration_seconds, sts_preload, logged_channels, services,
         oper_classes, opers, limits] = config;
  const auto all = [&](auto&... members) { (visit(members), ...); };
  all(server_name, network_name, description, casemapping, confusables, utf8_only,
      password_required, default_user_modes, default_channel_modes, motd, rules, admin_location,
      admin_organisation, admin_email, change_realname, accounts, accounts_kept, bearer_tokens,
      account_registration, nick_protection, nick_timeout_seconds, guest_nick, cloak_default,
      cloak_account_suffix, nick_equals_account, expire_days, expire_notice_days,
      channel_registration, channel_approval, channel_expire_days, list_empty_channels,
      account_email_required, account_registration_early, mail, verify_seconds, mail_blocked,
      reserved_nicks, knock, relaymsg, roleplay, client_tag_deny, icon_url, oper_notices,
      hide_oper_idle, sts_port, sts_duration_seconds, sts_preload, logged_channels,
      services.aliases, services.names, services.disabled, oper_classes, opers);
#define IRC_LIMIT(member, ...) visit(limits.member);
#include "core/limits.inc"
#undef IRC_LIMIT
}

// Gives a member another value.
struct Change {
  void operator()(bool& value) const { value = !value; }
  void operator()(int64_t& value) const { ++value; }
  void operator()(std::string& value) const { value += "x"; }
  void operator()(std::vector<std::string>& value) const { value.push_back("x"); }
  void operator()(std::vector<OperConfig>& value) const { value.emplace_back(); }
  void operator()(std::vector<OperClassConfig>& value) const { value.emplace_back(); }
};

std::string Bytes(Config config) {
  SaveArchive archive;
  ForEachMember(config, [&](const auto& member) { archive(member); });
  return archive.Take();
}

TEST(Settings, HoldTheWholeConfigurationButOpers) {
  Config to;
  ForEachMember(to, Change());
  Config from;
  from.opers = to.opers;
  from.oper_classes = to.oper_classes;
  ASSERT_NE(Bytes(from), Bytes(to));
  for (const Setting& setting : ChangedSettings(from, to)) {
    ASSERT_TRUE(ApplySetting(from, setting).ok()) << setting.key;
  }
  EXPECT_EQ(Bytes(from), Bytes(to)) << "a member of Config has no key";
}

TEST(Settings, LeaveOutWhatIsTheSame) {
  Config to;
  to.limits.nick_bytes = 9;
  const std::vector<Setting> changed = ChangedSettings(Config(), to);
  ASSERT_EQ(changed.size(), 1u);
  EXPECT_EQ(PrintStep(InitialConfig{changed}), "config limits.nick_bytes=9");
  EXPECT_TRUE(ChangedSettings(to, to).empty());
}

TEST(Settings, RejectKeysAndValuesThatAreNone) {
  Config config;
  EXPECT_EQ(ApplySetting(config, {"nick_bytes", int64_t{9}}).message(),
            "there is no key 'nick_bytes'");
  EXPECT_FALSE(ApplySetting(config, {"limits.nick_bytes", std::string("9")}).ok());
  EXPECT_EQ(ApplySetting(config, {"password_required", int64_t{1}}).message(),
            "password_required must be true or false");
}

}  // namespace
}  // namespace transcript
}  // namespace irc

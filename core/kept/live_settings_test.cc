#include "core/kept/live_settings.h"

#include <string>

#include "gtest/gtest.h"

namespace irc {
namespace {

void Set(StaffRules& rules, const std::string& key, const std::string& value) {
  rules.Apply(Casemapping::kAscii, Put(ServerSettingRow{.key = key, .value = value}));
}
void Unset(StaffRules& rules, const std::string& key) {
  rules.Apply(Casemapping::kAscii, Drop(ServerSettingRow{.key = key}));
}

TEST(LiveSettings, AreTheKeysThatARehashChanges) {
  EXPECT_NE(FindLiveKey("limits.bans"), nullptr);
  EXPECT_NE(FindLiveKey("mail.blocked"), nullptr);
  EXPECT_EQ(FindLiveKey("server.name"), nullptr) << "needs a restart";
  EXPECT_EQ(FindLiveKey("server.motd"), nullptr) << "has lines";
  EXPECT_EQ(FindLiveKey("accounts.names"), nullptr) << "is a block";
  EXPECT_EQ(FindLiveKey("nonsense"), nullptr);
}

TEST(LiveSettings, StandInThePlaceOfTheConfiguration) {
  Config config;
  config.limits.bans = 5;
  config.mail_blocked = {"a.example", "b.example"};
  StaffRules rules;
  Set(rules, "limits.bans", "7");
  Set(rules, "mail.blocked", "c.example");
  Set(rules, "limits.knock_seconds", "-1");  // cannot be
  Set(rules, "server.name", "x.example");    // needs a restart
  PutSettings(rules, config);
  PutSettings(rules, config);
  EXPECT_EQ(config.limits.bans, 7);
  EXPECT_EQ(config.mail_blocked, std::vector<std::string>{"c.example"});
  EXPECT_EQ(config.limits.knock_seconds, Config().limits.knock_seconds);
  EXPECT_EQ(config.server_name, Config().server_name);
  EXPECT_EQ(rules.configured.size(), 2u);
  EXPECT_EQ(rules.configured["limits.bans"], "5");
  Unset(rules, "limits.bans");
  Unset(rules, "mail.blocked");
  PutSettings(rules, config);
  EXPECT_EQ(config.limits.bans, 5);
  EXPECT_EQ(config.mail_blocked, (std::vector<std::string>{"a.example", "b.example"}));
  EXPECT_TRUE(rules.configured.empty());
}

TEST(LiveSettings, SayWhatIsWrong) {
  Config config;
  EXPECT_EQ(SetLiveText(config, *FindLiveKey("channel.knock"), "perhaps"),
            "channel.knock must be true or false");
  EXPECT_EQ(SetLiveText(config, *FindLiveKey("limits.bans"), "x"),
            "limits.bans must be a whole number");
  EXPECT_EQ(SetLiveText(config, *FindLiveKey("limits.bans"), "-1"),
            "limits.bans must be from 0 to 1000000");
  EXPECT_NE(SetLiveText(config, *FindLiveKey("server.network"), ""), "");
  EXPECT_EQ(SetLiveText(config, *FindLiveKey("channel.knock"), "OFF"), "");
  EXPECT_FALSE(config.knock);
}

}  // namespace
}  // namespace irc

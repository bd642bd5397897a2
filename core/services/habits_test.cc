#include "core/services/habits.h"

#include "core/channel_settings.h"
#include "core/services/service_facts.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

TEST(Habits, AreOfNoCommandThatThereIs) {
  for (const ServiceRow& service : Services()) {
    for (const ServiceCommand& command : service.commands) {
      EXPECT_EQ(InsteadOf(service.nick, command.name), "") << service.nick << " " << command.name;
    }
  }
  for (const ChannelSettingInfo& setting : kChannelSettings) {
    EXPECT_EQ(InsteadOfSetting(setting.key), "") << setting.key;
  }
}

TEST(Habits, AreFoundInAnyCaseOfLetters) {
  EXPECT_NE(InsteadOf("ChanServ", "kickBan"), "");
  EXPECT_EQ(InsteadOf("NickServ", "KICKBAN"), "");
  EXPECT_NE(InsteadOfSetting("Guard"), "");
}

}  // namespace
}  // namespace irc

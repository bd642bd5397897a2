#include "core/services/habits.h"

#include <tuple>

#include "core/channel_settings.h"
#include "core/services/service_facts.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

TEST(Habits, AreOfNoCommandThatThereIs) {
  for (const ServiceRow& service : Services()) {
    for (const ServiceCommand& command : service.commands) {
      EXPECT_EQ(FindHabit(service.nick, command.name), nullptr)
          << service.nick << " " << command.name;
    }
  }
  for (const ChannelSettingInfo& setting : kChannelSettings) {
    EXPECT_EQ(FindHabit("ChanServ.SET", setting.key), nullptr) << setting.key;
  }
}

TEST(Habits, AreSortedAndThereOnce) {
  for (size_t i = 1; i < Habits().size(); ++i) {
    const Habit &before = Habits()[i - 1], &habit = Habits()[i];
    EXPECT_LT(std::tie(before.of, before.word), std::tie(habit.of, habit.word)) << habit.word;
  }
}

TEST(Habits, AreFoundInAnyCaseOfLetters) {
  EXPECT_NE(FindHabit("ChanServ", "kickBan"), nullptr);
  EXPECT_EQ(FindHabit("NickServ", "KICKBAN"), nullptr);
  EXPECT_NE(FindHabit("ChanServ.SET", "Guard"), nullptr);
}

}  // namespace
}  // namespace irc

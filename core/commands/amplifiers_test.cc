// What one line may cause at most.
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/testing/acts.h"
#include "core/testing/world.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

constexpr uint64_t kUsers = 40;

size_t Recipients(const World& world) {
  size_t recipients = 0;
  for (const Send& send : world.output().sends) recipients += send.to.size();
  return recipients;
}

TEST(Amplifiers, AMessageToAllUsersIsRenderedOnce) {
  World world(SessionConfig());
  for (uint64_t i = 1; i <= kUsers; ++i) Register(world, i, absl::StrCat("user", i), 0);
  world.Say({1}, "OPER root *1");
  world.CompleteOldest(true);
  world.Say({1}, "PRIVMSG $irc.local :hello");
  EXPECT_EQ(Recipients(world), kUsers - 1);
  EXPECT_EQ(world.output().sends.size(), 1u);
}

// The most answers are those of the lists: each entry once, and the end of each list.
TEST(Amplifiers, ALineOfModesShowsEachListOnce) {
  World world(SessionConfig());
  Register(world, 1, "alice", 0);
  world.Say({1}, "JOIN #c");
  world.Say({1}, "MODE #c +bbb a b c");
  world.Say({1}, "MODE #c +eee a b c");
  std::string letters;
  for (int i = 0; i < 80; ++i) letters += "bbeeIyzZ?k";
  letters.resize(480);
  world.Say({1}, "MODE #c " + letters);
  // Six entries, four ends of lists, the refusals of 'Z', '?' and 'k', and the change by 'z'.
  EXPECT_EQ(Recipients(world), 6u + 4 + 3 + 1);
}

}  // namespace
}  // namespace irc

// What is logged of channels: what all members see, and nothing else.
#include "core/actions/notify/channel_log.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/testing/world.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Lines = std::vector<std::string>;

constexpr SessionId kAlice{1};
constexpr SessionId kBob{2};

Config Configuration(std::vector<std::string> masks = {"#log*"}) {
  Config config;
  config.logged_channels = std::move(masks);
  return config;
}

// "#log alice PRIVMSG hello"
Lines LinesOf(const Output& output) {
  Lines lines;
  for (const ChannelLine& line : output.channel_lines) {
    const std::string nick = line.source.substr(0, line.source.find('!'));
    lines.push_back(absl::StrCat(line.channel, " ", nick, " ", line.command,
                                 line.params.empty() ? "" : " ", absl::StrJoin(line.params, " ")));
  }
  return lines;
}

class ChannelLogTest : public ::testing::Test {
 protected:
  explicit ChannelLogTest(Config config = Configuration()) : world_(std::move(config)) {
    Register(kAlice, "alice");
    Register(kBob, "bob");
  }

  void Register(SessionId id, const std::string& nick) {
    ASSERT_TRUE(world_.Apply(Connected{id, {.ip = "192.0.2.1", .host = "192.0.2.1"}}));
    for (const std::string& line :
         {std::string("CAP REQ :batch draft/multiline message-tags echo-message"),
          std::string("CAP REQ :draft/message-redaction draft/channel-rename"),
          absl::StrCat("NICK ", nick), std::string("USER u 0 * :x"), std::string("CAP END")}) {
      EXPECT_THAT(Say(id, line), IsEmpty());
    }
  }

  Lines Say(SessionId id, const std::string& line) {
    EXPECT_TRUE(world_.Say(id, line)) << line;
    return LinesOf(world_.output());
  }

  World world_;
};

TEST_F(ChannelLogTest, HasWhatMembersSee) {
  EXPECT_THAT(Say(kAlice, "JOIN #Log"), ElementsAre("#Log alice JOIN"));
  EXPECT_THAT(Say(kBob, "JOIN #log"), ElementsAre("#Log bob JOIN"));
  EXPECT_THAT(Say(kBob, "PRIVMSG #log :hello you"), ElementsAre("#Log bob PRIVMSG hello you"));
  EXPECT_THAT(Say(kBob, "NOTICE #log :x"), ElementsAre("#Log bob NOTICE x"));
  EXPECT_THAT(Say(kAlice, "TOPIC #log :new"), ElementsAre("#Log alice TOPIC new"));
  EXPECT_THAT(Say(kAlice, "MODE #log +v bob"), ElementsAre("#Log alice MODE +v bob"));
  EXPECT_THAT(Say(kBob, "NICK bobby"), ElementsAre("#Log bob NICK bobby"));
  EXPECT_THAT(Say(kAlice, "KICK #log bobby :out"), ElementsAre("#Log alice KICK bobby out"));
  EXPECT_THAT(Say(kBob, "JOIN #log"), ElementsAre("#Log bobby JOIN"));
  EXPECT_THAT(Say(kBob, "PART #log :bye"), ElementsAre("#Log bobby PART bye"));
  EXPECT_THAT(Say(kAlice, "QUIT :gone"), ElementsAre("#Log alice QUIT Quit: gone"));
}

TEST_F(ChannelLogTest, HasTheTimeTheIdAndTheFoldedName) {
  Say(kAlice, "JOIN #Log");
  world_.PassTime(absl::Seconds(5));
  Say(kAlice, "PRIVMSG #log :x");
  const ChannelLine& line = world_.output().channel_lines.at(0);
  EXPECT_EQ(line.time, world_.server().state().now);
  EXPECT_EQ(line.folded, "#log");
  EXPECT_EQ(line.source, "alice!u@192.0.2.1");
  ASSERT_THAT(world_.SeenBy(kAlice), Contains(HasSubstr("PRIVMSG #Log :x")));
  EXPECT_THAT(world_.SeenBy(kAlice), Contains(HasSubstr(absl::StrCat("msgid=", line.msgid))));
}

TEST_F(ChannelLogTest, HasNothingOfOtherChannelsAndOfConversations) {
  EXPECT_THAT(Say(kAlice, "JOIN #other"), IsEmpty());
  EXPECT_THAT(Say(kAlice, "PRIVMSG #other :x"), IsEmpty());
  Say(kAlice, "JOIN #log");
  EXPECT_THAT(Say(kAlice, "PRIVMSG bob :x"), IsEmpty());
  EXPECT_THAT(Say(kAlice, "PRIVMSG @#log :x"), IsEmpty()) << "not all members see it";
  EXPECT_THAT(Say(kAlice, "@+typing=active TAGMSG #log"), IsEmpty());
  EXPECT_THAT(Say(kAlice, "MODE #log +m"), Not(IsEmpty()));
  Say(kBob, "JOIN #log");
  EXPECT_THAT(Say(kBob, "PRIVMSG #log :unheard"), IsEmpty());
}

TEST_F(ChannelLogTest, HasNoKeyOfAChannel) {
  Say(kAlice, "JOIN #log");
  EXPECT_THAT(Say(kAlice, "MODE #log +lk 5 sesame"), ElementsAre("#log alice MODE +lk 5 *"));
  EXPECT_THAT(Say(kAlice, "MODE #log -k sesame"), ElementsAre("#log alice MODE -k *"));
}

TEST_F(ChannelLogTest, AMessageOfSeveralLinesIsSeveral) {
  Say(kAlice, "JOIN #log");
  Say(kAlice, "BATCH +1 draft/multiline #log");
  Say(kAlice, "@batch=1 PRIVMSG #log :one");
  Say(kAlice, "@batch=1;draft/multiline-concat PRIVMSG #log : and more");
  Say(kAlice, "@batch=1 PRIVMSG #log :two");
  EXPECT_THAT(Say(kAlice, "BATCH -1"),
              ElementsAre("#log alice PRIVMSG one and more", "#log alice PRIVMSG two"));
}

TEST_F(ChannelLogTest, ARemovedMessageHasALine) {
  Say(kAlice, "JOIN #log");
  Say(kBob, "JOIN #log");
  Say(kBob, "PRIVMSG #log :x");
  const std::string id = world_.output().channel_lines.at(0).msgid;
  const Lines lines = Say(kAlice, absl::StrCat("REDACT #log ", id, " :spam"));
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_THAT(lines[0], HasSubstr(absl::StrCat("#log alice REDACT ", id, " bob 20")));
  EXPECT_THAT(lines[0], HasSubstr("Z spam"));
}

TEST_F(ChannelLogTest, ARenamedChannelHasItUnderBothNames) {
  Say(kAlice, "JOIN #log");
  world_.PassTime(absl::Hours(1));
  EXPECT_THAT(
      Say(kAlice, "RENAME #log #log2 :moved"),
      ElementsAre("#log2 alice RENAME #log #log2 moved", "#log alice RENAME #log #log2 moved"));
  world_.PassTime(absl::Hours(1));
  EXPECT_THAT(Say(kAlice, "RENAME #log2 #elsewhere"),
              ElementsAre("#log2 alice RENAME #log2 #elsewhere "));
}

TEST_F(ChannelLogTest, TellsMembersWhenARehashBeginsOrEndsIt) {
  Say(kAlice, "JOIN #other");
  Say(kAlice, "JOIN #log");
  EXPECT_THAT(world_.SeenBy(kAlice), Contains(HasSubstr(" NOTICE #log :What is said")));
  ASSERT_TRUE(world_.Apply(Configured{Configuration({"#other"})}));
  EXPECT_THAT(world_.SeenBy(kAlice),
              ElementsAre(HasSubstr(" NOTICE #other :What is said in this channel is written"),
                          HasSubstr(" NOTICE #log :What is said in this channel is no longer")));
  EXPECT_THAT(Say(kAlice, "PRIVMSG #other :x"), ElementsAre("#other alice PRIVMSG x"));
  EXPECT_THAT(Say(kAlice, "PRIVMSG #log :x"), IsEmpty());
}

class NoChannelLogTest : public ChannelLogTest {
 protected:
  NoChannelLogTest() : ChannelLogTest(Config()) {}
};

TEST_F(NoChannelLogTest, WithoutMasksThereIsNothing) {
  EXPECT_THAT(Say(kAlice, "JOIN #log"), IsEmpty());
  EXPECT_THAT(world_.SeenBy(kAlice), Not(Contains(HasSubstr(" NOTICE "))));
  EXPECT_THAT(Say(kAlice, "PRIVMSG #log :x"), IsEmpty());
}

// A server that has loaded a snapshot after each event logs the same.
TEST(ChannelLog, IsTheSameAfterASnapshot) {
  World one(Configuration()), other(Configuration());
  for (World* world : {&one, &other}) {
    ASSERT_TRUE(world->Apply(Connected{kAlice, {.ip = "192.0.2.1", .host = "192.0.2.1"}}));
  }
  for (const char* line : {"NICK alice", "USER u 0 * :x", "JOIN #log", "PRIVMSG #log :x",
                           "MODE #log +k a", "TOPIC #log :t", "QUIT :x"}) {
    one.Say(kAlice, line);
    other.Reload();
    other.Say(kAlice, line);
    EXPECT_EQ(one.output().channel_lines, other.output().channel_lines) << line;
  }
}

}  // namespace
}  // namespace irc

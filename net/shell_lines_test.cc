// Lines in and out of the shell over real sockets: in pieces, in bursts, too fast and too long.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/state/state.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/testing/shell_fixture.h"

namespace irc {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ShellTest : public ShellFixture {};

INSTANTIATE_TEST_SUITE_P(Pollers, ShellTest, BothPollers(), NameOfPoller);

TEST_P(ShellTest, ClientsRegisterAndTalk) {
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  alice.Line("JOIN #c");
  bob.Line("JOIN #c");
  ASSERT_TRUE(net().Settle());
  alice.Take();
  bob.Take();
  alice.Line("PRIVMSG #c :hi");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(bob.TakeLines(), ElementsAre(EndsWith(" PRIVMSG #c :hi")));
  EXPECT_THAT(alice.TakeLines(), IsEmpty());
}

TEST_P(ShellTest, ALineMayComeInPieces) {
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  alice.Send("PRIV");
  ASSERT_TRUE(net().Settle());
  net().Advance(absl::Seconds(30));
  EXPECT_THAT(bob.TakeLines(), IsEmpty());
  alice.Send("MSG bob :hi\r");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(bob.TakeLines(), ElementsAre(EndsWith(" PRIVMSG bob :hi")));
  alice.Send("\nPRIVMSG bob :two\nPRIVMSG bob :three\r\n");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(bob.TakeLines(), ElementsAre(EndsWith(":two"), EndsWith(":three")));
}

TEST_P(ShellTest, Ipv6ClientsAreServed) {
  if (net().shell().inside().listeners.size() < 2) GTEST_SKIP() << "this machine has no IPv6";
  Client& alice = net().Register("alice", "::1");
  alice.Line("WHOIS alice");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.Take(), HasSubstr("0::1"));
}

// Nagle's algorithm is off.
TEST_P(ShellTest, LinesGoOutAtOnce) {
  const Client& alice = net().Register("alice");
  int on = 0;
  socklen_t size = sizeof(on);
  ASSERT_EQ(::getsockopt(net().shell().inside().clients.Find(alice.session)->fd.get(), IPPROTO_TCP,
                         TCP_NODELAY, &on, &size),
            0);
  EXPECT_EQ(on, 1);
}

TEST_P(ShellTest, TenPastedLinesPassAtOnce) {
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  for (int i = 0; i < 10; ++i) alice.Line(absl::StrCat("PRIVMSG bob :line ", i));
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(bob.TakeLines().size(), 10u);
}

// A turn reads at most 16 KiB and takes at most 32 lines from a client. When there are many
// recipients, the turn reads once more before it writes, so that each of them gets all lines with
// one system call.
TEST_P(ShellTest, WhatComesMeanwhileGoesOutWithTheRest) {
  options_.config.shell.flood_burst = options_.config.shell.flood_per_second = 1000;
  Client& speaker = net().Register("speaker");
  speaker.Line("JOIN #c");
  std::vector<Client*> members;
  for (int i = 0; i < 20; ++i) {
    members.push_back(&net().Register(absl::StrCat("member", i)));
    members.back()->Line("JOIN #c");
  }
  ASSERT_TRUE(net().Settle());
  const auto heard = [&](const Client* member) {
    return net().shell().inside().clients.Find(member->session)->Stats().sent_lines;
  };
  const uint64_t heard_before = heard(members.back());
  std::string text;
  for (int i = 0; i < 50; ++i)
    absl::StrAppend(&text, "PRIVMSG #c :", std::string(450, 'x'), "\r\n");
  speaker.Send(text);
  net().Turn();
  EXPECT_EQ(heard(members.back()) - heard_before, 50u);
  ASSERT_TRUE(net().Settle());
}

// Three thousand channels with long topics: more than a megabyte.
class LongAnswerTest : public ShellFixture {
 protected:
  static constexpr int kChannels = 3000;
  static constexpr int kChannelsEach = 100;

  void MakeChannels() {
    options_.config.shell.flood_burst = options_.config.shell.flood_per_second = 1'000'000;
    for (int i = 0; i < kChannels; ++i) {
      if (i % kChannelsEach == 0) owner_ = &net().Register(absl::StrCat("owner", i));
      owner_->Line(absl::StrCat("JOIN #channel", i));
      owner_->Line(absl::StrCat("TOPIC #channel", i, " :", std::string(390, 'x')));
      if (i % 10 != 9) continue;
      ASSERT_TRUE(net().Settle());
    }
    owner_->Take();
  }
  size_t QueueOf(const Client& client) {
    return net().shell().inside().clients.Find(client.session)->queue.bytes();
  }
  static size_t Count(const Lines& lines, absl::string_view what) {
    return static_cast<size_t>(std::count_if(lines.begin(), lines.end(), [&](const auto& line) {
      return absl::StrContains(line, what);
    }));
  }

  Client* owner_ = nullptr;
};

INSTANTIATE_TEST_SUITE_P(Pollers, LongAnswerTest, BothPollers(), NameOfPoller);

// The kernel's socket buffers take some of the lists, a send queue would not take the rest.
TEST_P(LongAnswerTest, WhoReadsSlowlyGetsAllOfIt) {
  constexpr size_t kLists = 8;
  MakeChannels();
  Client& alice = net().Register("alice");
  alice.Pause(true);
  for (size_t i = 0; i < kLists; ++i) alice.Line("LIST");
  alice.Line("PING end");
  ASSERT_TRUE(net().Settle());
  EXPECT_GT(QueueOf(alice), 0u);
  EXPECT_LT(QueueOf(alice), 64u << 10);
  owner_->Line("PING x");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(owner_->TakeLines(), ElementsAre(HasSubstr("PONG"))) << "nobody else waits";
  alice.Pause(false);
  ASSERT_TRUE(net().Settle());
  const Lines lines = alice.TakeLines();
  EXPECT_EQ(Count(lines, " 322 alice #channel"), kLists * kChannels);
  EXPECT_EQ(Count(lines, " 323 alice "), kLists);
  EXPECT_THAT(lines.back(), HasSubstr("PONG")) << "the answers are in their order";
}

TEST_P(LongAnswerTest, WhoShutsTheirSideGetsAllOfIt) {
  MakeChannels();
  Client& alice = net().Register("alice");
  alice.Line("LIST");
  alice.ShutDown();
  ASSERT_TRUE(net().Settle());
  const Lines lines = alice.TakeLines();
  EXPECT_EQ(Count(lines, " 322 alice #channel"), static_cast<size_t>(kChannels));
  EXPECT_THAT(lines.back(), HasSubstr("(Connection closed)"));
}

TEST_P(LongAnswerTest, WhoDoesNotReadItTimesOut) {
  MakeChannels();
  Client& alice = net().Register("alice");
  alice.TakeLittleRoom();
  alice.Pause(true);
  for (int i = 0; i < 8; ++i) alice.Line("LIST");
  ASSERT_TRUE(net().Settle());
  const State& state = net().shell().inside().sequencer.server().state();
  EXPECT_EQ(state.unfinished.size(), 1u);
  net().Advance(absl::Seconds(185));
  EXPECT_EQ(state.unfinished.size(), 0u);
  EXPECT_THAT(net().log_text(), HasSubstr("ping_timeout"));
}

TEST_P(ShellTest, LongLines) {
  Client& alice = net().Register("alice");
  alice.Line(absl::StrCat("PRIVMSG alice :", std::string(600, 'x')));
  alice.Line("PING x");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), ElementsAre(HasSubstr(" 417 "), HasSubstr("PONG")));
  alice.Send(std::string(20'000, 'x'));
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.Take(), HasSubstr("(Line too long)"));
}

}  // namespace
}  // namespace irc

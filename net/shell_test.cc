// The shell over real sockets, on both pollers.
#include "net/shell.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "core/transcript/read.h"
#include "core/transcript/replay.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/io/fd.h"
#include "net/testing/test_shell.h"

namespace irc {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Client = TestShell::Client;
using Lines = std::vector<std::string>;

class ShellTest : public ::testing::TestWithParam<PollerKind> {
 protected:
  // May be changed before the first use of `net()`.
  ShellOptions options_;

  TestShell& net() {
    if (net_ == nullptr) net_ = std::make_unique<TestShell>(GetParam(), std::move(options_));
    return *net_;
  }

  void TearDown() override {
    if (net_ != nullptr && net_->running())
      net_->shell().inside().sequencer.server().CheckInvariants();
  }

  std::unique_ptr<TestShell> net_;
};

INSTANTIATE_TEST_SUITE_P(Pollers, ShellTest,
                         ::testing::Values(PollerKind::kSelect, PollerKind::kEpoll),
                         [](const auto& info) { return std::string(PollerKindName(info.param)); });

// Makes the limits per address apply to loopback addresses too.
void SetLimits(ShellConfig& shell) { shell.exempt.clear(); }

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void ExpectReplays(const std::string& recording) {
  const auto parsed = transcript::ParseTranscript(recording);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  const auto replayed = transcript::Replay(*parsed);
  ASSERT_TRUE(replayed.ok()) << replayed.status();
  EXPECT_GT(replayed->events, 0u);
  EXPECT_FALSE(replayed->difference.has_value())
      << replayed->difference->line << ": " << replayed->difference->expected << "\n"
      << replayed->difference->actual;
}

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

TEST_P(ShellTest, TheOthersAreToldWhoLeft) {
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  Client& carol = net().Register("carol");
  for (Client* client : {&alice, &bob, &carol}) client->Line("JOIN #c");
  ASSERT_TRUE(net().Settle());
  alice.Take();
  bob.Close();
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), ElementsAre(EndsWith(" QUIT :Connection closed")));
  carol.Reset();
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), ElementsAre(EndsWith(" QUIT :Connection reset by peer")));
  EXPECT_EQ(net().shell().inside().connections, 1u);
}

TEST_P(ShellTest, WhoShutsHisSideIsStillAnswered) {
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  alice.Send("PRIVMSG bob :bye\r\nPING x\r\nPRIVMSG bob :unfinished");
  alice.ShutDown();
  ASSERT_TRUE(net().Settle());
  const Lines lines = alice.TakeLines();
  EXPECT_THAT(lines, ElementsAre(HasSubstr("PONG"), HasSubstr("(Connection closed)")));
  EXPECT_TRUE(alice.at_end());
  EXPECT_THAT(bob.TakeLines(), ElementsAre(EndsWith(" PRIVMSG bob :bye")));
}

TEST_P(ShellTest, QuitReadsTheGoodbyeAndIsClosed) {
  Client& alice = net().Register("alice");
  alice.Send("QUIT :bye\r\nPRIVMSG x :this is for nobody\r\n");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), ElementsAre(HasSubstr("ERROR :Closing Link: ")));
  EXPECT_TRUE(alice.at_end());
}

// The input after QUIT is longer than one turn reads, and ends with a FIN.
TEST_P(ShellTest, WhatComesAfterQuitIsReadToItsEnd) {
  Client& alice = net().Register("alice");
  alice.Send(absl::StrCat("QUIT :bye\r\n", std::string(100 << 10, 'x')));
  alice.ShutDown();
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), ElementsAre(HasSubstr("ERROR :Closing Link: ")));
  EXPECT_TRUE(alice.at_end());
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

// The ERROR line exceeds the send queue's limit, and is written in the same turn.
TEST_P(ShellTest, WhoIsClosedWithNothingLeftToWriteEndsAtOnce) {
  options_.config.shell.send_bytes = 16;
  Client& alice = net().Register("alice");
  alice.Line("QUIT");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), ElementsAre(HasSubstr("ERROR :Closing Link: ")));
  EXPECT_TRUE(alice.at_end());
  alice.Close();
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

TEST_P(ShellTest, AClosedConnectionDoesNotLingerForEver) {
  Client& alice = net().Register("alice");
  alice.Line("QUIT");
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(net().shell().inside().connections, 1u) << "the client has not closed his side";
  net().Advance(absl::Seconds(3));
  EXPECT_EQ(net().shell().inside().connections, 0u);
}

TEST_P(ShellTest, TenPastedLinesPassAtOnce) {
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  for (int i = 0; i < 10; ++i) alice.Line(absl::StrCat("PRIVMSG bob :line ", i));
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(bob.TakeLines().size(), 10u);
}

TEST_P(ShellTest, WhoSendsTooFastWaits) {
  options_.config.shell.flood_burst = 10;
  options_.config.shell.flood_per_second = 2;
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  net().Advance(absl::Seconds(10));
  for (int i = 0; i < 30; ++i) alice.Line(absl::StrCat("PRIVMSG bob :line ", i));
  ASSERT_TRUE(net().Settle());
  // Ten lines for the full bucket, and one more, because a line is paid after it has been taken.
  EXPECT_EQ(bob.TakeLines().size(), 11u);
  net().Advance(absl::Milliseconds(400));
  EXPECT_EQ(bob.TakeLines().size(), 0u);
  net().Advance(absl::Milliseconds(100));
  EXPECT_EQ(bob.TakeLines().size(), 1u);
  net().Advance(absl::Seconds(4));
  EXPECT_EQ(bob.TakeLines().size(), 8u);
  net().Advance(absl::Seconds(60));
  const Lines rest = bob.TakeLines();
  ASSERT_EQ(rest.size(), 10u);
  EXPECT_THAT(rest.back(), EndsWith(":line 29")) << "nothing was lost, nothing changed places";
}

TEST_P(ShellTest, AFirehoseIsStopped) {
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  alice.Line("JOIN #c");
  bob.Line("JOIN #c");
  ASSERT_TRUE(net().Settle());
  bob.Take();
  for (int i = 0; i < 2000; ++i) alice.Line(absl::StrCat("PRIVMSG #c :", std::string(80, 'x')));
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.Take(), HasSubstr("(Excess Flood)"));
  EXPECT_THAT(bob.TakeLines().back(), EndsWith(" QUIT :Excess Flood"));
  EXPECT_TRUE(alice.at_end());
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

TEST_P(ShellTest, WhoDoesNotReadIsClosedAndTheOthersGoOn) {
  options_.config.shell.send_bytes = 64 << 10;
  options_.config.shell.flood_burst = 1'000'000;
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  Client& carol = net().Register("carol");
  for (Client* client : {&alice, &bob, &carol}) client->Line("JOIN #c");
  ASSERT_TRUE(net().Settle());
  bob.Pause(true);
  carol.Take();
  const std::string text = absl::StrCat("PRIVMSG #c :", std::string(400, 'x'));
  size_t sent = 0;
  // The kernel's socket buffers take some megabytes before the send queue grows.
  while (net().shell().inside().connections == 3 && sent < 100'000) {
    for (int i = 0; i < 20; ++i) alice.Line(text);
    sent += 20;
    ASSERT_TRUE(net().Settle());
    if (absl::StrContains(net().log_text(), "SendQ exceeded")) break;
  }
  const Lines seen = carol.TakeLines();
  EXPECT_EQ(seen.size(), sent + 1) << "carol missed nothing";
  EXPECT_THAT(seen, Contains(EndsWith(" QUIT :SendQ exceeded")));

  // The lines written before the close arrive complete, and the last line has the reason.
  net().Advance(absl::Seconds(1));
  bob.Pause(false);
  bob.Pump();
  net().Settle();
  const Lines late = bob.TakeLines();
  ASSERT_FALSE(late.empty());
  EXPECT_THAT(late.back(), HasSubstr("ERROR :Closing Link: "));
  EXPECT_THAT(late.back(), EndsWith("(SendQ exceeded)"));
  for (size_t i = 0; i + 1 < late.size(); ++i) {
    if (absl::StrContains(late[i], "PRIVMSG")) {
      ASSERT_THAT(late[i], EndsWith(text.substr(text.find("PRIVMSG #c"))));
    }
  }
}

TEST_P(ShellTest, SilentClientsArePinged) {
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  alice.Line("JOIN #c");
  bob.Line("JOIN #c");
  ASSERT_TRUE(net().Settle());
  alice.Take();
  bob.Take();
  net().Advance(absl::Seconds(119));
  EXPECT_THAT(alice.TakeLines(), IsEmpty());
  net().Advance(absl::Seconds(1));
  const Lines ping = alice.TakeLines();
  ASSERT_EQ(ping.size(), 1u);
  ASSERT_TRUE(absl::StartsWith(ping[0], "PING :")) << ping[0];
  EXPECT_EQ(bob.TakeLines().size(), 1u);

  alice.Line(absl::StrCat("PONG", ping[0].substr(4)));
  net().Advance(absl::Seconds(59));
  EXPECT_THAT(alice.TakeLines(), IsEmpty());
  net().Advance(absl::Seconds(1));
  EXPECT_THAT(alice.TakeLines(), ElementsAre(EndsWith(" QUIT :Ping timeout: 180 seconds")));
  EXPECT_THAT(bob.TakeLines(), ElementsAre(EndsWith("(Ping timeout: 180 seconds)")));
  EXPECT_TRUE(bob.at_end());
}

TEST_P(ShellTest, WhoDoesNotRegisterIsClosed) {
  Client& alice = net().Connect();
  net().Advance(absl::Seconds(59));
  EXPECT_FALSE(alice.at_end());
  net().Advance(absl::Seconds(2));
  EXPECT_TRUE(alice.at_end());
  EXPECT_THAT(alice.Take(), HasSubstr("ERROR :Closing Link: "));
}

TEST_P(ShellTest, LinesBehindAPasswordWaitForIt) {
  options_.config.core.opers = {{"root", {"*@*"}}};
  Client& alice = net().Register("alice");
  alice.Send("OPER root open\r\nMODE alice\r\nPING x\r\n");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), IsEmpty());
  ASSERT_EQ(net().passwords().open().size(), 1u);
  EXPECT_EQ(net().passwords().open().front().credential, "oper/root");
  EXPECT_EQ(net().passwords().open().front().password, "open");
  net().passwords().Decide(true);
  ASSERT_TRUE(net().Settle());
  const std::string lines = absl::StrJoin(alice.TakeLines(), "\n");
  EXPECT_THAT(lines, HasSubstr(" 381 alice "));
  EXPECT_GT(lines.find(" 221 alice "), lines.find(" 381 alice "));
  EXPECT_GT(lines.find("PONG"), lines.find(" 221 alice "));

  Client& bob = net().Register("bob");
  bob.Send("OPER root guess\r\nPING x\r\n");
  ASSERT_TRUE(net().Settle());
  net().passwords().Decide(false);
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(bob.TakeLines(), ElementsAre(HasSubstr(" 464 bob "), HasSubstr("PONG")));
}

TEST_P(ShellTest, WhoLeavesBeforeHisPasswordIsChecked) {
  options_.config.core.opers = {{"root", {"*@*"}}};
  Client& alice = net().Register("alice");
  alice.Line("OPER root open");
  ASSERT_TRUE(net().Settle());
  alice.Reset();
  ASSERT_TRUE(net().Settle());
  EXPECT_EQ(net().shell().inside().connections, 0u);
  net().passwords().Decide(true);
  ASSERT_TRUE(net().Settle());
}

TEST_P(ShellTest, TheServersPassword) {
  options_.config.core.password_required = true;
  options_.config.shell.server_password = "sesame";
  Client& alice = net().Connect();
  alice.Send("PASS :open sesame\r\nNICK alice\r\nUSER alice 0 * :Alice\r\n");
  ASSERT_TRUE(net().Settle());
  ASSERT_EQ(net().passwords().open().size(), 1u);
  EXPECT_EQ(net().passwords().open().front().credential, "server");
  EXPECT_EQ(net().passwords().open().front().password, "open sesame");
  net().passwords().Decide(false);
  ASSERT_TRUE(net().Settle());
  const Lines lines = alice.TakeLines();
  EXPECT_THAT(lines, Contains(HasSubstr(" 464 ")));
  EXPECT_THAT(lines.back(), HasSubstr("ERROR :"));
  EXPECT_TRUE(alice.at_end());
}

TEST_P(ShellTest, OneAddressHasSoManyConnections) {
  SetLimits(options_.config.shell);
  options_.config.shell.connections_per_address = 2;
  net().Connect("127.0.0.2");
  Client& second = net().Connect("127.0.0.2");
  EXPECT_EQ(net().ConnectRefused("127.0.0.2").Take(),
            "ERROR :Closing Link: 127.0.0.2 (Too many connections from your address)\r\n");
  net().Register("carol", "127.0.0.3");
  second.Close();
  ASSERT_TRUE(net().Settle());
  net().Register("dave", "127.0.0.2");
}

TEST_P(ShellTest, WhoComesTooOftenIsThrottled) {
  SetLimits(options_.config.shell);
  options_.config.shell.throttle_count = 3;
  options_.config.shell.throttle_seconds = 10;
  for (int i = 0; i < 3; ++i) {
    net().Connect("127.0.0.2").Close();
    ASSERT_TRUE(net().Settle());
  }
  EXPECT_THAT(net().ConnectRefused("127.0.0.2").Take(), HasSubstr("Too many connection attempts"));
  net().Advance(absl::Seconds(10));
  net().Connect("127.0.0.2");
}

TEST_P(ShellTest, OutOfDescriptorsItServesThoseWhoAreIn) {
  rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  rlimit tight = before;
  tight.rlim_cur = 100;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &tight), 0);
  // Uses up all descriptors except one, for the test's own end of Carol's connection. The number of
  // inherited descriptors is unknown, so the loop runs until open() fails.
  std::vector<Fd> stones;
  for (int fd; (fd = ::open("/dev/null", O_RDONLY)) >= 0;) stones.emplace_back(fd);
  ASSERT_FALSE(stones.empty());
  stones.pop_back();
  TestClient carol("127.0.0.1", net().port());
  for (int i = 0; i < 10; ++i) net().Turn();
  EXPECT_THAT(net().log_text(),
              HasSubstr("cannot accept more connections reason=\"Too many open files\""));
  EXPECT_EQ(net().shell().inside().connections, 2u);

  // The listener is not polled until the retry, so the loop does not spin.
  std::vector<Ready> ready;
  const_cast<Poller&>(net().shell().inside().poller).Wait(absl::ZeroDuration(), ready);
  EXPECT_THAT(ready, IsEmpty());

  alice.Line("PRIVMSG bob :still here");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(bob.TakeLines(), ElementsAre(EndsWith(":still here")));

  // A close frees a descriptor, and the waiting client is accepted.
  bob.Close();
  for (int i = 0; i < 10; ++i) net().Turn();
  EXPECT_EQ(net().shell().inside().connections, 2u);
  EXPECT_NE(net().shell().inside().clients.Find({3}), nullptr);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
}

TEST_P(ShellTest, WhoDoesNotFitIntoThePollerIsRefused) {
  if (GetParam() != PollerKind::kSelect) GTEST_SKIP() << "only select() ends at FD_SETSIZE";
  Client& alice = net().Register("alice");
  rlimit before = {};
  ::getrlimit(RLIMIT_NOFILE, &before);
  if (before.rlim_max < FD_SETSIZE + 100) GTEST_SKIP() << "this system gives no more descriptors";
  rlimit more = before;
  more.rlim_cur = FD_SETSIZE + 100;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &more), 0);
  std::vector<Fd> fillers;
  do {
    fillers.emplace_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    ASSERT_TRUE(fillers.back().valid());
  } while (fillers.back().get() < FD_SETSIZE);
  net().ConnectRefused();
  fillers.clear();
  ::setrlimit(RLIMIT_NOFILE, &before);
  alice.Line("PING x");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), ElementsAre(":irc.local PONG irc.local :x"));
  EXPECT_EQ(net().shell().inside().connections, 1u);
}

TEST_P(ShellTest, OutOfDescriptorsItTriesAgainAfterASecond) {
  rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  net().Register("alice");
  TestClient bob("127.0.0.1", net().port());
  rlimit tight = before;
  tight.rlim_cur = 3;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &tight), 0);
  for (int i = 0; i < 10; ++i) net().Turn();
  EXPECT_EQ(net().shell().inside().connections, 1u);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  for (int i = 0; i < 10; ++i) net().Turn();
  EXPECT_EQ(net().shell().inside().connections, 1u) << "nobody told the server that there is room";
  net().clock().Advance(absl::Seconds(1));
  for (int i = 0; i < 10; ++i) net().Turn();
  EXPECT_EQ(net().shell().inside().connections, 2u);
}

TEST_P(ShellTest, StoppingTellsEverybodyAndEnds) {
  Client& alice = net().Register("alice");
  Client& bob = net().Connect();
  net().shell().StopBecause("Server shutting down (SIGTERM)");
  ASSERT_TRUE(net().Settle());
  for (Client* client : {&alice, &bob}) {
    EXPECT_THAT(client->TakeLines().back(), EndsWith("(Server shutting down (SIGTERM))"));
    EXPECT_TRUE(client->at_end());
    client->Close();
  }
  for (int i = 0; i < 100 && net().running(); ++i) net().Turn();
  EXPECT_FALSE(net().running());
}

TEST_P(ShellTest, StoppingDoesNotWaitForWhoDoesNotRead) {
  Client& alice = net().Register("alice");
  alice.Pause(true);
  net().shell().StopBecause("Server shutting down (SIGTERM)");
  net().Turn();
  EXPECT_TRUE(net().running());
  net().clock().Advance(absl::Milliseconds(900));
  net().Turn();
  EXPECT_FALSE(net().running());
}

TEST_P(ShellTest, DieAndRestartEndTheLoop) {
  for (const char* command : {"DIE", "RESTART"}) {
    ShellOptions options;
    options.config.core.opers = {{"root", {"*@*"}}};
    TestShell net(GetParam(), std::move(options));
    Client& alice = net.Register("alice");
    alice.Line("OPER root open");
    ASSERT_TRUE(net.Settle());
    net.passwords().Decide(true);
    ASSERT_TRUE(net.Settle());
    alice.Line(command);
    ASSERT_TRUE(net.Settle());
    EXPECT_THAT(alice.Take(), HasSubstr("ERROR :"));
    alice.Close();
    const Stop stop = net.shell().Run();
    EXPECT_EQ(stop, *command == 'D' ? Stop::kDie : Stop::kRestart);
  }
}

TEST_P(ShellTest, RehashIsAllOrNothing) {
  LoadedConfig loaded;
  options_.config.core.opers = {{"root", {"*@*"}}};
  options_.config.shell.oper_passwords = {{"root", "open"}};
  options_.reload = [&] { return loaded; };
  Client& alice = net().Register("alice");
  alice.Line("OPER root open");
  ASSERT_TRUE(net().Settle());
  net().passwords().Decide(true);
  ASSERT_TRUE(net().Settle());
  alice.Take();
  Client& bob = net().Register("bob");
  // Whether `password` is the right one for the workers.
  const auto opens = [&](const std::string& password) {
    bob.Line("OPER root x");
    EXPECT_TRUE(net().Settle());
    const bool right = net().passwords().open().at(0).credentials->Check("oper/root", password);
    net().passwords().Decide(false);
    EXPECT_TRUE(net().Settle());
    net().Advance(absl::Seconds(10));  // flood tokens for the next OPER
    return right;
  };
  EXPECT_TRUE(opens("open"));

  loaded.config.core.motd = {"never seen"};
  loaded.config.core.opers = {{"root", {"*@*"}}};
  loaded.config.shell.oper_passwords = {{"root", "new"}};
  loaded.errors = {"irc.toml:3: unknown key 'x'"};
  alice.Send("REHASH\r\nMOTD\r\n");
  ASSERT_TRUE(net().Settle());
  std::string text = alice.Take();
  EXPECT_THAT(text, HasSubstr("irc.toml:3: unknown key 'x'"));
  EXPECT_THAT(text, HasSubstr(" 422 alice "));
  EXPECT_TRUE(opens("open"));
  EXPECT_FALSE(opens("new"));

  loaded.errors.clear();
  loaded.config.core.motd = {"Welcome"};
  loaded.config.shell.listen_port = 7000;
  alice.Send("REHASH\r\nMOTD\r\n");
  ASSERT_TRUE(net().Settle());
  text = alice.Take();
  EXPECT_THAT(text, HasSubstr(" 372 alice :- Welcome"));
  EXPECT_THAT(text, HasSubstr("listen.port has changed in the configuration and needs a restart"));
  EXPECT_TRUE(opens("new"));
  EXPECT_FALSE(opens("open"));
}

TEST_P(ShellTest, StatsKnowTheLinks) {
  options_.config.core.opers = {{"root", {"*@*"}}};
  Client& alice = net().Register("alice");
  alice.Line("OPER root open");
  ASSERT_TRUE(net().Settle());
  net().passwords().Decide(true);
  ASSERT_TRUE(net().Settle());
  alice.Take();
  alice.Line("STATS l");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(alice.TakeLines(), Contains(HasSubstr(" 211 alice ")));
}

TEST_P(ShellTest, TheRecordingReplays) {
  const std::string path =
      absl::StrCat(::testing::TempDir(), "/shell_recording_", PollerKindName(GetParam()));
  options_.recording = *RecordingFile::Create(path);
  options_.config.core.opers = {{"root", {"*@*"}}};
  Client& alice = net().Register("alice");
  Client& bob = net().Register("bob");
  alice.Send("OPER root Tr0ub4dor\r\nJOIN #c\r\n");
  ASSERT_TRUE(net().Settle());
  net().passwords().Decide(true);
  bob.Line("JOIN #c");
  net().Advance(absl::Seconds(5));
  bob.Send(
      "PRIVMSG #c :caf\xc3\xa9 \x01"
      "ACTION\x01\r\nQUIT :bye\r\n");
  ASSERT_TRUE(net().Settle());
  alice.Reset();
  ASSERT_TRUE(net().Settle());
  net_.reset();
  const std::string text = ReadAll(path);
  EXPECT_THAT(text, HasSubstr("OPER root *1"));
  EXPECT_THAT(text, Not(HasSubstr("Tr0ub4dor")));
  ExpectReplays(text);
}

TEST_P(ShellTest, ALoginIsReadAndChecked) {
  options_.config.core.accounts = {"Alice"};
  options_.config.shell.account_passwords = {"sesame"};
  Client& client = net().Connect();
  // "\0alice\0sesame": the account's name in another spelling.
  client.Send(
      "CAP REQ sasl\r\nAUTHENTICATE PLAIN\r\nAUTHENTICATE AGFsaWNlAHNlc2FtZQ==\r\n"
      "NICK al\r\nUSER al 0 * :al\r\nCAP END\r\n");
  ASSERT_TRUE(net().Settle());
  ASSERT_EQ(net().passwords().open().size(), 1u);
  EXPECT_EQ(net().passwords().open().front().credential, "account/Alice");
  EXPECT_EQ(net().passwords().open().front().password, "sesame");
  EXPECT_THAT(client.Take(), Not(HasSubstr(" 001 ")));
  net().passwords().Decide(true);
  ASSERT_TRUE(net().Settle());
  const std::string lines = client.Take();
  EXPECT_THAT(lines, HasSubstr(" Alice :You are now logged in as Alice\r\n"));
  EXPECT_NE(lines.find(" 001 al "), std::string::npos);
  EXPECT_GT(lines.find(" 001 al "), lines.find(" 903 "));
}

TEST_P(ShellTest, ALoginOfNobodyIsCheckedLikeAnother) {
  options_.config.core.accounts = {"alice"};
  options_.config.shell.account_passwords = {"sesame"};
  Client& client = net().Connect();
  // "\0bob\0sesame"
  client.Send("CAP REQ sasl\r\nAUTHENTICATE PLAIN\r\nAUTHENTICATE AGJvYgBzZXNhbWU=\r\n");
  ASSERT_TRUE(net().Settle());
  ASSERT_EQ(net().passwords().open().size(), 1u);
  net().passwords().Decide(false);
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(client.Take(), HasSubstr(" 904 "));
}

TEST_P(ShellTest, AMessageThatSaysNothingFailsAtOnce) {
  options_.config.core.accounts = {"alice"};
  options_.config.shell.account_passwords = {"sesame"};
  Client& client = net().Connect();
  client.Send("CAP REQ sasl\r\nAUTHENTICATE PLAIN\r\nAUTHENTICATE sesame\r\nPING x\r\n");
  ASSERT_TRUE(net().Settle());
  EXPECT_THAT(net().passwords().open(), IsEmpty());
  const std::string lines = client.Take();
  EXPECT_THAT(lines, HasSubstr(" 904 "));
  EXPECT_GT(lines.find("PONG"), lines.find(" 904 "));
}

TEST(Shell, AutoMovesToEpollWithItsClients) {
  TestShell net(PollerKind::kAuto);
  Client& alice = net.Register("alice");
  EXPECT_EQ(net.shell().inside().poller.name(), "select");
  for (size_t i = 0; i < kAutoSelectMax; ++i) net.Connect();
  EXPECT_EQ(net.shell().inside().poller.name(), "epoll");
  Client& bob = net.Register("bob");
  alice.Line("PRIVMSG bob :still here");
  ASSERT_TRUE(net.Settle());
  EXPECT_THAT(bob.TakeLines(), ElementsAre(EndsWith(":still here")));
}

}  // namespace
}  // namespace irc

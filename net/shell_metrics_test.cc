// The shell's metrics.
#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/conn/line_facts.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/telemetry/metrics.h"
#include "net/telemetry/status_desk.h"
#include "net/testing/fake_store.h"
#include "net/testing/test_shell.h"

namespace irc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

ShellOptions Watched() {
  ShellOptions options;
  options.config.shell.metrics_listen = "127.0.0.1:0";  // the shell only checks whether it is empty
  options.config.core.opers = {{"root", {"*@*"}}};
  return options;
}

uint64_t Uses(const TestShell& net, absl::string_view line) {
  const std::optional<size_t> command = FactsOf(line).command;
  const Metrics& metrics = const_cast<TestShell&>(net).shell().metrics();
  return command.has_value() ? metrics.commands[*command].uses.Get()
                             : metrics.unknown_command.uses.Get();
}

uint64_t Ended(TestShell& net, EndReason ending) {
  return net.shell().metrics().ended[static_cast<size_t>(ending)].Get();
}

TEST(ShellMetrics, CountsWhatGoesInAndOut) {
  TestShell net(PollerKind::kSelect, Watched());
  const Metrics& metrics = net.shell().metrics();
  TestShell::Client& alice = net.Register("alice");
  net.Connect();
  EXPECT_EQ(metrics.accepted.Get(), 2u);
  EXPECT_EQ(metrics.registrations.Get(), 1u);
  EXPECT_EQ(metrics.received_lines.Get(), 2u);
  EXPECT_EQ(metrics.received_bytes.Get(), alice.sent());
  EXPECT_EQ(metrics.sent_bytes.Get(), alice.received());

  const uint64_t sent_before = metrics.sent_lines.Get();
  alice.Line("PING 1");
  alice.Line("ping 2");
  alice.Line("FROB");
  alice.Line("");
  ASSERT_TRUE(net.Settle());
  EXPECT_EQ(Uses(net, "PING"), 2u);
  EXPECT_EQ(Uses(net, "NICK"), 1u);
  EXPECT_EQ(Uses(net, "FROB"), 1u);
  EXPECT_EQ(metrics.sent_lines.Get() - sent_before, alice.TakeLines().size());
}

TEST(ShellMetrics, LinesToManyCountForEach) {
  TestShell net(PollerKind::kSelect, Watched());
  std::vector<TestShell::Client*> clients;
  for (int i = 0; i < 10; ++i) {
    clients.push_back(&net.Register(absl::StrCat("u", i)));
    clients.back()->Line("JOIN #c");
    ASSERT_TRUE(net.Settle());
  }
  const uint64_t before = net.shell().metrics().sent_lines.Get();
  clients[0]->Line("PRIVMSG #c :hello");
  ASSERT_TRUE(net.Settle());
  EXPECT_EQ(net.shell().metrics().sent_lines.Get() - before, 9u);
}

TEST(ShellMetrics, MeasuresOnceASecond) {
  TestShell net(PollerKind::kSelect, Watched());
  const Metrics& metrics = net.shell().metrics();
  TestShell::Client& alice = net.Register("alice");
  alice.Line("JOIN #c,#d");
  alice.Line("OPER root x");
  ASSERT_TRUE(net.Settle());
  net.log_sink().waiting_lines = 7;
  net.log_sink().lost_lines = 9;
  EXPECT_EQ(metrics.users.Get(), 0u) << "not measured since the start";
  net.Advance(absl::Seconds(1));
  EXPECT_EQ(metrics.connections.Get(), 1u);
  EXPECT_EQ(metrics.users.Get(), 1u);
  EXPECT_EQ(metrics.channels.Get(), 2u);
  EXPECT_EQ(metrics.password_checks.Get(), 1u);
  EXPECT_EQ(metrics.opers.Get(), 0u);
  EXPECT_EQ(metrics.waiting_log_lines.Get(), 7u);
  EXPECT_EQ(metrics.lost_log_lines.Get(), 9u);
  net.passwords().Decide(true);
  ASSERT_TRUE(net.Settle());
  alice.Line("PING x");
  ASSERT_TRUE(net.Settle());
  net.Advance(absl::Seconds(1));
  EXPECT_EQ(metrics.password_checks.Get(), 0u);
  EXPECT_EQ(metrics.opers.Get(), 1u);
}

TEST(ShellMetrics, ShowsTheStore) {
  ShellOptions options = Watched();
  auto store = std::make_unique<FakeStore>();
  store->health = {.state = StoreState::kRefusing,
                   .commits_good = 2,
                   .commits_failed = 3,
                   .lost = 4,
                   .waiting_bytes = 5,
                   .journal_bytes = 6,
                   .turns_behind = 7};
  options.kept.store = std::move(store);
  options.kept.rows = {Put(AccountRow{.id = {1}, .name = "bob", .verified_at = absl::UnixEpoch()})};
  TestShell net(PollerKind::kSelect, std::move(options));
  const Metrics& metrics = net.shell().metrics();
  net.Register("alice");
  net.Advance(absl::Seconds(1));
  EXPECT_EQ(metrics.accounts.Get(), 1u);
  EXPECT_EQ(metrics.store_refusing.Get(), 1u);
  EXPECT_EQ(metrics.store_commits_good.Get(), 2u);
  EXPECT_EQ(metrics.store_commits_failed.Get(), 3u);
  EXPECT_EQ(metrics.store_lost_records.Get(), 4u);
  EXPECT_EQ(metrics.store_waiting_bytes.Get(), 5u);
  EXPECT_EQ(metrics.store_journal_bytes.Get(), 6u);
  EXPECT_EQ(metrics.store_turns_behind.Get(), 7u);
}

TEST(ShellMetrics, SeesTheQueueOfWhoDoesNotRead) {
  ShellOptions options = Watched();
  options.config.shell.send_bytes = 64 << 10;
  options.config.shell.flood_burst = 1'000'000;
  options.config.shell.ping_interval_seconds = 86'400;
  TestShell net(PollerKind::kSelect, std::move(options));
  const Metrics& metrics = net.shell().metrics();
  TestShell::Client& alice = net.Register("alice");
  TestShell::Client& bob = net.Register("bob");
  bob.Pause(true);
  const std::string text = absl::StrCat("PRIVMSG bob :", std::string(400, 'x'));
  uint64_t most = 0;
  for (int i = 0; i < 100'000 && Ended(net, EndReason::kSendQueue) == 0; ++i) {
    for (int j = 0; j < 20; ++j) alice.Line(text);
    net.Settle();
    net.clock().Advance(absl::Seconds(1));
    net.Settle();
    most = std::max(most, metrics.send_queue_max_bytes.Get());
    EXPECT_EQ(metrics.send_queue_bytes.Get(), metrics.send_queue_max_bytes.Get());
  }
  EXPECT_EQ(Ended(net, EndReason::kSendQueue), 1u);
  EXPECT_GT(most, 8u << 10);
  EXPECT_LE(most, 64u << 10);
}

TEST(ShellMetrics, TellsWhoHasSaidNothing) {
  ShellOptions options = Watched();
  options.listeners = *Listen({"127.0.0.1:0", "127.0.0.1:0 proxy"}, 0);
  const uint16_t proxy_port = options.listeners[1].port;
  TestShell net(PollerKind::kSelect, std::move(options));
  const Metrics& metrics = net.shell().metrics();
  net.Register("alice");
  net.Connect();
  TestClient proxied("127.0.0.1", proxy_port);
  for (int i = 0; i < 1000 && net.shell().inside().lobby.size() == 0; ++i) net.Turn();
  net.Advance(absl::Seconds(1));
  EXPECT_EQ(metrics.connections.Get(), 3u);
  EXPECT_EQ(metrics.unregistered.Get(), 1u);
  EXPECT_EQ(metrics.openings.Get(), 1u);
}

TEST(ShellMetrics, SaysWhySessionsEnd) {
  ShellOptions options = Watched();
  options.config.core.password_required = true;
  TestShell net(PollerKind::kSelect, std::move(options));
  const auto connect = [&](absl::string_view nick) -> TestShell::Client& {
    TestShell::Client& client = net.Connect();
    client.Line("PASS x");
    client.Line(absl::StrCat("NICK ", nick));
    client.Line(absl::StrCat("USER ", nick, " 0 * :", nick));
    EXPECT_TRUE(net.Settle());
    net.passwords().Decide(nick != "wrong");
    EXPECT_TRUE(net.Settle());
    return client;
  };
  TestShell::Client& root = connect("root");
  root.Line("OPER root x");
  ASSERT_TRUE(net.Settle());
  net.passwords().Decide(true);
  ASSERT_TRUE(net.Settle());

  connect("wrong");
  EXPECT_EQ(Ended(net, EndReason::kRejected), 1u);
  connect("quitter").Line("QUIT :bye");
  ASSERT_TRUE(net.Settle());
  EXPECT_EQ(Ended(net, EndReason::kQuit), 1u);
  connect("gone").ShutDown();
  ASSERT_TRUE(net.Settle());
  EXPECT_EQ(Ended(net, EndReason::kPeerClosed), 1u);
  connect("broken").Reset();
  while (Ended(net, EndReason::kSocketError) == 0 && net.Turn()) {
  }
  EXPECT_EQ(Ended(net, EndReason::kSocketError), 1u);
  TestShell::Client& bad = connect("bad");
  root.Line("KILL bad :x");
  ASSERT_TRUE(net.Settle());
  EXPECT_EQ(Ended(net, EndReason::kRemoved), 1u);
  EXPECT_TRUE(bad.at_end());
  connect("longwinded").Send(std::string(20'000, 'x'));
  ASSERT_TRUE(net.Settle());
  EXPECT_EQ(Ended(net, EndReason::kLineTooLong), 1u);
  net.Connect();  // sends nothing
  connect("silent");
  net.Advance(absl::Minutes(5));
  EXPECT_EQ(Ended(net, EndReason::kRegistrationTimeout), 1u);
  EXPECT_EQ(Ended(net, EndReason::kPingTimeout), 2u) << "silent and root";
  connect("last");
  net.shell().StopBecause("done");
  net.Settle();
  EXPECT_EQ(Ended(net, EndReason::kStopping), 1u);

  uint64_t all = 0;
  for (const Number& ended : net.shell().metrics().ended) all += ended.Get();
  EXPECT_EQ(all, net.shell().metrics().accepted.Get());
}

TEST(ShellMetrics, CountsRefusals) {
  ShellOptions options = Watched();
  options.config.shell.connections_per_address = 1;
  options.config.shell.exempt.clear();
  TestShell net(PollerKind::kSelect, std::move(options));
  net.Connect();
  net.ConnectRefused();
  const Metrics& metrics = net.shell().metrics();
  EXPECT_EQ(metrics.refused[static_cast<size_t>(RefusalReason::kPerAddress)].Get(), 1u);
  EXPECT_EQ(metrics.accepted.Get(), 2u);
  EXPECT_THAT(net.log_text(), HasSubstr("refused address=127.0.0.1 reason=per_address\n"));
}

// The manual clock stands still within a turn, so all durations are 0; the test counts
// observations.
TEST(ShellMetrics, TimesLinesAndTurnsOnlyWhenSomebodyMayLook) {
  for (const bool watched : {true, false}) {
    TestShell net(PollerKind::kSelect, watched ? Watched() : ShellOptions());
    TestShell::Client& alice = net.Register("alice");
    const Metrics& metrics = net.shell().metrics();
    const uint64_t before = metrics.command_durations.count(0);
    for (int i = 0; i < 16; ++i) {
      alice.Line("PING x");
      ASSERT_TRUE(net.Settle());
    }
    EXPECT_EQ(metrics.command_durations.count(0) - before, watched ? 2u : 0u) << "one in eight";
    EXPECT_EQ(metrics.commands[*FactsOf("PING").command].timed.Get(), watched ? 2u : 0u);
    EXPECT_EQ(metrics.turns.count(0) > 0, watched);
    EXPECT_EQ(Uses(net, "PING"), 16u) << "counted in any case";
  }
}

TEST(ShellMetrics, TheLogSaysWhoCameAndWhyHeWent) {
  TestShell net(PollerKind::kSelect, Watched());
  TestShell::Client& alice = net.Register("alice");
  alice.Line("QUIT :a secret");
  ASSERT_TRUE(net.Settle());
  EXPECT_THAT(net.log_text(),
              HasSubstr(absl::StrCat(
                  "info    connected address=127.0.0.1 session=1 port=", net.port(), " open=1\n")));
  EXPECT_THAT(net.log_text(),
              HasSubstr("info    disconnected address=127.0.0.1 session=1 reason=quit\n"));
}

// What another thread is told that asks.
StatusDesk::Answer AskWhile(TestShell& net, StatusDesk& desk) {
  StatusDesk::Answer answer;
  std::atomic<bool> answered = false;
  std::thread asks([&] {
    answer = desk.Ask();
    answered = true;
  });
  while (!answered) net.Turn();
  asks.join();
  return answer;
}

TEST(ShellStatus, TheLoopAnswersInItsTurn) {
  StatusDesk desk(absl::Hours(1));
  ShellOptions options = Watched();
  options.desk = &desk;
  options.config.shell.connections_max = 2;
  TestShell net(PollerKind::kSelect, std::move(options));
  net.Register("alice").Line("JOIN #c");
  net.Advance(absl::Seconds(7));
  StatusDesk::Answer answer = AskWhile(net, desk);
  ASSERT_NE(answer.status, nullptr);
  EXPECT_EQ(answer.status->server, "irc.local");
  EXPECT_EQ(answer.status->uptime, absl::Seconds(7));
  EXPECT_EQ(answer.status->users, 1u);
  EXPECT_EQ(answer.status->channels, 1u);
  EXPECT_EQ(answer.status->connections.plain, 1u);
  EXPECT_EQ(answer.status->store.state, "good");
  EXPECT_THAT(answer.status->missing, IsEmpty());
  EXPECT_THAT(answer.status->attention, IsEmpty());
  EXPECT_THAT(answer.status->certificates, IsEmpty());
  net.Register("bob");
  net.log_sink().lost_lines = 3;
  answer = AskWhile(net, desk);
  EXPECT_THAT(answer.status->attention,
              ElementsAre("connections.max is nearly reached.",
                          "3 lines of the log are lost since the start."));
}

TEST(ShellStatus, SaysWhatIsMissing) {
  StatusDesk desk(absl::Hours(1));
  ShellOptions options = Watched();
  options.desk = &desk;
  auto store = std::make_unique<FakeStore>();
  FakeStore& disk = *store;
  disk.health = {.state = StoreState::kRefusing, .sentence = "no space", .lost = 2};
  options.kept.store = std::move(store);
  TestShell net(PollerKind::kEpoll, std::move(options));
  StatusDesk::Answer answer = AskWhile(net, desk);
  EXPECT_THAT(answer.status->missing, ElementsAre("The disk takes no changes: no space"));
  EXPECT_THAT(answer.status->attention,
              ElementsAre("2 records that were to be kept are lost since the start."));
  disk.health = {
      .state = StoreState::kBehind, .sentence = "locked", .last_sync = absl::FromUnixSeconds(1)};
  answer = AskWhile(net, desk);
  EXPECT_THAT(answer.status->missing, IsEmpty());
  EXPECT_THAT(answer.status->attention, ElementsAre("The database is behind: locked"));
  EXPECT_EQ(answer.status->store.last_sync, absl::FromUnixSeconds(1));
  net.shell().StopBecause("end");
  answer = AskWhile(net, desk);
  EXPECT_THAT(answer.status->missing, ElementsAre("The server is stopping."));
}

}  // namespace
}  // namespace irc

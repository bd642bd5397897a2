#include "net/live_config.h"

#include <stdlib.h>

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/testing/socket_pair.h"
#include "net/testing/string_log_sink.h"

namespace irc {
namespace {

using Lines = std::vector<std::string>;

// A configuration whose file the test writes into `file_`, and the components that it is told to.
class LiveConfigTest : public ::testing::Test {
 protected:
  LiveConfig Make() {
    return LiveConfig(file_.config, nullptr, [this] { return file_; });
  }

  void Tell(const LiveConfig& config) {
    config.Tell(lobby_, clients_, outgoing_, mailer_, channel_log_, log_);
  }

  // The reason for which a connection is refused; "none" when it is not.
  std::string RefusalOf(absl::string_view from, ListenerKind kind = {}) {
    SocketPair pair;
    lobby_.Admit({.fd = std::move(pair.server),
                  .address = *ParseIpAddress(from),
                  .port = 6667,
                  .kind = kind},
                 nullptr, clock_.Steady());
    lobby_.Clear();
    std::vector<Lobby::Outcome> outcomes;
    lobby_.TakeOutcomes(outcomes);
    for (const Lobby::Outcome& outcome : outcomes) {
      if (const auto* entered = std::get_if<Lobby::Entered>(&outcome)) {
        poller_.Remove(entered->fd.get());
      }
      if (const auto* refused = std::get_if<Lobby::Refused>(&outcome)) {
        return std::string(RowOf(refused->why).word);
      }
    }
    return "none";
  }

  LoadedConfig file_;
  ManualClock clock_{absl::FromUnixSeconds(1'767'225'600)};
  StringLogSink sink_;
  Log log_{LogLevel::kInfo, clock_, sink_};
  SessionIds ids_;
  SelectPoller poller_;
  PlainIoBatch batch_;
  Lobby lobby_{ids_, poller_, clock_};
  Clients clients_{ids_, poller_};
  Outgoing outgoing_{batch_};
  Mailer mailer_;
  ChannelLog channel_log_;
};

TEST_F(LiveConfigTest, WithoutAFileThereIsNothingToReadAgain) {
  LiveConfig config(file_.config, nullptr, nullptr);
  const RehashDone done = config.ReadAgain({}, clock_.Wall(), log_);
  EXPECT_FALSE(done.ok);
  EXPECT_EQ(done.messages, Lines{"There is no configuration file to read again"});
}

TEST_F(LiveConfigTest, AnErrorChangesNothing) {
  LiveConfig config = Make();
  file_.config.core.network_name = "other";
  file_.errors = {"irc.toml:1: one", "irc.toml:2: two"};
  const RehashDone done = config.ReadAgain({}, clock_.Wall(), log_);
  EXPECT_FALSE(done.ok);
  EXPECT_EQ(done.messages, file_.errors);
  EXPECT_EQ(config.core().network_name, "ircserv");
  for (const std::string& error : file_.errors) EXPECT_TRUE(absl::StrContains(sink_.text, error));
}

TEST_F(LiveConfigTest, KeysThatNeedARestartAreKeptAndNamed) {
  LiveConfig config = Make();
  file_.config.core.network_name = "other";
  file_.config.core.server_name = "other.example";
  const RehashDone done = config.ReadAgain({}, clock_.Wall(), log_);
  EXPECT_TRUE(done.ok);
  EXPECT_EQ(config.core().network_name, "other");
  EXPECT_EQ(config.core().server_name, "irc.local");
  ASSERT_EQ(done.messages.size(), 1u);
  EXPECT_TRUE(absl::StrContains(done.messages[0], "server.name")) << done.messages[0];
}

TEST_F(LiveConfigTest, ARehashSaysWhatDeservesAttention) {
  LiveConfig config = Make();
  file_.config.core.sts_port = 6697;
  file_.cautions = {"irc.toml: everybody can read it"};
  std::vector<Listener> listeners(1);
  listeners[0].port = 6697;
  EXPECT_TRUE(config.ReadAgain(listeners, clock_.Wall(), log_).ok);
  EXPECT_TRUE(absl::StrContains(sink_.text,
                                "warning caution reason=\"irc.toml: everybody can read it\"\n"));
  EXPECT_TRUE(absl::StrContains(sink_.text,
                                "warning caution reason=\"tls.sts_port: the listener of port 6697 "
                                "does not speak TLS, so clients that hold to the policy cannot "
                                "connect\"\n"))
      << sink_.text;
}

// A folder of its own for the files of the server.
std::string NewFolder() {
  std::string folder = absl::StrCat(::testing::TempDir(), "/live_XXXXXX");
  EXPECT_NE(::mkdtemp(folder.data()), nullptr);
  return folder;
}

std::string Sha256(const std::shared_ptr<const TlsCredentials>& tls) {
  return tls->Certificates().front().sha256;
}

class OwnCertificateTest : public LiveConfigTest {
 protected:
  OwnCertificateTest() {
    file_.config.shell.tls_self_signed = true;
    file_.config.shell.state_folder = NewFolder();
    listeners_[0].kind.tls = true;
  }
  LiveConfig Start() {
    const auto tls = LoadTls(file_.config, {.needed = true, .now = clock_.Wall()});
    EXPECT_TRUE(tls.ok()) << tls.status();
    return LiveConfig(file_.config, tls->credentials, [this] { return file_; });
  }

  std::vector<Listener> listeners_ = std::vector<Listener>(1);
};

TEST_F(OwnCertificateTest, ARehashKeepsIt) {
  LiveConfig config = Start();
  const std::string before = Sha256(config.certificates().tls());
  EXPECT_TRUE(config.ReadAgain(listeners_, clock_.Wall(), log_).ok);
  EXPECT_EQ(Sha256(config.certificates().tls()), before);
  // The name of the server needs a restart, and the certificate is for the old one until then.
  file_.config.core.server_name = "other.example";
  EXPECT_TRUE(config.ReadAgain(listeners_, clock_.Wall(), log_).ok);
  EXPECT_EQ(Sha256(config.certificates().tls()), before);
  EXPECT_TRUE(absl::StrContains(
      sink_.text, absl::StrCat(" self-signed certificate file=", KeptCertificateFile(config.full()),
                               " sha256=", before, " until=2028-03-11\n")))
      << sink_.text;
}

TEST_F(OwnCertificateTest, ARehashSaysThatItCannotBeKept) {
  file_.config.shell.state_folder = "/proc/nowhere";
  LiveConfig config = Start();
  const std::string before = Sha256(config.certificates().tls());
  EXPECT_TRUE(config.ReadAgain(listeners_, clock_.Wall(), log_).ok);
  EXPECT_EQ(Sha256(config.certificates().tls()), before);
  EXPECT_TRUE(absl::StrContains(sink_.text,
                                "warning caution reason=\"tls.self_signed: cannot keep "
                                "the certificate in '/proc/nowhere/"))
      << sink_.text;
}

TEST_F(LiveConfigTest, TheStsPolicyIsForTheServersNameOrForTheHostsThatAreNamed) {
  file_.config.core.server_name = "irc.example";
  EXPECT_TRUE(Make().IsStsHost("IRC.example"));
  EXPECT_FALSE(Make().IsStsHost("other.example"));
  EXPECT_FALSE(Make().IsStsHost(""));
  file_.config.shell.sts_hosts = {"chat.example", "other.example"};
  EXPECT_TRUE(Make().IsStsHost("other.example"));
  EXPECT_FALSE(Make().IsStsHost("irc.example"));
  EXPECT_FALSE(Make().IsStsHost(""));
}

TEST_F(LiveConfigTest, TheComponentsGetTheirSettings) {
  ShellConfig& shell = file_.config.shell;
  shell.flood_burst = 7;
  shell.flood_per_second = 3;
  shell.flood_query_burst = 70;
  shell.flood_query_per_second = 30;
  shell.flood_opening = 17;
  shell.flood_joins = 13;
  shell.ping_interval_seconds = 11;
  shell.ping_timeout_seconds = 5;
  shell.log_level = "debug";
  shell.connections_max = 0;
  shell.channel_logs = {{.channels = {"#*"}, .folder = "/dev/null/logs"}};
  Tell(Make());
  const FloodLimits& flood = clients_.flood_limits();
  EXPECT_EQ(flood.ordinary.burst, 7);
  EXPECT_EQ(flood.ordinary.per_second, 3);
  EXPECT_EQ(flood.queries.burst, 70);
  EXPECT_EQ(flood.queries.per_second, 30);
  EXPECT_EQ(flood.opening, 17);
  EXPECT_EQ(flood.joins, 13);
  EXPECT_EQ(clients_.keepalive_settings().interval, absl::Seconds(11));
  EXPECT_EQ(clients_.keepalive_settings().timeout, absl::Seconds(5));
  EXPECT_TRUE(log_.Wants(LogLevel::kDebug));
  EXPECT_EQ(RefusalOf("192.0.2.1"), "full");
  channel_log_.Write({{.channel = "#c", .folded = "#c", .command = "JOIN", .source = "a"}},
                     absl::UnixEpoch(), log_);
  shell.channel_logs.clear();
  Tell(Make());  // waits for the thread
  EXPECT_EQ(channel_log_.lost(), 1u);
}

TEST_F(LiveConfigTest, MailsGetTheirRules) {
  file_.config.core.server_name = "irc.example.org";
  file_.config.core.network_name = "Example";
  file_.config.shell.mail_command = "/usr/sbin/sendmail -t";
  file_.config.shell.mail_from = "irc@example.org";
  file_.config.core.services.names = {"NickServ=N"};
  file_.config.shell.mail_attempts = 7;
  file_.config.shell.mail_queue = 13;
  const MailRules rules = MailRulesOf(Make().full());
  EXPECT_EQ(rules.command, "/usr/sbin/sendmail -t");
  EXPECT_EQ(rules.sender.server, "irc.example.org");
  EXPECT_EQ(rules.sender.network, "Example");
  EXPECT_EQ(rules.sender.from, "irc@example.org");
  EXPECT_EQ(rules.sender.nickserv, "N");
  EXPECT_EQ(rules.attempts, 7);
  EXPECT_EQ(rules.queue, 13);
  const Mail mail{.account = "alice", .to = "alice@example.org"};
  EXPECT_EQ(mailer_.SendCode(mail, absl::InfiniteFuture(), clock_.Wall()), "")
      << "it knows no command yet";
  file_.config.shell.mail_command = "/bin/true";
  Tell(Make());
  EXPECT_NE(mailer_.SendCode(mail, absl::InfiniteFuture(), clock_.Wall()), "");
}

TEST_F(LiveConfigTest, AddressesThatAreExemptAreNotLimited) {
  file_.config.shell.connections_per_address = 0;
  file_.config.shell.exempt = {"192.0.2.0/24"};
  Tell(Make());
  EXPECT_EQ(RefusalOf("192.0.2.1"), "none");
  EXPECT_EQ(RefusalOf("203.0.113.1"), "per_address");
}

// Without connections.proxies, only this machine may send PROXY headers.
TEST_F(LiveConfigTest, WithoutProxiesThisMachineIsTheProxy) {
  Tell(Make());
  EXPECT_EQ(RefusalOf("127.0.0.1", {.proxy = true}), "none");
  EXPECT_EQ(RefusalOf("::1", {.proxy = true}), "none");
  EXPECT_EQ(RefusalOf("192.0.2.1", {.proxy = true}), "no_proxy");
  file_.config.shell.proxies = {"192.0.2.0/24"};
  Tell(Make());
  EXPECT_EQ(RefusalOf("127.0.0.1", {.proxy = true}), "no_proxy");
  EXPECT_EQ(RefusalOf("192.0.2.1", {.proxy = true}), "none");
}

}  // namespace
}  // namespace irc

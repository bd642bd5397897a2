// TLS over real sockets: many concurrent handshakes, resumption, and rehashes of certificates.
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <sys/resource.h>

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/io/listener.h"
#include "net/testing/test_shell.h"
#include "net/testing/tls_over_sockets.h"
#include "net/tls/tls.h"

namespace irc {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

using Client = TestShell::Client;

// A shell with a plain and a TLS listener, and clients that start TLS handshakes at the same time.
class HandshakesTest : public ::testing::Test {
 protected:
  struct Knocker {
    Knocker(uint16_t port, uint64_t id) : socket("127.0.0.1", port), session{id} {}
    TestClient socket;
    TlsClient tls;
    SessionId session;
  };

  static ShellOptions Options() {
    rlimit limit = {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ShellOptions options;
    options.config.shell.flood_burst = 1000;
    auto listeners = Listen({"127.0.0.1:0", "127.0.0.1:0 tls"}, 0);
    if (listeners.ok()) options.listeners = *std::move(listeners);
    options.tls = TlsCredentials::SelfSigned("irc.local");
    return options;
  }

  // Connects `count` clients and sends their ClientHellos. REQUIRES: `in` clients are connected,
  // and no others have been, so that session ids are known.
  void Knock(size_t in, size_t count) {
    for (size_t i = 0; i < count; ++i) {
      knockers_.emplace_back(net_.shell().inside().listeners[1].port, in + i + 1);
      // The listener's backlog is limited, so the shell has to accept meanwhile.
      while (net_.shell().inside().connections < in + i + 1 - 20 && i > 20) net_.Turn();
    }
    for (int i = 0; i < 100'000 && net_.shell().inside().connections < in + count; ++i) net_.Turn();
    ASSERT_EQ(net_.shell().inside().connections, in + count);
    for (Knocker& knocker : knockers_) knocker.socket.Send(knocker.tls.Step());
  }

  // The number of clients from which the server has read.
  size_t begun() {
    size_t count = 0;
    for (const Knocker& knocker : knockers_) {
      const Shell::Inside inside = net_.shell().inside();
      const Connection* connection = inside.clients.Find(knocker.session);
      const PendingSocket* pending = inside.lobby.Find(knocker.session);
      if (connection != nullptr && connection->received_bytes > 0) ++count;
      if (pending != nullptr && pending->received_bytes > 0) ++count;
    }
    return count;
  }

  size_t finished() {
    size_t count = 0;
    for (const Knocker& knocker : knockers_) {
      const Connection* connection = net_.shell().inside().clients.Find(knocker.session);
      if (connection != nullptr && connection->open()) ++count;
    }
    return count;
  }

  void FinishAll() {
    for (int i = 0; i < 10'000 && finished() < knockers_.size(); ++i) {
      for (Knocker& knocker : knockers_) {
        knocker.socket.Pump();
        knocker.tls.Take(knocker.socket.Take());
        knocker.socket.Send(knocker.tls.Step());
      }
      net_.Turn();
    }
  }

  TestShell net_{PollerKind::kEpoll, Options()};
  std::deque<Knocker> knockers_;
};

TEST_F(HandshakesTest, ThoseWhoAreInAreServedWhileFiveHundredArrive) {
  Client& alice = net_.Register("alice");
  Client& bob = net_.Register("bob");
  Knock(2, 500);
  size_t turns = 0;
  for (int message = 0; message < 20; ++message) {
    alice.Line(absl::StrCat("PRIVMSG bob :", message));
    std::vector<std::string> heard;
    for (int i = 0; i < 1000 && heard.empty(); ++i) {
      net_.Turn();
      ++turns;
      bob.Pump();
      heard = bob.TakeLines();
    }
    EXPECT_THAT(heard, ElementsAre(EndsWith(absl::StrCat(" PRIVMSG bob :", message))));
    ASSERT_LE(begun(), turns * Lobby::kHandshakesPerTurn) << "before message " << message;
  }
  FinishAll();
  EXPECT_EQ(finished(), knockers_.size()) << "everybody comes in";
}

TEST_F(HandshakesTest, WithNothingElseToDoTurnFollowsUponTurn) {
  Knock(0, 100);
  size_t before = 0;
  for (int i = 0; i < 100'000 && before < knockers_.size(); ++i) {
    net_.Turn();
    const size_t now = begun();
    if (!net_.shell().inside().idle) {  // handshakes are left, so this turn used its whole budget
      EXPECT_EQ(now - before, Lobby::kHandshakesPerTurn);
    }
    before = now;
  }
  EXPECT_EQ(before, knockers_.size());
  EXPECT_TRUE(net_.shell().inside().idle);
}

TEST_F(HandshakesTest, NobodyIsClosedBecauseTheServerIsLate) {
  const size_t count = 2 * Lobby::kHandshakesPerTurn;
  Knock(0, count);
  for (int i = 0; i < 100'000 && net_.shell().inside().idle; ++i) net_.Turn();
  const size_t heard = begun();
  ASSERT_LT(heard, count);
  net_.clock().Advance(absl::Seconds(11));
  net_.Turn();
  // The clients whose ClientHello was answered have timed out. The others' input was still unread,
  // so they have not.
  EXPECT_EQ(net_.shell().inside().connections, count - heard);
  while (!net_.shell().inside().idle) net_.Turn();
  EXPECT_EQ(begun(), count - heard);
  net_.clock().Advance(absl::Seconds(11));
  net_.Turn();
  EXPECT_EQ(net_.shell().inside().connections, 0u);
}

class TlsRehashTest : public ::testing::Test {
 protected:
  static LoadedConfig Config() {
    LoadedConfig loaded;
    loaded.config.core.opers = {{"root", {"*@*"}}};
    loaded.config.shell.oper_passwords = {{"root", "open"}};
    loaded.config.shell.listen_addresses = {"127.0.0.1:0 tls"};
    loaded.config.shell.tls_self_signed = true;
    return loaded;
  }
  ShellOptions Options() {
    ShellOptions options;
    options.config = now_.config;
    options.reload = [this] { return now_; };
    auto listeners = Listen(now_.config.shell.listen_addresses, 0);
    if (listeners.ok()) options.listeners = *std::move(listeners);
    options.tls = TlsCredentials::SelfSigned("irc.local");
    return options;
  }
  // Registers as `nick`, then sends `lines`. Returns the decrypted output.
  std::string Talk(Client& socket, TlsClient& tls, const std::string& nick,
                   const std::string& lines) {
    tls.read().clear();
    tls.Say(absl::StrCat("NICK ", nick, "\r\nUSER ", nick, " 0 * :x\r\n", lines));
    Carry(net_, socket, tls);
    return tls.read();
  }
  void Rehash(Client& socket, TlsClient& tls) {
    tls.Say("OPER root open\r\nREHASH\r\n");
    Carry(net_, socket, tls);
    net_.passwords().Decide(true);
    Carry(net_, socket, tls);
  }

  LoadedConfig now_ = Config();
  TestShell net_{PollerKind::kEpoll, Options()};
};

TEST_F(TlsRehashTest, WhoComesBackAfterItResumesAndIsKnownByHisCertificate) {
  EVP_PKEY* key = ::EVP_EC_gen("P-256");
  X509* certificate = MakeCertificate(key);
  Client& socket = net_.Connect();
  TlsClient first;
  first.Show(certificate, key);
  Carry(net_, socket, first);
  const std::string whois = Talk(socket, first, "me", "WHOIS me\r\n");
  const size_t at = whois.find(" :has client certificate fingerprint ");
  ASSERT_NE(at, std::string::npos) << whois;
  const std::string fingerprint = whois.substr(at, whois.find('\r', at) - at);
  Rehash(socket, first);
  EXPECT_THAT(first.read(), HasSubstr(" 382 me "));

  Client& stranger_socket = net_.Connect();
  TlsClient stranger;
  Carry(net_, stranger_socket, stranger);
  EXPECT_NE(::X509_cmp(stranger.ServersCertificate(), first.ServersCertificate()), 0)
      << "the server has another certificate now";

  Client& again_socket = net_.Connect();
  TlsClient again;
  again.Resume(first);
  Carry(net_, again_socket, again);
  EXPECT_TRUE(again.resumed());
  EXPECT_THAT(Talk(again_socket, again, "me2", "WHOIS me2\r\n"), HasSubstr(fingerprint));
  ::X509_free(certificate);
  ::EVP_PKEY_free(key);
}

// The TLS listener stays until a restart, so a rehash without certificates is refused.
TEST_F(TlsRehashTest, ItCanNotTakeTheCertificatesOfAListener) {
  Client& socket = net_.Connect();
  TlsClient first;
  Carry(net_, socket, first);
  Talk(socket, first, "me", "");
  now_.config.shell.tls_self_signed = false;
  now_.config.shell.listen_addresses = {"127.0.0.1:0"};
  Rehash(socket, first);
  EXPECT_THAT(first.read(), HasSubstr("a listener speaks TLS, but tls.certificates names none"));
  Client& next_socket = net_.Connect();
  TlsClient next;
  Carry(net_, next_socket, next);
  EXPECT_THAT(Talk(next_socket, next, "next", ""), HasSubstr(" 001 next "));
}

}  // namespace
}  // namespace irc

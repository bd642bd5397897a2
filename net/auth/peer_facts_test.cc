#include "net/auth/peer_facts.h"

#include <memory>
#include <string>

#include "gtest/gtest.h"

namespace irc {
namespace {

constexpr size_t kHostBytesMax = 20;

PeerFacts::Way From(absl::string_view address) {
  PeerFacts::Way way;
  way.address = *ParseIpAddress(address);
  way.local_port = 6667;
  return way;
}

WebircLine Brought() {
  WebircLine line;
  line.host = "host.example";
  return line;
}

TEST(PeerFacts, OfAPlainConnection) {
  PeerFacts facts("secret", nullptr);
  const Peer peer = facts.Of(From("192.0.2.1"), kHostBytesMax);
  EXPECT_EQ(peer.ip, "192.0.2.1");
  EXPECT_EQ(peer.host, "192.0.2.1");
  EXPECT_EQ(peer.cloak, Cloaks("secret").Of(*ParseIpAddress("192.0.2.1")));
  EXPECT_EQ(peer.local_port, 6667);
  EXPECT_FALSE(peer.tls);
  EXPECT_EQ(peer.certfp, "");
  EXPECT_EQ(facts.Of(From("::1"), kHostBytesMax).ip, "0::1") << "no parameter begins with ':'";
}

TEST(PeerFacts, WithoutASecretCloaksDifferFromServerToServer) {
  PeerFacts one("", nullptr);
  PeerFacts other("", nullptr);
  const std::string cloak = one.Of(From("192.0.2.1"), kHostBytesMax).cloak;
  EXPECT_NE(cloak, other.Of(From("192.0.2.1"), kHostBytesMax).cloak);
  EXPECT_EQ(cloak, one.Of(From("192.0.2.1"), kHostBytesMax).cloak);
}

TEST(PeerFacts, OfTls) {
  PeerFacts facts("secret", nullptr);
  PeerFacts::Way way = From("192.0.2.1");
  way.proxied_tls = true;
  EXPECT_TRUE(facts.Of(way, kHostBytesMax).tls);
  const Tls tls(TlsCredentials::SelfSigned("irc.example"));
  way.proxied_tls = false;
  way.tls = &tls;
  EXPECT_TRUE(facts.Of(way, kHostBytesMax).tls);
}

TEST(PeerFacts, OfAGatewaysClientAreTheClientsOwn) {
  PeerFacts facts("secret", nullptr);
  PeerFacts::Way way = From("192.0.2.9");
  way.webirc = Brought();
  Peer peer = facts.Of(way, kHostBytesMax);
  EXPECT_EQ(peer.ip, "192.0.2.9");
  EXPECT_EQ(peer.host, "host.example");
  EXPECT_EQ(peer.local_port, 6667) << "the gateway does not know the client's";

  way.webirc->local_port = 443;
  way.webirc->secure = true;
  way.webirc->certfp = "ab12";
  peer = facts.Of(way, kHostBytesMax);
  EXPECT_EQ(peer.local_port, 443);
  EXPECT_TRUE(peer.tls);
  EXPECT_EQ(peer.certfp, "ab12");
}

// The gateway's TLS says nothing about the way from the client to the gateway.
TEST(PeerFacts, OfAGatewaysClientHaveNothingOfTheGatewaysTls) {
  PeerFacts facts("secret", nullptr);
  const Tls tls(TlsCredentials::SelfSigned("irc.example"));
  PeerFacts::Way way = From("192.0.2.9");
  way.webirc = Brought();
  way.tls = &tls;
  way.proxied_tls = true;
  const Peer peer = facts.Of(way, kHostBytesMax);
  EXPECT_FALSE(peer.tls);
  EXPECT_EQ(peer.certfp, "");
  EXPECT_TRUE(peer.bindings.empty());
}

TEST(PeerFacts, AHostNameThatIsTooLongIsReplacedByTheAddress) {
  PeerFacts facts("secret", nullptr);
  PeerFacts::Way way = From("192.0.2.9");
  way.webirc = Brought();
  way.webirc->host = std::string(kHostBytesMax, 'h');
  EXPECT_EQ(facts.Of(way, kHostBytesMax).host, way.webirc->host);
  way.webirc->host += "h";
  EXPECT_EQ(facts.Of(way, kHostBytesMax).host, "192.0.2.9");
}

TEST(PeerFacts, MayBeOverridden) {
  PeerFacts facts("secret", [](const IpAddress&, uint16_t port) {
    return Peer{.ip = "203.0.113.1", .host = "test.example", .cloak = "cloak", .local_port = port};
  });
  const Peer peer = facts.Of(From("192.0.2.1"), kHostBytesMax);
  EXPECT_EQ(peer.ip, "203.0.113.1");
  EXPECT_EQ(peer.host, "test.example");
  EXPECT_EQ(peer.local_port, 6667);
}

}  // namespace
}  // namespace irc

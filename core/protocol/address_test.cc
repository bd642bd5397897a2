#include "core/protocol/address.h"

#include <arpa/inet.h>

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

// The result of the system's inet_pton, with which ParseAddress must agree.
std::optional<Address> SystemParse(const std::string& text) {
  Address address;
  if (inet_pton(AF_INET, text.c_str(), address.bytes.data() + 12) == 1) {
    address.v4 = true;
    address.bytes[10] = address.bytes[11] = 0xff;
    return address;
  }
  if (inet_pton(AF_INET6, text.c_str(), address.bytes.data()) == 1) return address;
  // The core also accepts "0::1" for "::1", because it writes that form in messages.
  if (absl::StartsWith(text, "0::") &&
      inet_pton(AF_INET6, text.c_str() + 1, address.bytes.data()) == 1) {
    return address;
  }
  return std::nullopt;
}

std::string SystemFormat(const std::array<uint8_t, 16>& bytes) {
  char text[INET6_ADDRSTRLEN];
  return inet_ntop(AF_INET6, bytes.data(), text, sizeof text);
}

bool IsLikeSystem(const std::string& text) {
  const std::optional<Address> ours = ParseAddress(text);
  const std::optional<Address> theirs = SystemParse(text);
  if (!ours.has_value() || !theirs.has_value()) return ours.has_value() == theirs.has_value();
  return ours->v4 == theirs->v4 && ours->bytes == theirs->bytes;
}

TEST(ParseAddress, DottedQuad) {
  const std::optional<Address> address = ParseAddress("192.0.2.255");
  ASSERT_TRUE(address.has_value());
  EXPECT_TRUE(address->v4);
  const std::array<uint8_t, 16> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 255};
  EXPECT_EQ(address->bytes, mapped);
}

TEST(ParseAddress, MappedQuadHasTheSameBits) {
  EXPECT_EQ(ParseAddress("::ffff:192.0.2.255")->bytes, ParseAddress("192.0.2.255")->bytes);
}

TEST(ParseAddress, LeadingZeroStandsForNoColonAtTheStart) {
  EXPECT_EQ(ParseAddress("0::1")->bytes, ParseAddress("::1")->bytes);
  EXPECT_EQ(ParseAddress("0::")->bytes, ParseAddress("::")->bytes);
  EXPECT_EQ(ParseAddress("0::2:3:4:5:6:7:8")->bytes, ParseAddress("::2:3:4:5:6:7:8")->bytes);
}

TEST(ParseAddress, AgreesWithTheSystem) {
  for (const char* text : {"",
                           "0.0.0.0",
                           "255.255.255.255",
                           "256.0.0.1",
                           "1.2.3",
                           "1.2.3.4.5",
                           "1..2.3",
                           "1.2.3.",
                           ".1.2.3",
                           "01.2.3.4",
                           "001.2.3.4",
                           "00.2.3.4",
                           "1.2.3.0004",
                           "1.2.3.+4",
                           "1.2.3.-4",
                           "1.2.3. 4",
                           " 1.2.3.4",
                           "1.2.3.4 ",
                           "1.2.3.a",
                           "0x1.2.3.4",
                           "::",
                           ":",
                           ":::",
                           "::1",
                           "1::",
                           "1:2:3:4:5:6:7:8",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "1:2:3:4:5:6:7::",
                           "::2:3:4:5:6:7:8",
                           "1:2:3:4::5:6:7:8",
                           "1:2:3::4:5:6:7",
                           "1::2::3",
                           ":1",
                           "1:",
                           "1:::2",
                           "g::",
                           "12345::",
                           "::12345",
                           "fe80::1%eth0",
                           "FE80::aBcD",
                           "::0x1",
                           "::+1",
                           "::-1",
                           ":: 1",
                           "::\t1",
                           "::1\t",
                           "::1.2.3.4",
                           "1:2:3:4:5:6:1.2.3.4",
                           "1:2:3:4:5:6:7:1.2.3.4",
                           "1:2:3:4:5:1.2.3.4",
                           "1.2.3.4::",
                           "1.2.3.4:1::",
                           "::1.2.3.4:1",
                           "::1.2.3",
                           "::01.2.3.4",
                           "::ffff:1.2.3.256",
                           "[::1]",
                           "localhost",
                           "*",
                           "1.2.3.4/8"}) {
    EXPECT_TRUE(IsLikeSystem(text)) << text;
  }
}

RC_GTEST_PROP(ParseAddress, AnythingLikeTheSystem, ()) {
  // Concatenated pieces of addresses, many of which are valid or nearly valid.
  const auto pieces = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("::", ":", ":", "0", "1", "ff", "12345", ".", "1.2.3.4",
                                    "0::", "1:2:3:4", ":5:6:7", " ", "x"));
  const std::string text = absl::StrJoin(pieces, "");
  RC_CLASSIFY(ParseAddress(text).has_value(), "an address");
  RC_ASSERT(IsLikeSystem(text));
}

RC_GTEST_PROP(ParseAddress, EveryAddressComesBack, ()) {
  // Many zeros, so that the system often uses "::".
  std::array<uint8_t, 16> bytes{};
  for (uint8_t& byte : bytes) byte = *rc::gen::element<uint8_t>(0, 0, 0, 1, 0x7f, 0xab, 0xff);
  const std::string text = SystemFormat(bytes);
  RC_LOG() << text;
  const auto address = ParseAddress(text);
  RC_ASSERT(address.has_value());
  RC_ASSERT(address->bytes == bytes);
  RC_ASSERT(!address->v4);
}

TEST(ParseNetwork, WithoutBitsIsOneAddress) {
  EXPECT_EQ(ParseNetwork("192.0.2.1")->bits, 128);
  EXPECT_EQ(ParseNetwork("2001:db8::1")->bits, 128);
}

TEST(ParseNetwork, BitsOfTheMappedForm) {
  EXPECT_EQ(ParseNetwork("192.0.2.0/24")->bits, 120);
  EXPECT_EQ(ParseNetwork("0.0.0.0/0")->bits, 96);
  EXPECT_EQ(ParseNetwork("2001:db8::/32")->bits, 32);
  EXPECT_EQ(ParseNetwork("::/0")->bits, 0);
}

TEST(ParseNetwork, Refuses) {
  for (const char* text : {"", "/", "/8", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/-1",
                           "192.0.2.0/+8", "192.0.2.0/ 8", "192.0.2.0/8x", "192.0.2.0/0008",
                           "192.0.2.0/8/8", "192.0.2/8", "2001:db8::/129", "*/8", "host/8"}) {
    EXPECT_FALSE(ParseNetwork(text).has_value()) << text;
  }
}

TEST(Contains, AtTheEdges) {
  const auto contains = [](const char* network, const char* address) {
    return Contains(*ParseNetwork(network), *ParseAddress(address));
  };
  EXPECT_TRUE(contains("192.0.2.128/25", "192.0.2.128"));
  EXPECT_TRUE(contains("192.0.2.128/25", "192.0.2.255"));
  EXPECT_FALSE(contains("192.0.2.128/25", "192.0.2.127"));
  EXPECT_TRUE(contains("192.0.2.77/24", "192.0.2.1")) << "bits behind the mask do not count";
  EXPECT_TRUE(contains("2001:db8::/32", "2001:db8:ffff::1"));
  EXPECT_FALSE(contains("2001:db8::/32", "2001:db9::"));
  EXPECT_TRUE(contains("::ffff:0:0/96", "192.0.2.1"));
  // 0.0.0.0/0 contains all IPv4 addresses and no IPv6 address.
  EXPECT_TRUE(contains("0.0.0.0/0", "192.0.2.1"));
  EXPECT_FALSE(contains("0.0.0.0/0", "2001:db8::1"));
}

// True if the first `bits` bits are equal, compared bit by bit.
bool SameBits(const Address& a, const Address& b, int bits) {
  for (int i = 0; i < bits; ++i) {
    const uint8_t mask = static_cast<uint8_t>(0x80 >> (i % 8));
    const auto at = static_cast<size_t>(i / 8);
    if ((a.bytes[at] & mask) != (b.bytes[at] & mask)) return false;
  }
  return true;
}

RC_GTEST_PROP(Contains, IsTheDefinition, ()) {
  Network network;
  for (uint8_t& byte : network.address.bytes) byte = *rc::gen::arbitrary<uint8_t>();
  network.bits = *rc::gen::inRange(0, 129);
  // The address differs from the network in at most two bits, so that both results are common.
  Address address = network.address;
  const int flips = *rc::gen::inRange(0, 3);
  for (int i = 0; i < flips; ++i) {
    const int bit = *rc::gen::inRange(0, 128);
    address.bytes[static_cast<size_t>(bit / 8)] ^= static_cast<uint8_t>(0x80 >> (bit % 8));
  }
  const bool same = SameBits(network.address, address, network.bits);
  RC_CLASSIFY(same, "contained");
  RC_ASSERT(Contains(network, address) == same);
}

}  // namespace
}  // namespace irc

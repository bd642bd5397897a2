#include "core/protocol/address.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/hash/hash_testing.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

IpAddress Ip(absl::string_view text) { return *ParseIpAddress(text); }

TEST(ParseIpAddress, DottedQuad) {
  const std::optional<IpAddress> address = ParseIpAddress("192.0.2.255");
  ASSERT_TRUE(address.has_value());
  EXPECT_TRUE(address->is_v4());
  const std::array<uint8_t, 16> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 255};
  EXPECT_EQ(address->bytes, mapped);
  EXPECT_EQ(*address, IpAddress::V4(192, 0, 2, 255));
}

TEST(ParseIpAddress, AMappedAddressIsIpv4) {
  EXPECT_EQ(AddressText(Ip("::ffff:192.0.2.7")), "192.0.2.7");
  EXPECT_EQ(Ip("::ffff:192.0.2.7"), Ip("192.0.2.7"));
  EXPECT_EQ(Ip("::FFFF:c000:207"), Ip("192.0.2.7"));
}

TEST(ParseIpAddress, LeadingZeroStandsForNoColonAtTheStart) {
  EXPECT_EQ(Ip("0::1"), Ip("::1"));
  EXPECT_EQ(Ip("0::"), Ip("::"));
  EXPECT_EQ(Ip("0::2:3:4:5:6:7:8"), Ip("::2:3:4:5:6:7:8"));
}

TEST(ParseIpAddress, Refuses) {
  for (absl::string_view text :
       {"", "localhost", "1.2.3", "256.1.1.1", "010.1.1.1", "::g", "1:2:3:4:5:6:7:8:9", "1::2::3",
        "1:2:3:4::5:6:7:8", "1.2.3.4/8", "fe80::1%eth0", "[::1]"}) {
    EXPECT_FALSE(ParseIpAddress(text).has_value()) << text;
  }
  EXPECT_FALSE(ParseIpAddress(absl::string_view("1.2.3.4\0", 8)).has_value());
}

TEST(AddressText, AndBack) {
  for (const char* text : {"127.0.0.1", "255.255.255.255", "192.0.2.7", "0.0.0.0", "2001:db8::1",
                           "::1", "::", "1::", "1:0:2::", "1:0:0:2::3", "::1:0:0:2:0:0",
                           "1:2:3:4:5:6:7:8", "::192.0.2.1", "fe80::abcd"}) {
    EXPECT_EQ(AddressText(Ip(text)), text);
  }
}

TEST(AddressText, NoParameterStartsWithAColon) {
  EXPECT_EQ(AddressParam(Ip("::1")), "0::1");
  EXPECT_EQ(AddressParam(Ip("2001:db8::1")), "2001:db8::1");
  EXPECT_EQ(AddressParam(Ip("10.0.0.1")), "10.0.0.1");
}

TEST(IpAddress, HasTheOctetsOfItsFamily) {
  EXPECT_EQ(Ip("192.0.2.7").octets(), absl::Span<const uint8_t>({192, 0, 2, 7}));
  EXPECT_EQ(Ip("::1").octets().size(), 16u);
  for (const char* text : {"192.0.2.7", "2001:db8::1"}) {
    EXPECT_EQ(IpAddress::FromOctets(Ip(text).octets()), Ip(text));
  }
  EXPECT_EQ(AddressText(IpAddress()), "0.0.0.0");
}

TEST(IpAddress, HashesAsItCompares) {
  EXPECT_TRUE(absl::VerifyTypeImplementsAbslHashCorrectly({IpAddress(), Ip("192.0.2.7"),
                                                           Ip("::ffff:192.0.2.7"), Ip("::"),
                                                           Ip("::1"), Ip("::0.0.0.1")}));
}

TEST(IpAddress, Loopback) {
  for (const char* text : {"127.0.0.1", "127.255.0.1", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(IsLoopback(Ip(text))) << text;
  }
  for (const char* text : {"128.0.0.1", "0.0.0.0", "::", "::2", "1::1", "7f00::"}) {
    EXPECT_FALSE(IsLoopback(Ip(text))) << text;
  }
}

TEST(IpAddress, OneIpv6SubscriberIsOneUnit) {
  EXPECT_EQ(LimitedUnit(Ip("2001:db8:1:2:3::4")), LimitedUnit(Ip("2001:db8:1:2:ffff::9")));
  EXPECT_FALSE(LimitedUnit(Ip("2001:db8:1:2::1")) == LimitedUnit(Ip("2001:db8:1:3::1")));
  EXPECT_FALSE(LimitedUnit(Ip("10.0.0.1")) == LimitedUnit(Ip("10.0.0.2")));
}

TEST(ParseIpNetwork, WithoutBitsIsOneAddress) {
  EXPECT_EQ(ParseIpNetwork("192.0.2.1")->bits, 128);
  EXPECT_EQ(ParseIpNetwork("2001:db8::1")->bits, 128);
}

TEST(ParseIpNetwork, BitsOfTheMappedForm) {
  EXPECT_EQ(ParseIpNetwork("192.0.2.0/24")->bits, 120);
  EXPECT_EQ(ParseIpNetwork("0.0.0.0/0")->bits, 96);
  EXPECT_EQ(ParseIpNetwork("2001:db8::/32")->bits, 32);
  EXPECT_EQ(ParseIpNetwork("::/0")->bits, 0);
}

TEST(ParseIpNetwork, Refuses) {
  for (const char* text : {"",
                           "/",
                           "/8",
                           "1/8",
                           "192.0.2.0/",
                           "192.0.2.0/33",
                           "192.0.2.0/-1",
                           "192.0.2.0/+8",
                           "192.0.2.0/ 8",
                           "192.0.2.0/8x",
                           "192.0.2.0/0008",
                           "192.0.2.0/8/8",
                           "192.0.2/8",
                           "2001:db8::/129",
                           "::/129",
                           "1.2.3.4/x",
                           "*/8",
                           "host/8",
                           "::ffff:10.0.0.0/8",
                           "::ffff:10.0.0.0/95"}) {
    EXPECT_FALSE(ParseIpNetwork(text).has_value()) << text;
  }
}

TEST(IpNetwork, AtTheEdges) {
  const auto contains = [](const char* network, const char* address) {
    return ParseIpNetwork(network)->Contains(Ip(address));
  };
  EXPECT_TRUE(contains("192.0.2.128/25", "192.0.2.128"));
  EXPECT_TRUE(contains("192.0.2.128/25", "192.0.2.255"));
  EXPECT_FALSE(contains("192.0.2.128/25", "192.0.2.127"));
  EXPECT_TRUE(contains("192.0.2.77/24", "192.0.2.1")) << "bits behind the mask do not count";
  EXPECT_TRUE(contains("127.0.0.0/8", "127.255.3.4"));
  EXPECT_FALSE(contains("127.0.0.0/8", "128.0.0.1"));
  EXPECT_TRUE(contains("10.1.2.3", "10.1.2.3"));
  EXPECT_FALSE(contains("10.1.2.3", "10.1.2.4"));
  EXPECT_TRUE(contains("10.1.2.4/30", "10.1.2.7"));
  EXPECT_FALSE(contains("10.1.2.4/30", "10.1.2.8"));
  EXPECT_TRUE(contains("2001:db8::/32", "2001:db8:ffff::1"));
  EXPECT_FALSE(contains("2001:db8::/32", "2001:db9::"));
  EXPECT_TRUE(contains("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(contains("2001:db8::/33", "2001:db8:8000::1"));
  EXPECT_TRUE(contains("::1/128", "::1"));
  EXPECT_TRUE(contains("::ffff:0:0/96", "192.0.2.1"));
  EXPECT_TRUE(contains("::ffff:192.0.2.0/120", "192.0.2.1"));
  // All of IPv4 is a small part of the mapped form.
  EXPECT_TRUE(contains("0.0.0.0/0", "192.0.2.1"));
  EXPECT_FALSE(contains("0.0.0.0/0", "2001:db8::1"));
  EXPECT_FALSE(contains("0.0.0.0/0", "::1"));
  EXPECT_TRUE(contains("::/0", "192.0.2.1"));
}

// The definition, bit by bit.
bool SameBits(const IpAddress& a, const IpAddress& b, int bits) {
  for (int i = 0; i < bits; ++i) {
    const uint8_t mask = static_cast<uint8_t>(0x80 >> (i % 8));
    const auto at = static_cast<size_t>(i / 8);
    if ((a.bytes[at] & mask) != (b.bytes[at] & mask)) return false;
  }
  return true;
}

RC_GTEST_PROP(IpNetwork, ContainsIsTheDefinition, ()) {
  IpNetwork network;
  for (uint8_t& byte : network.address.bytes) byte = *rc::gen::arbitrary<uint8_t>();
  network.bits = *rc::gen::inRange(0, 129);
  // An address that differs in few bits, so that both answers are common.
  IpAddress address = network.address;
  const int flips = *rc::gen::inRange(0, 3);
  for (int i = 0; i < flips; ++i) {
    const int bit = *rc::gen::inRange(0, 128);
    address.bytes[static_cast<size_t>(bit / 8)] ^= static_cast<uint8_t>(0x80 >> (bit % 8));
  }
  const bool same = SameBits(network.address, address, network.bits);
  RC_CLASSIFY(same, "contained");
  RC_ASSERT(network.Contains(address) == same);
}

RC_GTEST_PROP(ParseIpNetwork, TheMappedFormIsTheSameNetwork, ()) {
  const auto text = *rc::gen::element<std::string>("10.0.0.0", "192.0.2.77", "0.0.0.0");
  const int bits = *rc::gen::inRange(0, 33);
  const auto plain = ParseIpNetwork(absl::StrCat(text, "/", bits));
  const auto mapped = ParseIpNetwork(absl::StrCat("::ffff:", text, "/", 96 + bits));
  RC_ASSERT(plain.has_value() && mapped.has_value());
  RC_ASSERT(plain->address == mapped->address && plain->bits == mapped->bits);
}

}  // namespace
}  // namespace irc

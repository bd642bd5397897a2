#include "net/io/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "gtest/gtest.h"

namespace irc {
namespace {

TEST(Address, TextAndBack) {
  for (const char* text : {"127.0.0.1", "0.0.0.0", "255.255.255.255", "2001:db8::1", "::1", "::"}) {
    const auto address = ParseIpAddress(text);
    ASSERT_TRUE(address.has_value()) << text;
    EXPECT_EQ(AddressText(*address), text);
  }
}

TEST(Address, WhatIsNoAddress) {
  for (const char* text : {"", "localhost", "1.2.3", "256.1.1.1", "::g", "1.2.3.4/8"}) {
    EXPECT_FALSE(ParseIpAddress(text).has_value()) << text;
  }
}

TEST(Address, NoParameterStartsWithAColon) {
  EXPECT_EQ(AddressParam(*ParseIpAddress("::1")), "0::1");
  EXPECT_EQ(AddressParam(*ParseIpAddress("2001:db8::1")), "2001:db8::1");
  EXPECT_EQ(AddressParam(*ParseIpAddress("10.0.0.1")), "10.0.0.1");
}

TEST(Address, AMappedAddressIsIpv4) {
  EXPECT_EQ(AddressText(*ParseIpAddress("::ffff:192.0.2.7")), "192.0.2.7");
  EXPECT_EQ(*ParseIpAddress("::ffff:192.0.2.7"), *ParseIpAddress("192.0.2.7"));
}

TEST(Address, OfASocketAddress) {
  sockaddr_storage storage = {};
  auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
  v6.sin6_family = AF_INET6;
  ASSERT_EQ(inet_pton(AF_INET6, "2001:db8::5", &v6.sin6_addr), 1);
  EXPECT_EQ(AddressText(AddressOf(storage)), "2001:db8::5");
}

TEST(Address, OneIpv6SubscriberIsOneUnit) {
  EXPECT_EQ(LimitedUnit(*ParseIpAddress("2001:db8:1:2:3::4")),
            LimitedUnit(*ParseIpAddress("2001:db8:1:2:ffff::9")));
  EXPECT_FALSE(LimitedUnit(*ParseIpAddress("2001:db8:1:2::1")) ==
               LimitedUnit(*ParseIpAddress("2001:db8:1:3::1")));
  EXPECT_FALSE(LimitedUnit(*ParseIpAddress("10.0.0.1")) ==
               LimitedUnit(*ParseIpAddress("10.0.0.2")));
}

TEST(Network, Contains) {
  const auto contains = [](const char* network, const char* address) {
    return ParseIpNetwork(network)->Contains(*ParseIpAddress(address));
  };
  EXPECT_TRUE(contains("127.0.0.0/8", "127.255.3.4"));
  EXPECT_FALSE(contains("127.0.0.0/8", "128.0.0.1"));
  EXPECT_TRUE(contains("10.1.2.3", "10.1.2.3"));
  EXPECT_FALSE(contains("10.1.2.3", "10.1.2.4"));
  EXPECT_TRUE(contains("10.1.2.4/30", "10.1.2.7"));
  EXPECT_FALSE(contains("10.1.2.4/30", "10.1.2.8"));
  EXPECT_TRUE(contains("0.0.0.0/0", "9.9.9.9"));
  EXPECT_FALSE(contains("0.0.0.0/0", "::1"));
  EXPECT_TRUE(contains("::1/128", "::1"));
  EXPECT_TRUE(contains("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(contains("2001:db8::/33", "2001:db8:8000::1"));
}

TEST(Network, WhatIsNoNetwork) {
  for (const char* text : {"", "/8", "10.0.0.0/33", "10.0.0.0/-1", "1.2.3.4/x", "::/129", "1/8"}) {
    EXPECT_FALSE(ParseIpNetwork(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace irc

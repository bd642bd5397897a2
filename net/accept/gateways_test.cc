#include "net/accept/gateways.h"

#include <string>

#include "gtest/gtest.h"

namespace irc {
namespace {

TEST(Gateways, AreFoundByAddressAndThenByName) {
  const std::vector<Gateway> gateways = {{"one", {*ParseIpNetwork("192.0.2.0/24")}},
                                         {"two", {*ParseIpNetwork("192.0.2.7")}},
                                         {"six", {*ParseIpNetwork("2001:db8::/32")}}};
  const auto name = [&](absl::string_view address, absl::string_view called) -> std::string {
    const Gateway* found = FindGateway(gateways, *ParseIpAddress(address), called);
    return found == nullptr ? "" : found->name;
  };
  EXPECT_EQ(name("192.0.2.7", ""), "one");
  EXPECT_EQ(name("192.0.2.7", "Two"), "two");
  EXPECT_EQ(name("192.0.2.8", "two"), "one");
  EXPECT_EQ(name("2001:db8::1", "one"), "six");
  EXPECT_EQ(name("198.51.100.1", "one"), "");
}

}  // namespace
}  // namespace irc

// Addresses as the system knows them: out of a sockaddr, and the parser and the writer of core/
// against inet_pton() and inet_ntop().
#include "net/io/socket_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

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

TEST(AddressOf, BothFamilies) {
  sockaddr_storage storage = {};
  auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
  v6.sin6_family = AF_INET6;
  ASSERT_EQ(inet_pton(AF_INET6, "2001:db8::5", &v6.sin6_addr), 1);
  EXPECT_EQ(AddressText(AddressOf(storage)), "2001:db8::5");
  ASSERT_EQ(inet_pton(AF_INET6, "::ffff:192.0.2.7", &v6.sin6_addr), 1);
  EXPECT_EQ(AddressText(AddressOf(storage)), "192.0.2.7");
  storage = {};
  auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
  v4.sin_family = AF_INET;
  ASSERT_EQ(inet_pton(AF_INET, "192.0.2.7", &v4.sin_addr), 1);
  EXPECT_EQ(AddressText(AddressOf(storage)), "192.0.2.7");
  storage.ss_family = AF_UNIX;
  EXPECT_EQ(AddressText(AddressOf(storage)), "0.0.0.0");
}

// The result of the system: our parser must agree with it.
std::optional<IpAddress> SystemParse(const std::string& text) {
  IpAddress address;
  if (inet_pton(AF_INET, text.c_str(), address.bytes.data() + 12) == 1) return address;
  if (inet_pton(AF_INET6, text.c_str(), address.bytes.data()) == 1) return address;
  // The core writes "0::1" where others write "::1", and nothing else that is unusual.
  if (absl::StartsWith(text, "0::") &&
      inet_pton(AF_INET6, text.c_str() + 1, address.bytes.data()) == 1) {
    return address;
  }
  return std::nullopt;
}

std::string SystemText(const IpAddress& address) {
  char text[INET6_ADDRSTRLEN];
  return inet_ntop(address.is_v4() ? AF_INET : AF_INET6, address.octets().data(), text,
                   sizeof text);
}

TEST(ParseIpAddress, AgreesWithTheSystem) {
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
    EXPECT_EQ(ParseIpAddress(text), SystemParse(text)) << text;
  }
}

RC_GTEST_PROP(ParseIpAddress, AnythingLikeTheSystem, ()) {
  // Pieces of addresses, so that many are right or nearly so.
  const auto pieces = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("::", ":", ":", "0", "1", "ff", "12345", ".", "1.2.3.4",
                                    "0::", "1:2:3:4", ":5:6:7", " ", "x"));
  const std::string text = absl::StrJoin(pieces, "");
  RC_CLASSIFY(ParseIpAddress(text).has_value(), "an address");
  RC_ASSERT(ParseIpAddress(text) == SystemParse(text));
}

// Many zeros, so that there is something to shorten, and IPv4 in all of its forms.
rc::Gen<IpAddress> Addresses() {
  const auto byte = rc::gen::element<uint8_t>(0, 0, 0, 1, 0x7f, 0xab, 0xff);
  return rc::gen::map(
      rc::gen::pair(rc::gen::container<std::array<uint8_t, 16>>(byte), rc::gen::inRange(0, 4)),
      [](const std::pair<std::array<uint8_t, 16>, int>& drawn) {
        IpAddress address{.bytes = drawn.first};
        if (drawn.second > 0) std::fill_n(address.bytes.begin(), 12, 0);
        if (drawn.second > 1) std::fill_n(address.bytes.begin() + 10, 2, 0xff);
        return address;
      });
}

RC_GTEST_PROP(AddressText, IsThatOfTheSystem, ()) {
  const IpAddress address = *Addresses();
  RC_CLASSIFY(address.is_v4(), "IPv4");
  RC_ASSERT(AddressText(address) == SystemText(address));
}

RC_GTEST_PROP(ParseIpAddress, EveryAddressComesBack, ()) {
  const IpAddress address = *Addresses();
  RC_ASSERT(ParseIpAddress(AddressText(address)) == address);
  RC_ASSERT(ParseIpAddress(AddressParam(address)) == address);
}

}  // namespace
}  // namespace irc

#include "net/http/forwarded.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

// The address and "+tls" of a request with these header lines; "none" without an address.
std::string Read(absl::string_view headers) {
  const HttpReading reading =
      ReadHttpRequest(absl::StrCat("GET / HTTP/1.1\r\nHost: x\r\n", headers, "\r\n"));
  EXPECT_EQ(reading.state, HttpReading::State::kWhole) << headers;
  const Forwarded forwarded = ReadForwarded(reading.request);
  return absl::StrCat(forwarded.address.has_value() ? AddressText(*forwarded.address) : "none",
                      forwarded.tls ? "+tls" : "");
}

TEST(Forwarded, AnAddressMayHaveAPort) {
  for (const auto& [node, address] :
       {std::pair("192.0.2.1", "192.0.2.1"), std::pair("192.0.2.1:443", "192.0.2.1"),
        std::pair("2001:db8::1", "2001:db8::1"), std::pair("[2001:db8::1]", "2001:db8::1"),
        std::pair("[2001:db8::1]:443", "2001:db8::1"), std::pair("::ffff:192.0.2.1", "192.0.2.1"),
        std::pair("unknown", "none"), std::pair("_hidden", "none"), std::pair("", "none"),
        std::pair("192.0.2.1:443:1", "none"), std::pair("[2001:db8::1", "none"),
        std::pair("[2001:db8::1]443", "none"), std::pair("[]:443", "none")}) {
    EXPECT_EQ(Read(absl::StrCat("X-Forwarded-For: ", node, "\r\n")), address) << node;
    EXPECT_EQ(Read(absl::StrCat("Forwarded: for=\"", node, "\"\r\n")), address) << node;
  }
}

TEST(Forwarded, TheLastEntryIsTheProxys) {
  EXPECT_EQ(Read("X-Forwarded-For: 10.0.0.1\r\nx-forwarded-for: 10.0.0.2, 192.0.2.7\r\n"
                 "X-Forwarded-Proto: http, HTTPS\r\n"),
            "192.0.2.7+tls");
  EXPECT_EQ(Read("X-Forwarded-For: 192.0.2.7, unknown\r\n"), "none");
  EXPECT_EQ(Read("X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https, http\r\n"), "192.0.2.7");
  EXPECT_EQ(Read("Forwarded: for=10.0.0.1;proto=https, For=192.0.2.7;proto=http\r\n"), "192.0.2.7");
}

TEST(Forwarded, TheOtherParametersAreIgnored) {
  EXPECT_EQ(Read("Forwarded: by=203.0.113.1; FOR = \"[2001:db8::1]:443\" ;host=x;Proto=https\r\n"),
            "2001:db8::1+tls");
  EXPECT_EQ(Read("Forwarded: by=203.0.113.1;junk\r\n"), "none");
}

// A proxy that sets X-Forwarded-For passes on the client's Forwarded.
TEST(Forwarded, OnlyOneKindCounts) {
  EXPECT_EQ(Read("Forwarded: for=10.0.0.1;proto=https\r\nX-Forwarded-For: 192.0.2.7\r\n"),
            "192.0.2.7");
  EXPECT_EQ(Read("Forwarded: for=10.0.0.1\r\nX-Forwarded-Proto: https\r\n"), "none+tls");
  EXPECT_EQ(Read(""), "none");
}

}  // namespace
}  // namespace irc

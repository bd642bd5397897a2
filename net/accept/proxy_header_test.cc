#include "net/accept/proxy_header.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

using State = ProxyHeader::State;

std::string Header2(uint8_t version_command, uint8_t family, const std::string& rest) {
  std::string header("\r\n\r\n\0\r\nQUIT\n", 12);
  header.push_back(static_cast<char>(version_command));
  header.push_back(static_cast<char>(family));
  header.push_back(static_cast<char>(rest.size() >> 8));
  header.push_back(static_cast<char>(rest.size()));
  return header + rest;
}

const std::string kTcp4Addresses("\xc0\x00\x02\x01\xc6\x33\x64\x01\xdc\x04\x1a\x0b", 12);

TEST(ProxyHeader, Version1) {
  const ProxyHeader header =
      ReadProxyHeader("PROXY TCP4 192.0.2.1 198.51.100.1 56324 6667\r\nNICK a\r\n");
  EXPECT_EQ(header.state, State::kWhole);
  EXPECT_EQ(header.bytes, 46u);
  EXPECT_EQ(AddressText(*header.source), "192.0.2.1");
  EXPECT_EQ(AddressText(*ReadProxyHeader("PROXY TCP6 2001:db8::1 ::1 1 2\r\n").source),
            "2001:db8::1");
  const ProxyHeader unknown = ReadProxyHeader("PROXY UNKNOWN whatever else\r\n");
  EXPECT_EQ(unknown.state, State::kWhole);
  EXPECT_FALSE(unknown.source.has_value());
}

TEST(ProxyHeader, Version2) {
  const ProxyHeader header = ReadProxyHeader(Header2(0x21, 0x11, kTcp4Addresses) + "NICK a");
  EXPECT_EQ(header.state, State::kWhole);
  EXPECT_EQ(header.bytes, 28u);
  EXPECT_EQ(AddressText(*header.source), "192.0.2.1");
  EXPECT_FALSE(header.tls);
  const std::string tls("\x05\x00\x01z\x20\x00\x05\x01\x00\x00\x00\x00", 12);
  EXPECT_TRUE(ReadProxyHeader(Header2(0x21, 0x11, kTcp4Addresses + tls)).tls);
  EXPECT_EQ(ReadProxyHeader(Header2(0x21, 0x11, kTcp4Addresses + tls)).authority, "");
  const std::string authority("\x02\x00\x05irc.x", 8);
  const ProxyHeader named = ReadProxyHeader(Header2(0x21, 0x11, kTcp4Addresses + tls + authority));
  EXPECT_TRUE(named.tls);
  EXPECT_EQ(named.authority, "irc.x");
  std::string six(36, '\0');
  six[0] = '\x20';
  six[1] = '\x01';
  EXPECT_EQ(AddressText(*ReadProxyHeader(Header2(0x21, 0x21, six)).source), "2001::");
  // A LOCAL command, which proxies use for health checks, and AF_UNIX, which has no IP addresses.
  EXPECT_FALSE(ReadProxyHeader(Header2(0x20, 0, "")).source.has_value());
  EXPECT_EQ(ReadProxyHeader(Header2(0x21, 0x31, std::string(216, 'x'))).state, State::kWhole);
}

TEST(ProxyHeader, WhatIsNone) {
  for (const char* line : {"NICK a\r\n", "PRIVMSG", "proxy TCP4", "CAP LS"}) {
    EXPECT_EQ(ReadProxyHeader(line).state, State::kNone) << line;
  }
  for (const std::string& bytes :
       {std::string("PROXY TCP4 192.0.2.1 198.51.100.1 56324\r\n"),
        std::string("PROXY TCP4 ::1 ::1 1 2\r\n"), std::string("PROXY TCP6 1.2.3.4 ::1 1 2\r\n"),
        std::string("PROXY TCP4 1.2.3.4 1.2.3.4 1 70000\r\n"), std::string("PROXY \r\n"),
        "PROXY " + std::string(120, 'x'), Header2(0x11, 0x11, kTcp4Addresses),
        Header2(0x22, 0x11, kTcp4Addresses), Header2(0x21, 0x11, "short"),
        Header2(0x21, 0x11, std::string(600, 'x'))}) {
    EXPECT_EQ(ReadProxyHeader(bytes).state, State::kWrong) << bytes;
  }
}

TEST(ProxyHeader, TheLongestThatAreAwaited) {
  const std::string line = "PROXY UNKNOWN " + std::string(91, 'x');  // with CRLF 107 bytes
  EXPECT_EQ(ReadProxyHeader(line + "\r").state, State::kMore);
  EXPECT_EQ(ReadProxyHeader(line + "\r\n").state, State::kWhole);
  EXPECT_EQ(ReadProxyHeader(line + "x\r").state, State::kWrong);
  const std::string fields(520 - kTcp4Addresses.size(), '\0');
  EXPECT_EQ(ReadProxyHeader(Header2(0x21, 0x11, kTcp4Addresses + fields)).state, State::kWhole);
  EXPECT_EQ(ReadProxyHeader(Header2(0x21, 0x11, kTcp4Addresses + fields + "x")).state,
            State::kWrong);
}

RC_GTEST_PROP(ProxyHeader, EveryBeginningWantsMore, ()) {
  const std::string whole =
      *rc::gen::element(std::string("PROXY TCP4 192.0.2.1 198.51.100.1 56324 6667\r\n"),
                        Header2(0x21, 0x11, kTcp4Addresses));
  const size_t cut = *rc::gen::inRange<size_t>(0, whole.size());
  RC_ASSERT(ReadProxyHeader(whole.substr(0, cut)).state == State::kMore);
  const std::string more = *rc::gen::arbitrary<std::string>();
  RC_ASSERT(ReadProxyHeader(whole + more).bytes == whole.size());
}

// The reader accepts any bytes, and reports no more bytes than there are; ASan detects a read
// beyond the end.
RC_GTEST_PROP(ProxyHeader, AnyBytesAreRead, (const std::string& bytes)) {
  const ProxyHeader header = ReadProxyHeader(bytes);
  RC_ASSERT(header.bytes <= bytes.size());
}

}  // namespace
}  // namespace irc

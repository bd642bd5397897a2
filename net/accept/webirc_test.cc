#include "net/accept/webirc.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

using State = WebircLine::State;

WebircLine Options(absl::string_view options) {
  return ReadWebirc(absl::StrCat("WEBIRC pw gate host.example 192.0.2.9 ", options, "\r\n"));
}

std::string Host(absl::string_view host) {
  return ReadWebirc(absl::StrCat("WEBIRC pw gate ", host, " 192.0.2.9\r\n")).host;
}

TEST(Webirc, TellsWhomTheGatewayBrings) {
  const WebircLine line =
      ReadWebirc("WEBIRC hunter2 ExampleGateway 198-51-100-3.isp.example 198.51.100.3\r\nNICK a");
  EXPECT_EQ(line.state, State::kWhole);
  EXPECT_EQ(line.bytes, 69u);
  EXPECT_EQ(line.password, "hunter2");
  EXPECT_EQ(line.gateway, "ExampleGateway");
  EXPECT_EQ(line.host, "198-51-100-3.isp.example");
  EXPECT_EQ(AddressText(line.address), "198.51.100.3");
  EXPECT_FALSE(line.secure);
  EXPECT_EQ(line.certfp, "");
  EXPECT_EQ(line.local_port, 0);
}

TEST(Webirc, AnAddressBeginsWithNoColon) {
  const WebircLine line = ReadWebirc("webirc pw gate 0::1 0::1\n");
  EXPECT_EQ(line.state, State::kWhole);
  EXPECT_EQ(AddressText(line.address), "::1");
  EXPECT_EQ(line.host, "");
  EXPECT_EQ(AddressText(ReadWebirc("WEBIRC pw gate x :0::2\n").address), "::2");
  EXPECT_EQ(AddressText(ReadWebirc("WEBIRC pw gate x 0::ffff:192.0.2.1\n").address), "192.0.2.1");
  EXPECT_EQ(ReadWebirc("WEBIRC pw gate ::1 ::1\n").state, State::kWrong);
}

TEST(Webirc, NamesThatAreNoHostsAreLeftOut) {
  EXPECT_EQ(Host("irc.example"), "irc.example");
  EXPECT_EQ(Host("my_pc"), "my_pc");
  EXPECT_EQ(Host("1.2.3.example"), "1.2.3.example");
  for (const char* host : {"192.0.2.9", "192.0.2.1", "1", "a..b", "a.", ".a", "a!b", "a@b", "*",
                           "-a", "a-", "2001:db8::1", "h\xc3\xb6st"}) {
    EXPECT_EQ(Host(host), "") << host;
  }
  EXPECT_EQ(Host(std::string(64, 'a')), "");
}

TEST(Webirc, Options) {
  EXPECT_TRUE(Options("secure").secure);
  EXPECT_TRUE(Options(":secure=examplevalue local-port=6697 remote-port=21726").secure);
  EXPECT_EQ(Options(":secure=examplevalue local-port=6697 remote-port=21726").local_port, 6697);
  EXPECT_TRUE(Options("remote-port=1 secure").secure);
  EXPECT_FALSE(Options(":secured not-secure Secure =secure").secure);
  EXPECT_EQ(Options("local-port=70000").local_port, 0);
  EXPECT_EQ(Options("local-port=x").local_port, 0);
  EXPECT_EQ(Options("local-port").state, State::kWhole);
  const std::string print(64, 'A');
  EXPECT_EQ(Options(absl::StrCat("certfp-sha-256=", print)).certfp, std::string(64, 'a'));
  EXPECT_EQ(Options("certfp-sha-256=abc").certfp, "");
  EXPECT_EQ(Options(absl::StrCat("certfp-sha-512=", print)).certfp, "");
}

TEST(Webirc, WhatIsNone) {
  EXPECT_EQ(ReadWebirc("").state, State::kMore);
  EXPECT_EQ(ReadWebirc("web").state, State::kMore);
  EXPECT_EQ(ReadWebirc("WEBIRC pw gate h 192.0.2.9").state, State::kMore);
  EXPECT_EQ(ReadWebirc("N").state, State::kNone);
  EXPECT_EQ(ReadWebirc("WEBIRCX").state, State::kNone);
  EXPECT_EQ(ReadWebirc("WEBIRC\r\n").state, State::kNone);
  EXPECT_EQ(ReadWebirc("WEBIRC pw\r\n").state, State::kWrong);
  EXPECT_EQ(ReadWebirc("WEBIRC pw gate host.example\r\n").state, State::kWrong);
  EXPECT_EQ(ReadWebirc("WEBIRC pw gate host.example somewhere\r\n").state, State::kWrong);
  EXPECT_EQ(ReadWebirc(absl::StrCat("WEBIRC ", std::string(505, 'x'))).state, State::kWrong);
  EXPECT_EQ(ReadWebirc(absl::StrCat("WEBIRC ", std::string(504, 'x'))).state, State::kMore);
  EXPECT_EQ(ReadWebirc(absl::string_view("WEBIRC p\0w gate h 192.0.2.9\r\n", 29)).state,
            State::kWrong);
}

RC_GTEST_PROP(Webirc, ABeginningOfOneIsNoneOfTheOthers, ()) {
  const std::string line = "WEBIRC pw gate host.example 0::1 :secure local-port=6697\r\n";
  const size_t size = *rc::gen::inRange<size_t>(0, line.size());
  RC_ASSERT(ReadWebirc(absl::string_view(line).substr(0, size)).state == State::kMore);
  const std::string more = *rc::gen::arbitrary<std::string>();
  RC_ASSERT(ReadWebirc(line + more).bytes == line.size());
}

}  // namespace
}  // namespace irc

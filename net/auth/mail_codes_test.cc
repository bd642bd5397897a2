#include "net/auth/mail_codes.h"

#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

TEST(MailCodes, HaveTheirLengthAndCharacters) {
  std::set<char> digits;
  std::set<char> letters;
  for (int i = 0; i < 1000; ++i) {
    const std::string reset = DrawMailCode(MailKind::kReset);
    const std::string verify = DrawMailCode(MailKind::kVerify);
    ASSERT_EQ(reset.size(), 6u);
    ASSERT_EQ(verify.size(), 8u);
    digits.insert(reset.begin(), reset.end());
    letters.insert(verify.begin(), verify.end());
  }
  EXPECT_EQ(std::string(digits.begin(), digits.end()), "0123456789");
  EXPECT_EQ(std::string(letters.begin(), letters.end()), "23456789abcdefghjkmnpqrstuvwxyz");
}

TEST(MailCodes, OnlyTheRightOneIsRight) {
  const std::string verifier = MailCodeVerifier("abcd2345");
  EXPECT_TRUE(IsMailCode(verifier, "abcd2345"));
  EXPECT_TRUE(IsMailCode(verifier, "ABCD-2345"));
  for (const char* wrong : {"", "abcd2346", "abcd234", "abcd23455", "-", " "}) {
    EXPECT_FALSE(IsMailCode(verifier, wrong)) << wrong;
  }
}

TEST(MailCodes, WhatIsKeptDoesNotHaveTheCode) {
  EXPECT_EQ(MailCodeVerifier("123456").find("123456"), std::string::npos);
  EXPECT_NE(MailCodeVerifier("123456"), MailCodeVerifier("123456"));
}

TEST(MailCodes, NothingIsRightWithoutAVerifier) {
  for (const char* broken : {"", " ", "salt", "salt "}) {
    EXPECT_FALSE(IsMailCode(broken, "")) << broken;
    EXPECT_FALSE(IsMailCode(broken, "123456")) << broken;
  }
}

}  // namespace
}  // namespace irc

#include "core/protocol/email.h"

#include <string>

#include "gtest/gtest.h"

namespace irc {
namespace {

TEST(Email, IsOneAddressAndNoHeader) {
  for (const char* good : {"a@b.c", "alice.smith+irc@mail.example.org", "o'neil@example.org"}) {
    EXPECT_TRUE(IsEmail(good)) << good;
  }
  for (const char* bad : {"",
                          "a",
                          "@b.c",
                          "a@",
                          "a@b",
                          "a@b.",
                          "a@.b",
                          "a@b..c",
                          ".a@b.c",
                          "a.@b.c",
                          "a..b@c.d",
                          "-f@b.c",
                          "a@b.c,d@e.f",
                          "a@b.c;d@e.f",
                          "a b@c.d",
                          "a@b.c\nBcc: d@e.f",
                          "a@b.c\r",
                          "<a@b.c>",
                          "\"a\"@b.c",
                          "a(x)@b.c",
                          "a@b@c.d",
                          "a@[127.0.0.1]",
                          "a@b_c.d",
                          "caf\xc3\xa9@b.c",
                          "a:b@c.d",
                          "a\\b@c.d",
                          "a@b.c|x"}) {
    EXPECT_FALSE(IsEmail(bad)) << bad;
  }
  EXPECT_TRUE(IsEmail(std::string(64, 'a') + "@b.c"));
  EXPECT_FALSE(IsEmail(std::string(65, 'a') + "@b.c"));
  EXPECT_FALSE(IsEmail(absl::string_view("a\0@b.c", 6)));
}

TEST(Email, TwoSpellingsOfAMailboxAreTheSame) {
  EXPECT_EQ(NormalEmail("Alice@Example.ORG"), "alice@example.org");
  EXPECT_EQ(NormalEmail("alice+irc@example.org"), "alice@example.org");
  EXPECT_EQ(NormalEmail("a.b@example.org"), "a.b@example.org");
  EXPECT_EQ(NormalEmail("A.l.i.ce+x@gmail.com"), "alice@gmail.com");
  EXPECT_EQ(NormalEmail("al.ice@GoogleMail.com"), "alice@gmail.com");
  EXPECT_EQ(NormalEmail("+x@example.org"), "+x@example.org");
  EXPECT_EQ(EmailDomain("alice@Mail.Example.ORG"), "mail.example.org");
}

}  // namespace
}  // namespace irc

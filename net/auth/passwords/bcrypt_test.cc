#include "net/auth/passwords/bcrypt.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/auth/crypt_hash.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

constexpr char kSetting[] = "$2a$04$abcdefghijklmnopqrstuu";

// htpasswd -nbBC 5 u 'pä$$ wörd', and htpasswd -nbBC 4 u U*U… of 90 characters
TEST(Bcrypt, IsThatOfOthers) {
  for (const auto& [password, hash] : {
           std::pair("correct horse",
                     "$2a$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2"),
           std::pair("p\xc3\xa4$$ w\xc3\xb6rd",
                     "$2y$05$FSvHcZvdyFXPJBuAP1BstetACrwIBIu/Km0oC3a/YO52WVNRIwrwG"),
           std::pair(
               "U*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*UU*"
               "UU*UU*UU*U",
               "$2y$04$.KJ0X5kW6FliKnJqC5nUQOS/is3MkVgvkLBv1biVGHdUp83ynBBTq"),
       }) {
    EXPECT_EQ(Bcrypt(password, hash), hash);
    EXPECT_NE(Bcrypt(absl::StrCat("x", password), hash), hash);
  }
}

// Computed with a direct translation of the paper into Python.
TEST(Bcrypt, ANulIsAByteLikeOthers) {
  std::string all(256, '\0');
  for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<char>(i);
  EXPECT_EQ(Bcrypt(all, kSetting), absl::StrCat(kSetting, "OmJFL5NhaPB1iW/YvQ5avasIImMMHnS"));
  EXPECT_EQ(Bcrypt("", kSetting), absl::StrCat(kSetting, "byCG3zY1GIXMyxfivm.ClDiInHzxjiq"));
  EXPECT_EQ(Bcrypt(absl::string_view("a\0b", 3), kSetting),
            absl::StrCat(kSetting, "sjHI0zQHpOe3SFDK1IriYv6N79Gzr32"));
  EXPECT_NE(Bcrypt("a", kSetting), Bcrypt(absl::string_view("a\0b", 3), kSetting));
}

TEST(Bcrypt, CountsToThe72ndByte) {
  const std::string start(71, 'x');
  EXPECT_EQ(Bcrypt(start + "yz", kSetting), Bcrypt(start + "y", kSetting));
  EXPECT_NE(Bcrypt(start + "y", kSetting), Bcrypt(start + "z", kSetting));
}

TEST(Bcrypt, RefusesOtherSettings) {
  for (const char* other : {
           "",
           "$2a$04$",
           "$2a$04$abcdefghijklmnopqrstu",   // 21 characters
           "$2a$03$abcdefghijklmnopqrstuu",  // too cheap
           "$2a$17$abcdefghijklmnopqrstuu",  // too dear
           "$2a$4$abcdefghijklmnopqrstuuu",  // one digit
           "$2a$+4$abcdefghijklmnopqrstuu",
           "$2x$04$abcdefghijklmnopqrstuu",  // another algorithm
           "$2a$04$abcdefghijklmnopqrst=u",
           "$3a$04$abcdefghijklmnopqrstuu",
           "$2a:04$abcdefghijklmnopqrstuu",
           "$2a$04:abcdefghijklmnopqrstuu",
       }) {
    EXPECT_EQ(Bcrypt("secret", other), "") << other;
  }
}

// libxcrypt, which ends passwords at a NUL.
RC_GTEST_PROP(Bcrypt, IsThatOfCrypt, ()) {
  const auto password =
      *rc::gen::scale(2, rc::gen::container<std::string>(rc::gen::nonZero<char>()));
  const auto salt =
      *rc::gen::container<std::string>(21, rc::gen::elementOf(std::string("./ABYZabyz0189")));
  const auto last = *rc::gen::elementOf(std::string(".Oeu"));
  const std::string setting = absl::StrCat("$2b$04$", salt, std::string(1, last));
  RC_ASSERT(Bcrypt(password, setting) == CryptHash(password, setting));
}

}  // namespace
}  // namespace irc

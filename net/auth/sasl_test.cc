#include "net/auth/sasl.h"

#include <string>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

std::optional<PlainMessage> Parse(absl::string_view text) {
  return ParsePlain(absl::Base64Escape(text));
}

TEST(ParsePlain, HasThreeParts) {
  const auto message = Parse(absl::string_view("act\0me\0a secret", 15));
  ASSERT_TRUE(message.has_value());
  EXPECT_EQ(message->authorization, "act");
  EXPECT_EQ(message->authentication, "me");
  EXPECT_EQ(message->password, "a secret");
  EXPECT_EQ(Parse(absl::string_view("\0me\0x", 5))->authorization, "");
}

TEST(ParsePlain, RefusesEverythingElse) {
  EXPECT_FALSE(Parse("").has_value());
  EXPECT_FALSE(Parse(absl::string_view("me\0x", 4)).has_value());
  EXPECT_FALSE(Parse(absl::string_view("\0\0x", 3)).has_value()) << "nobody";
  EXPECT_FALSE(Parse(absl::string_view("\0me\0", 4)).has_value()) << "no password";
  EXPECT_FALSE(Parse(absl::string_view("\0me\0x\0y", 7)).has_value()) << "a NUL in the password";
  EXPECT_FALSE(ParsePlain("not base64!!").has_value());
  EXPECT_FALSE(ParsePlain("AG1lAHg").has_value()) << "the padding is missing";
}

}  // namespace
}  // namespace irc

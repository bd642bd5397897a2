#include "net/auth/passwords/saslprep.h"

#include "gtest/gtest.h"

namespace irc {
namespace {

std::optional<std::string> Stored(absl::string_view text) {
  return SaslPrep(text, Unassigned::kForbidden);
}

// RFC 4013 section 3.
TEST(SaslPrep, TheExamplesOfTheRfc) {
  EXPECT_EQ(Stored("I\u00adX"), "IX");
  EXPECT_EQ(Stored("user"), "user");
  EXPECT_EQ(Stored("USER"), "USER");
  EXPECT_EQ(Stored("\u00aa"), "a");
  EXPECT_EQ(Stored("\u2168"), "IX");
  EXPECT_EQ(Stored("\u0007"), std::nullopt);
  EXPECT_EQ(Stored("\u0627\u0031"), std::nullopt);
}

TEST(SaslPrep, OneFormForWhatLooksAlike) {
  EXPECT_EQ(Stored("e\u0301"), "\u00e9");
  EXPECT_EQ(Stored("\u00e9"), "\u00e9");
  EXPECT_EQ(Stored("a\u00a0b"), "a b") << "a space that does not break is a space";
  EXPECT_EQ(Stored(""), "");
  EXPECT_EQ(Stored(" ~"), " ~");
}

TEST(SaslPrep, EmojiAreYoungerThanTheProfile) {
  EXPECT_EQ(Stored("\U0001f40e"), std::nullopt);
  EXPECT_EQ(SaslPrep("\U0001f40e", Unassigned::kAllowed), "\U0001f40e");
}

TEST(SaslPrep, ForbidsWhatIsNotUtf8) {
  for (const char* text :
       {"\xff", "\xc3", "a\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\xaf", "\xe9"}) {
    EXPECT_EQ(SaslPrep(text, Unassigned::kAllowed), std::nullopt);
  }
  EXPECT_EQ(Stored("\x7f"), std::nullopt);
}

// The longest expansion of a code point is to 18.
TEST(SaslPrep, TakesALongText) {
  std::string text, expected;
  for (int i = 0; i < 200; ++i) text += "\ufb01", expected += "fi";
  EXPECT_EQ(Stored(text), expected);
  EXPECT_TRUE(Stored("\ufdfa\ufdfa\ufdfa"));
}

}  // namespace
}  // namespace irc

#include "net/auth/secret_text.h"

#include <utility>

#include "gtest/gtest.h"

namespace irc {
namespace {

TEST(SecretText, TakesTheTextOver) {
  std::string password = "sesame";
  SecretText secret(std::move(password));
  EXPECT_EQ(secret.text(), "sesame");
  EXPECT_TRUE(password.empty());
  EXPECT_STREQ(password.data(), "");
}

// The text is not in the object itself, where a move would leave a copy.
TEST(SecretText, MovesWithoutACopy) {
  SecretText secret(std::string("sesame"));
  const char* bytes = secret.text().data();
  const SecretText moved = std::move(secret);
  EXPECT_EQ(moved.text().data(), bytes);
  EXPECT_EQ(moved.text(), "sesame");
}

TEST(Wipe, OverwritesEachByte) {
  std::string text = "sesame";
  Wipe(text);
  EXPECT_EQ(text, std::string(6, '\0'));
  text.clear();
  Wipe(text);
  EXPECT_EQ(text, "");
}

}  // namespace
}  // namespace irc

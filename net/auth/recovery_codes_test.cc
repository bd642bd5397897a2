#include "net/auth/recovery_codes.h"

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/auth/digests.h"

namespace irc {
namespace {

using ::testing::MatchesRegex;

TEST(RecoveryCodes, AreTenThatDiffer) {
  const RecoveryCodes made = MakeRecoveryCodes(RandomBytes(kRecoveryCodesEntropy));
  EXPECT_EQ(std::set<std::string>(made.codes.begin(), made.codes.end()).size(), 10u);
  EXPECT_EQ(RecoveryCodesLeft(made.stored), 10u);
  for (const std::string& code : made.codes) {
    EXPECT_THAT(code, MatchesRegex("([a-z2-7]{4}-){3}[a-z2-7]{4}"));
    EXPECT_FALSE(absl::StrContains(made.stored, code));
  }
}

// python3: base64.b32encode(b"0123456789"), and its sha256 in lower case
TEST(RecoveryCodes, AreStoredAsSha256) {
  std::string bytes;
  for (int i = 0; i < 10; ++i) bytes += "0123456789";
  const RecoveryCodes made = MakeRecoveryCodes(bytes);
  EXPECT_EQ(made.codes.front(), "gayt-emzu-gu3d-oobz");
  EXPECT_EQ(made.stored.substr(0, 65),
            "402673dc0b1b1109a5fbe31e24a2d2bb6a1770c277bb503cf732e797ed7a2a2e ");
}

TEST(RecoveryCodes, EachOpensOnce) {
  const RecoveryCodes made = MakeRecoveryCodes(RandomBytes(kRecoveryCodesEntropy));
  std::string stored = made.stored;
  size_t left = 10;
  for (const size_t i : {3, 9, 0, 1, 2, 4, 5, 6, 7, 8}) {
    const std::optional<std::string> after = UseRecoveryCode(stored, made.codes[i]);
    ASSERT_TRUE(after);
    EXPECT_EQ(RecoveryCodesLeft(*after), --left);
    EXPECT_EQ(UseRecoveryCode(*after, made.codes[i]), std::nullopt);
    stored = *after;
  }
  EXPECT_EQ(stored, "");
  EXPECT_EQ(UseRecoveryCode("", ""), std::nullopt);
}

TEST(RecoveryCodes, MayBeTypedInOtherWays) {
  std::string bytes;
  for (int i = 0; i < 10; ++i) bytes += absl::StrCat("012345678", i);
  const std::string stored = MakeRecoveryCodes(bytes).stored;
  EXPECT_TRUE(UseRecoveryCode(stored, "gayt-emzu-gu3d-oobz"));
  EXPECT_TRUE(UseRecoveryCode(stored, "GAYTEMZUGU3DOOBZ"));
  EXPECT_TRUE(UseRecoveryCode(stored, " gayt emzu gu3d oobz "));
  EXPECT_FALSE(UseRecoveryCode(stored, "gayt-emzu-gu3d-ooba"));
  EXPECT_FALSE(UseRecoveryCode(stored, "gayt-emzu-gu3d-oob"));
  EXPECT_FALSE(UseRecoveryCode(stored, ""));
  EXPECT_FALSE(UseRecoveryCode(stored, stored));
  EXPECT_FALSE(UseRecoveryCode(stored, stored.substr(0, 64)));
}

}  // namespace
}  // namespace irc

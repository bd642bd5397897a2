#include "net/auth/sealed_secret.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

std::string Key() {
  std::string key;
  for (char c = 0; c < 32; ++c) key += c;
  return key;
}

// Sealed with AESGCM of Python's cryptography.
constexpr char kSealed[] =
    "aes-256-gcm:YWJjZGVmZ2hpamts:zgVEazTVwYwp4SiGhTl+Ou7SvsB/n/dgSfAas54NSLyLGs+M";

TEST(SealedSecret, IsAesGcm) {
  EXPECT_EQ(OpenSecret(kSealed, Key(), "account 7"), "12345678901234567890");
}

TEST(SealedSecret, OpensForItsOwnerWithItsKey) {
  EXPECT_EQ(OpenSecret(kSealed, Key(), "account 8"), std::nullopt);
  EXPECT_EQ(OpenSecret(kSealed, Key(), ""), std::nullopt);
  EXPECT_EQ(OpenSecret(kSealed, std::string(32, 'k'), "account 7"), std::nullopt);
}

TEST(SealedSecret, IsAnotherTextEachTime) {
  const std::string one = SealSecret("secret", Key(), "account 7");
  EXPECT_NE(one, SealSecret("secret", Key(), "account 7"));
  EXPECT_EQ(OpenSecret(one, Key(), "account 7"), "secret");
}

TEST(SealedSecret, OtherTextsDoNotOpen) {
  const std::string sealed = kSealed;
  for (const std::string& other :
       {std::string(), std::string("aes-256-gcm"), std::string("aes-256-gcm::"), sealed + ":",
        "x" + sealed, sealed.substr(0, sealed.size() - 4), std::string("aes-256-gcm:YWJj:AAAA"),
        std::string("aes-256-gcm:YWJjZGVmZ2hpamts:AAAA")}) {
    EXPECT_EQ(OpenSecret(other, Key(), "account 7"), std::nullopt) << other;
  }
}

RC_GTEST_PROP(SealedSecret, ComesBack, (const std::string& secret, const std::string& owner)) {
  const std::string sealed = SealSecret(secret, Key(), owner);
  RC_ASSERT(OpenSecret(sealed, Key(), owner) == secret);
  RC_ASSERT(OpenSecret(sealed, Key(), owner + "x") == std::nullopt);
}

RC_GTEST_PROP(SealedSecret, OneOtherCharacterCloses, ()) {
  std::string sealed = kSealed;
  const auto at = *rc::gen::inRange<size_t>(0, sealed.size());
  sealed[at] = *rc::gen::distinctFrom(rc::gen::elementOf(std::string("ABCabc019+/=:")), sealed[at]);
  RC_ASSERT(OpenSecret(sealed, Key(), "account 7") == std::nullopt);
}

}  // namespace
}  // namespace irc

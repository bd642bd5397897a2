#include "net/auth/passwords/account_verifiers.h"

#include <gtest/gtest.h>

#include "net/auth/passwords/verifier.h"

namespace irc {
namespace {

CredentialRow Password(uint64_t id, uint64_t account, const std::string& verifier) {
  return {.id = {id}, .account = {account}, .kind = "password", .verifier = verifier};
}

TEST(AccountVerifiers, AreThoseOfTheLastRecord) {
  AccountVerifiers verifiers;
  EXPECT_EQ(verifiers.Of({7}), "");
  verifiers.Apply(Put(Password(7, 1, "old")));
  verifiers.Apply(Put(Password(8, 2, "other")));
  verifiers.Apply(Put(Password(7, 1, "new")));
  EXPECT_EQ(verifiers.Of({7}), "new");
  EXPECT_EQ(verifiers.Of({8}), "other");
}

TEST(AccountVerifiers, GoWithTheCredential) {
  AccountVerifiers verifiers;
  verifiers.Apply(Put(Password(7, 1, "a")));
  verifiers.Apply(Put(Password(8, 2, "b")));
  verifiers.Apply(Drop(CredentialRow{.id = {7}}));
  EXPECT_EQ(verifiers.Of({7}), "");
  EXPECT_EQ(verifiers.Of({8}), "b");
  verifiers.Apply(Drop(CredentialRow{.id = {9}}));
}

TEST(AccountVerifiers, AreReplacedWhenACodeIsUsedUp) {
  AccountVerifiers verifiers;
  verifiers.Apply(Put(Password(7, 1, "ten codes")));
  verifiers.Replace({7}, "nine codes");
  verifiers.Replace({8}, "of a credential that is gone");
  EXPECT_EQ(verifiers.Of({7}), "nine codes");
  EXPECT_EQ(verifiers.Of({8}), "");
}

// Those of this server are stored in another form than those of other servers.
TEST(AccountVerifiers, ChangeTheirForm) {
  const std::string first = *MakeVerifier("first");
  const std::string second = *MakeVerifier("second");
  AccountVerifiers verifiers;
  for (int round = 0; round < 3; ++round) {
    verifiers.Apply(Put(Password(1, 1, first)));
    verifiers.Apply(Put(Password(2, 2, second)));
    EXPECT_EQ(verifiers.Of({1}), first);
    EXPECT_EQ(verifiers.Of({2}), second);
    verifiers.Apply(Put(Password(1, 1, "$2y$10$imported")));
    verifiers.Apply(Put(Password(3, 3, first)));
    EXPECT_EQ(verifiers.Of({1}), "$2y$10$imported");
    EXPECT_EQ(verifiers.Of({2}), second);
    EXPECT_EQ(verifiers.Of({3}), first) << "in the place that was free";
    verifiers.Apply(Drop(Password(3, 3, "")));
    EXPECT_EQ(verifiers.Of({3}), "");
  }
}

TEST(AccountVerifiers, AreNoOtherRows) {
  AccountVerifiers verifiers;
  verifiers.Apply(Put(CredentialRow{.id = {7}, .account = {1}, .kind = "certificate"}));
  verifiers.Apply(Put(AccountRow{.id = {1}, .name = "alice"}));
  EXPECT_EQ(verifiers.Of({7}), "");
}

}  // namespace
}  // namespace irc

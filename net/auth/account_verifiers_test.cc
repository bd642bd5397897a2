#include "net/auth/account_verifiers.h"

#include <gtest/gtest.h>

namespace irc {
namespace {

CredentialRow Password(uint64_t id, uint64_t account, const std::string& verifier) {
  return {.id = {id}, .account = {account}, .kind = "password", .verifier = verifier};
}

TEST(AccountVerifiers, AreThoseOfTheLastRecord) {
  AccountVerifiers verifiers;
  EXPECT_EQ(verifiers.PasswordOf({1}), "");
  verifiers.Apply(Put(Password(7, 1, "old")));
  verifiers.Apply(Put(Password(8, 2, "other")));
  verifiers.Apply(Put(Password(7, 1, "new")));
  EXPECT_EQ(verifiers.PasswordOf({1}), "new");
  EXPECT_EQ(verifiers.PasswordOf({2}), "other");
}

TEST(AccountVerifiers, GoWithTheCredentialAndTheAccount) {
  AccountVerifiers verifiers;
  verifiers.Apply(Put(Password(7, 1, "a")));
  verifiers.Apply(Put(Password(8, 2, "b")));
  verifiers.Apply(Drop(CredentialRow{.id = {7}}));
  EXPECT_EQ(verifiers.PasswordOf({1}), "");
  verifiers.Apply(Drop(AccountRow{.id = {2}}));
  EXPECT_EQ(verifiers.PasswordOf({2}), "");
  verifiers.Apply(Put(Password(8, 3, "c")));
  EXPECT_EQ(verifiers.PasswordOf({3}), "c");
}

TEST(AccountVerifiers, AreNoOtherRows) {
  AccountVerifiers verifiers;
  verifiers.Apply(Put(CredentialRow{
      .id = {7}, .account = {1}, .kind = "certificate", .label = "ab", .verifier = "x"}));
  verifiers.Apply(Put(AccountRow{.id = {1}, .name = "alice"}));
  EXPECT_EQ(verifiers.PasswordOf({1}), "");
}

}  // namespace
}  // namespace irc

#include "core/state/account.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace irc {
namespace {

constexpr Casemapping kAscii = Casemapping::kAscii;
constexpr Casemapping kRfc1459 = Casemapping::kRfc1459;

TEST(Accounts, AreFoundInAnySpelling) {
  Accounts accounts;
  accounts.Configure(kAscii, {"Alice", "bob"});
  ASSERT_NE(accounts.Find(Fold(kAscii, "aLICE")), nullptr);
  EXPECT_EQ(accounts.Find(Fold(kAscii, "aLICE"))->name(), "Alice");
  EXPECT_EQ(accounts.Find(Fold(kAscii, "BOB"))->name(), "bob");
  EXPECT_EQ(accounts.Find(Fold(kAscii, "carol")), nullptr);
  EXPECT_EQ(accounts.Find(Fold(kAscii, "")), nullptr);
}

TEST(Accounts, ObeyTheCasemapping) {
  Accounts accounts;
  accounts.Configure(kAscii, {"a[b"});
  EXPECT_EQ(accounts.Find(Fold(kAscii, "a{b")), nullptr);
  accounts.Configure(kRfc1459, {"a[b"});
  ASSERT_NE(accounts.Find(Fold(kRfc1459, "A{B")), nullptr);
  EXPECT_EQ(accounts.Find(Fold(kRfc1459, "A{B"))->name(), "a[b");
}

TEST(Accounts, AreReplacedTogether) {
  Accounts accounts;
  EXPECT_TRUE(accounts.empty());
  accounts.Configure(kAscii, {"alice", "bob"});
  accounts.Configure(kAscii, {"bob", "carol"});
  EXPECT_EQ(accounts.size(), 2u);
  EXPECT_EQ(accounts.Find(Fold(kAscii, "alice")), nullptr);
  EXPECT_EQ(accounts.Find(Fold(kAscii, "carol"))->name(), "carol");
  accounts.Configure(kAscii, {});
  EXPECT_TRUE(accounts.empty());
  EXPECT_EQ(accounts.Find(Fold(kAscii, "bob")), nullptr);
}

TEST(Accounts, KeepTheFirstOfTwoSpellings) {
  Accounts accounts;
  accounts.Configure(kAscii, {"Alice", "ALICE"});
  EXPECT_EQ(accounts.size(), 1u);
  EXPECT_EQ(accounts.Find(Fold(kAscii, "alice"))->name(), "Alice");
}

TEST(Accounts, MayBeMany) {
  std::vector<std::string> names;
  for (int i = 0; i < 100'000; ++i) names.push_back(absl::StrCat("Account", i));
  Accounts accounts;
  accounts.Configure(kAscii, names);
  EXPECT_EQ(accounts.size(), names.size());
  for (const std::string& name : names) {
    const Account* found = accounts.Find(Fold(kAscii, name));
    ASSERT_NE(found, nullptr) << name;
    ASSERT_EQ(found->name(), name);
  }
}

}  // namespace
}  // namespace irc

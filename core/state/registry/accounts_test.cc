#include "core/state/registry/accounts.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace irc {
namespace {

constexpr Casemapping kAscii = Casemapping::kAscii;
constexpr Casemapping kRfc1459 = Casemapping::kRfc1459;
const absl::Time kNow = absl::FromUnixSeconds(1767225600);

AccountRow Named(uint64_t id, const std::string& name) {
  return {.id = {id}, .name = name, .registered_at = kNow, .verified_at = kNow};
}

TEST(Accounts, AreFoundInAnySpelling) {
  Accounts accounts;
  accounts.Configure(kAscii, {.uses = true}, {"Alice"});
  ASSERT_TRUE(accounts.Apply(Put(Named(1, "Bob"))));
  ASSERT_NE(accounts.Find(Fold(kAscii, "aLICE")), nullptr);
  EXPECT_EQ(accounts.Find(Fold(kAscii, "aLICE"))->name(), "Alice");
  EXPECT_EQ(accounts.Find(Fold(kAscii, "BOB"))->name(), "Bob");
  EXPECT_EQ(accounts.Find(Fold(kAscii, "carol")), nullptr);
  EXPECT_EQ(accounts.Find(Fold(kAscii, "")), nullptr);
}

TEST(Accounts, ObeyTheCasemapping) {
  Accounts accounts;
  accounts.Configure(kAscii, {.uses = true}, {"a[b"});
  EXPECT_EQ(accounts.Find(Fold(kAscii, "a{b")), nullptr);
  accounts.Configure(kRfc1459, {.uses = true}, {"a[b"});
  ASSERT_NE(accounts.Find(Fold(kRfc1459, "A{B")), nullptr);
  EXPECT_EQ(accounts.Find(Fold(kRfc1459, "A{B"))->name(), "a[b");
}

TEST(Accounts, OfTheConfigurationAreReplacedTogether) {
  Accounts accounts;
  EXPECT_TRUE(accounts.empty());
  accounts.Configure(kAscii, {.uses = true}, {"alice", "bob"});
  accounts.Configure(kAscii, {.uses = true}, {"bob", "carol"});
  EXPECT_EQ(accounts.Find(Fold(kAscii, "alice")), nullptr);
  EXPECT_EQ(accounts.Find(Fold(kAscii, "carol"))->name(), "carol");
  accounts.Configure(kAscii, {.uses = true}, {});
  EXPECT_TRUE(accounts.empty());
  EXPECT_EQ(accounts.Find(Fold(kAscii, "bob")), nullptr);
}

TEST(Accounts, KeepTheFirstOfTwoSpellings) {
  Accounts accounts;
  accounts.Configure(kAscii, {.uses = true}, {"Alice", "ALICE"});
  EXPECT_EQ(accounts.Find(Fold(kAscii, "alice"))->name(), "Alice");
}

TEST(Accounts, OfTheConfigurationHideKeptOnes) {
  Accounts accounts;
  accounts.Configure(kAscii, {.uses = true}, {});
  ASSERT_TRUE(accounts.Apply(Put(Named(1, "alice"))));
  accounts.Configure(kAscii, {.uses = true}, {"ALICE"});
  EXPECT_TRUE(accounts.Find(Fold(kAscii, "alice"))->configured);
  EXPECT_EQ(accounts.Find(AccountId{1})->name(), "alice");
  accounts.Configure(kAscii, {.uses = true}, {});
  EXPECT_FALSE(accounts.Find(Fold(kAscii, "alice"))->configured);
}

TEST(Accounts, AreFoundByHowTheyLook) {
  constexpr Casemapping kPrecis = Casemapping::kPrecis;
  Accounts accounts;
  accounts.Configure(kPrecis, {.lookalikes = true, .uses = true}, {"Вob"});
  ASSERT_TRUE(accounts.Apply(Put(Named(1, "evan"))));
  ASSERT_TRUE(accounts.Apply(Put(NickRow{.nick = "Alice", .account = {1}, .grouped_at = kNow})));
  std::string found;
  const auto any = [&](const Account& account) {
    found = account.name();
    return true;
  };
  EXPECT_TRUE(accounts.AnyLookalike("еvan", any));
  EXPECT_EQ(found, "evan");
  EXPECT_TRUE(accounts.AnyLookalike("аlice", any));
  EXPECT_EQ(found, "evan");
  EXPECT_TRUE(accounts.AnyLookalike("bob", any));
  EXPECT_EQ(found, "Вob");
  EXPECT_FALSE(accounts.AnyLookalike("еvan", [](const Account&) { return false; }));

  ASSERT_TRUE(accounts.Apply(Put(Named(1, "ivan"))));
  EXPECT_FALSE(accounts.AnyLookalike("еvan", any));
  EXPECT_TRUE(accounts.AnyLookalike("іvan", any));
  ASSERT_TRUE(accounts.Apply(Put(NickRow{.nick = "ALICE", .account = {1}, .grouped_at = kNow})));
  ASSERT_TRUE(accounts.Apply(Drop(NickRow{.nick = "alice"})));
  EXPECT_FALSE(accounts.AnyLookalike("аlice", any));
  accounts.Configure(kPrecis, {.lookalikes = true, .uses = true}, {});
  EXPECT_FALSE(accounts.AnyLookalike("bob", any));
  ASSERT_TRUE(accounts.Apply(Put(NickRow{.nick = "Alice", .account = {1}, .grouped_at = kNow})));
  ASSERT_TRUE(accounts.Apply(Drop(Named(1, ""))));
  EXPECT_FALSE(accounts.AnyLookalike("аlice", any));
  EXPECT_FALSE(accounts.AnyLookalike("іvan", any));
}

TEST(Accounts, AreOrderedByTheirLastUse) {
  Accounts accounts;
  accounts.Configure(kAscii, {.uses = true}, {});
  const auto seen = [](uint64_t id, int days) {
    return SeenRow{.account = {id}, .at = kNow + absl::Hours(24 * days)};
  };
  for (uint64_t id : {1, 2, 3, 4}) {
    ASSERT_TRUE(accounts.Apply(Put(Named(id, "n" + std::to_string(id)))));
  }
  ASSERT_TRUE(accounts.Apply(Put(seen(2, 5))));
  ASSERT_TRUE(accounts.Apply(Put(seen(1, 9))));
  ASSERT_TRUE(accounts.Apply(Put(seen(3, -2))));  // before it was registered
  const auto order = [&](Accounts::UsePosition from, size_t most) {
    std::vector<uint64_t> ids;
    accounts.ForEachByUse(from, [&](const Account& account) {
      ids.push_back(account.id().value);
      return ids.size() < most;
    });
    return ids;
  };
  const Accounts::UsePosition kFirst = {absl::InfinitePast(), {}};
  EXPECT_EQ(order(kFirst, 9), (std::vector<uint64_t>{3, 4, 2, 1}));
  EXPECT_EQ(order({kNow, {3}}, 2), (std::vector<uint64_t>{4, 2}));
  ASSERT_TRUE(accounts.Apply(Drop(SeenRow{.account = {1}})));
  ASSERT_TRUE(accounts.Apply(Drop(Named(4, ""))));
  EXPECT_EQ(order(kFirst, 9), (std::vector<uint64_t>{1, 3, 2}));
  // The order is known again as soon as it is needed.
  accounts.Configure(kAscii, {}, {});
  ASSERT_TRUE(accounts.Apply(Put(seen(3, 7))));
  EXPECT_EQ(order(kFirst, 9), (std::vector<uint64_t>{}));
  accounts.Configure(kAscii, {.uses = true}, {});
  EXPECT_EQ(order(kFirst, 9), (std::vector<uint64_t>{1, 2, 3}));
}

TEST(Accounts, ChangeTheirNames) {
  Accounts accounts;
  ASSERT_TRUE(accounts.Apply(Put(Named(1, "alice"))));
  ASSERT_TRUE(accounts.Apply(Put(Named(1, "alicia"))));
  EXPECT_EQ(accounts.Find(Fold(kAscii, "alice")), nullptr);
  EXPECT_EQ(accounts.Find(Fold(kAscii, "alicia"))->id(), AccountId{1});
  EXPECT_EQ(accounts.size(), 1u);
}

TEST(Accounts, ShareNoNameAndNoNick) {
  Accounts accounts;
  ASSERT_TRUE(accounts.Apply(Put(Named(1, "alice"))));
  ASSERT_TRUE(accounts.Apply(Put(Named(2, "bob"))));
  ASSERT_TRUE(accounts.Apply(Put(NickRow{"al", {1}, kNow})));
  EXPECT_FALSE(accounts.Apply(Put(Named(3, "ALICE"))));
  EXPECT_FALSE(accounts.Apply(Put(Named(3, "AL"))));
  EXPECT_FALSE(accounts.Apply(Put(NickRow{"al", {2}, kNow})));
  EXPECT_FALSE(accounts.Apply(Put(NickRow{"Alice", {2}, kNow})));
  EXPECT_FALSE(accounts.Apply(Put(NickRow{"x", {9}, kNow}))) << "there is no such account";
  EXPECT_EQ(accounts.OwnerOf(Fold(kAscii, "AL"))->name(), "alice");
  EXPECT_EQ(accounts.OwnerOf(Fold(kAscii, "bob"))->name(), "bob");
  ASSERT_TRUE(accounts.Apply(Drop(NickRow{.nick = "AL", .account = {}, .grouped_at = {}})));
  EXPECT_EQ(accounts.OwnerOf(Fold(kAscii, "al")), nullptr);
  EXPECT_TRUE(accounts.Apply(Put(NickRow{"al", {2}, kNow})));
}

TEST(Accounts, LeaveNothingBehind) {
  Accounts accounts;
  ASSERT_TRUE(accounts.Apply(Put(Named(1, "alice"))));
  ASSERT_TRUE(accounts.Apply(Put(NickRow{"al", {1}, kNow})));
  ASSERT_TRUE(accounts.Apply(
      Put(CredentialRow{.id = {5}, .account = {1}, .kind = "certificate", .label = "ab"})));
  ASSERT_TRUE(accounts.Apply(Put(CredentialRow{.id = {6}, .account = {1}, .kind = "password"})));
  EXPECT_EQ(accounts.OfCertificate("ab")->name(), "alice");
  EXPECT_EQ(accounts.Find(AccountId{1})->password, CredentialId{6});
  ASSERT_TRUE(accounts.Apply(Drop(AccountRow{.id = {1}})));
  EXPECT_FALSE(accounts.Apply(Drop(AccountRow{.id = {1}})));
  EXPECT_TRUE(accounts.empty());
  EXPECT_EQ(accounts.OwnerOf(Fold(kAscii, "al")), nullptr);
  EXPECT_EQ(accounts.OfCertificate("ab"), nullptr);
  ASSERT_TRUE(accounts.Apply(Put(Named(2, "bob"))));
  EXPECT_TRUE(accounts.Apply(Put(NickRow{"alice", {2}, kNow})));
  EXPECT_TRUE(accounts.Apply(
      Put(CredentialRow{.id = {6}, .account = {2}, .kind = "certificate", .label = "ab"})));
}

TEST(Accounts, HoldEachCredentialOnce) {
  Accounts accounts;
  ASSERT_TRUE(accounts.Apply(Put(Named(1, "alice"))));
  ASSERT_TRUE(accounts.Apply(Put(Named(2, "bob"))));
  const CredentialRow row{
      .id = {5}, .account = {1}, .kind = "certificate", .label = "ab", .verifier = "secret"};
  ASSERT_TRUE(accounts.Apply(Put(row)));
  ASSERT_TRUE(accounts.Apply(Put(row)));
  const Account& alice = *accounts.Find(AccountId{1});
  EXPECT_EQ(alice.CountCredentials("certificate"), 1u);
  EXPECT_EQ(alice.Credential("certificate", "ab")->verifier, "") << "verifiers stay in the shell";
  CredentialRow of_bob = row;
  of_bob.account = {2};
  EXPECT_FALSE(accounts.Apply(Put(of_bob))) << "the id is in use";
  of_bob.id = {6};
  EXPECT_FALSE(accounts.Apply(Put(of_bob))) << "the certificate is in use";
  ASSERT_TRUE(accounts.Apply(Drop(row)));
  EXPECT_FALSE(accounts.Apply(Drop(row)));
  EXPECT_TRUE(accounts.Apply(Put(of_bob)));
}

TEST(Accounts, RememberSettingsSuspensionsAndVisits) {
  Accounts accounts;
  ASSERT_TRUE(accounts.Apply(Put(Named(1, "alice"))));
  const Account& alice = *accounts.Find(AccountId{1});
  ASSERT_TRUE(accounts.Apply(Put(SettingRow{{1}, "ENFORCE", "off"})));
  ASSERT_TRUE(accounts.Apply(Put(SettingRow{{1}, "ENFORCE", "strict"})));
  EXPECT_EQ(alice.Setting("ENFORCE"), "strict");
  ASSERT_TRUE(accounts.Apply(Drop(SettingRow{{1}, "ENFORCE", ""})));
  EXPECT_EQ(alice.Setting("ENFORCE"), "");
  ASSERT_TRUE(accounts.Apply(Put(SuspensionRow{.account = {1}, .reason = "spam"})));
  EXPECT_EQ(alice.details->suspension->reason, "spam");
  ASSERT_TRUE(accounts.Apply(Drop(SuspensionRow{.account = {1}})));
  EXPECT_TRUE(alice.details->suspension == nullptr);
  ASSERT_TRUE(accounts.Apply(Put(SeenRow{{1}, kNow})));
  EXPECT_EQ(alice.seen_at, kNow);
  EXPECT_FALSE(accounts.Apply(Put(SeenRow{{2}, kNow})));
  EXPECT_FALSE(accounts.Apply(Put(BanRow{})));
}

TEST(Accounts, APendingCertificateIsNobodys) {
  Accounts accounts;
  ASSERT_TRUE(accounts.Apply(Put(Named(1, "alice"))));
  ASSERT_TRUE(accounts.Apply(Put(Named(2, "bob"))));
  CredentialRow row{
      .id = {5}, .account = {1}, .kind = "certificate", .label = "ab", .scope = "pending"};
  ASSERT_TRUE(accounts.Apply(Put(row)));
  EXPECT_EQ(accounts.OfCertificate("ab"), nullptr);
  ASSERT_TRUE(accounts.Apply(
      Put(CredentialRow{.id = {6}, .account = {2}, .kind = "certificate", .label = "ab"})));
  EXPECT_EQ(accounts.OfCertificate("ab")->name(), "bob");
  ASSERT_TRUE(accounts.Apply(Drop(row)));
  EXPECT_EQ(accounts.OfCertificate("ab")->name(), "bob") << "that of the other one stays";
  row.scope.clear();
  EXPECT_FALSE(accounts.Apply(Put(row))) << "the certificate is in use";
  ASSERT_TRUE(accounts.Apply(Drop(CredentialRow{.id = {6}})));
  row.scope = "pending";
  ASSERT_TRUE(accounts.Apply(Put(row)));
  row.scope = ":laptop";
  ASSERT_TRUE(accounts.Apply(Put(row)));
  EXPECT_EQ(accounts.OfCertificate("ab")->name(), "alice");
  EXPECT_EQ(accounts.Find(AccountId{1})->Credential(CredentialId{5})->scope, ":laptop");
  EXPECT_EQ(accounts.Find(AccountId{1})->Credential(CredentialId{6}), nullptr);
}

TEST(Accounts, RememberWhenACredentialWasUsed) {
  Accounts accounts;
  ASSERT_TRUE(accounts.Apply(Put(Named(1, "alice"))));
  ASSERT_TRUE(accounts.Apply(Put(Named(2, "bob"))));
  const CredentialRow row{.id = {5}, .account = {1}, .kind = "app_password", .label = "phone"};
  ASSERT_TRUE(accounts.Apply(Put(row)));
  EXPECT_FALSE(accounts.Apply(Put(UseRow{{5}, {2}, kNow, "192.0.2.1"}))) << "it is of another";
  EXPECT_FALSE(accounts.Apply(Put(UseRow{{6}, {1}, kNow, "192.0.2.1"}))) << "there is none";
  ASSERT_TRUE(accounts.Apply(Put(UseRow{{5}, {1}, kNow, "192.0.2.1"})));
  ASSERT_TRUE(accounts.Apply(Put(UseRow{{5}, {1}, kNow, "192.0.2.2"})));
  const Account& alice = *accounts.Find(AccountId{1});
  ASSERT_NE(alice.LastUse({5}), nullptr);
  EXPECT_EQ(alice.LastUse({5})->address, "192.0.2.2");
  EXPECT_EQ(alice.Rows().size(), 3u) << "the account, the credential and its use";
  ASSERT_TRUE(accounts.Apply(Drop(row)));
  EXPECT_EQ(alice.LastUse({5}), nullptr) << "it goes with the credential";
  EXPECT_FALSE(accounts.Apply(Drop(UseRow{.credential = {5}})));
}

TEST(Accounts, CountTheirMailAddresses) {
  Accounts accounts;
  AccountRow alice = Named(1, "alice");
  alice.email = "Alice+irc@example.org";
  alice.wanted_email = "alice@example.org";
  ASSERT_TRUE(accounts.Apply(Put(alice)));
  EXPECT_EQ(accounts.CountOfEmail("alice@example.org"), 1u) << "both are the same";
  AccountRow bob = Named(2, "bob");
  bob.wanted_email = "alice@example.org";
  ASSERT_TRUE(accounts.Apply(Put(bob)));
  EXPECT_EQ(accounts.CountOfEmail("alice@example.org"), 2u);
  bob.email = "bob@example.org";
  bob.wanted_email = "";
  ASSERT_TRUE(accounts.Apply(Put(bob)));
  EXPECT_EQ(accounts.CountOfEmail("alice@example.org"), 1u);
  EXPECT_EQ(accounts.CountOfEmail("bob@example.org"), 1u);
  ASSERT_TRUE(accounts.Apply(Drop(alice)));
  EXPECT_EQ(accounts.CountOfEmail("alice@example.org"), 0u);
  EXPECT_EQ(accounts.CountOfEmail(""), 0u);
}

TEST(Accounts, KnowWhichWaitsForItsVerification) {
  Accounts accounts;
  EXPECT_EQ(accounts.OldestUnverified(), nullptr);
  AccountRow alice = Named(1, "alice");
  alice.registered_at = kNow + absl::Seconds(1);
  alice.verified_at = absl::InfiniteFuture();
  AccountRow bob = Named(2, "bob");
  bob.registered_at = kNow;
  bob.verified_at = absl::InfiniteFuture();
  ASSERT_TRUE(accounts.Apply(Put(alice)));
  ASSERT_TRUE(accounts.Apply(Put(bob)));
  EXPECT_EQ(accounts.OldestUnverified()->name(), "bob");
  bob.verified_at = kNow;
  ASSERT_TRUE(accounts.Apply(Put(bob)));
  EXPECT_EQ(accounts.OldestUnverified()->name(), "alice");
  ASSERT_TRUE(accounts.Apply(Drop(alice)));
  EXPECT_EQ(accounts.OldestUnverified(), nullptr);
}

TEST(Accounts, MayBeMany) {
  std::vector<std::string> names;
  for (int i = 0; i < 100'000; ++i) names.push_back(absl::StrCat("Account", i));
  Accounts accounts;
  accounts.Configure(kAscii, {.uses = true}, names);
  for (const std::string& name : names) {
    const Account* found = accounts.Find(Fold(kAscii, name));
    ASSERT_NE(found, nullptr);
    ASSERT_EQ(found->name(), name);
  }
}

}  // namespace
}  // namespace irc

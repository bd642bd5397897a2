#include "net/auth/credentials.h"

#include <time.h>

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using ::testing::AnyOf;

// openssl passwd -6 -salt abcdefgh secret
constexpr char kSha512Hash[] =
    "$6$abcdefgh$ltjgWl6579NluT/Vi1nwEvcil.G5Nbc4NiXZaNGStk8PSwGf"
    "Qv72N2CKPPrVACtLtip/cZ/1GM/O6IND4WQhG.";

TEST(Credentials, PlainText) {
  Credentials credentials;
  credentials.Set("server", "sesame");
  EXPECT_TRUE(credentials.Check("server", "sesame"));
  EXPECT_FALSE(credentials.Check("server", "Sesame"));
  EXPECT_FALSE(credentials.Check("server", "sesam"));
  EXPECT_FALSE(credentials.Check("server", ""));
  EXPECT_FALSE(credentials.Check("server", std::string("sesame\0", 7)));
  EXPECT_FALSE(credentials.Check("oper/root", "sesame"));
}

TEST(Credentials, CryptHashes) {
  Credentials credentials;
  credentials.Set("oper/root", kSha512Hash);
  EXPECT_TRUE(credentials.Check("oper/root", "secret"));
  EXPECT_FALSE(credentials.Check("oper/root", "Secret"));
  EXPECT_FALSE(credentials.Check("oper/root", std::string("secret\0x", 8)));
  // The hash itself is not accepted as a password.
  EXPECT_FALSE(credentials.Check("oper/root", kSha512Hash));
}

TEST(Credentials, NothingOpensWhatDoesNotExist) {
  Credentials credentials;
  EXPECT_FALSE(credentials.Check("oper/root", ""));
  credentials.Set("oper/root", kSha512Hash);
  EXPECT_FALSE(credentials.Check("oper/nobody", "secret"));
  EXPECT_FALSE(credentials.Check("oper/nobody", kSha512Hash));
  EXPECT_FALSE(credentials.Check("oper/nobody", ""));
}

TEST(Credentials, PlainAndHashedStandTogether) {
  Credentials credentials;
  credentials.Set("server", "sesame");
  credentials.Set("oper/root", kSha512Hash);
  EXPECT_TRUE(credentials.Check("server", "sesame"));
  EXPECT_FALSE(credentials.Check("server", "secret"));
  EXPECT_TRUE(credentials.Check("oper/root", "secret"));
}

TEST(Credentials, TheLastSetHolds) {
  Credentials credentials;
  credentials.Set("server", "old");
  credentials.Set("server", "new");
  EXPECT_FALSE(credentials.Check("server", "old"));
  EXPECT_TRUE(credentials.Check("server", "new"));
}

// openssl passwd -6 -salt abcdefgh secret, with other costs
constexpr char kCheap[] = "$6$rounds=1000$abcdefgh$x";
constexpr char kDear[] = "$6$rounds=200000$abcdefgh$x";

TEST(Credentials, AnUnknownNameCostsWhatAKnownOneOfItsKindDoes) {
  Credentials credentials;
  credentials.Set("oper/root", kSha512Hash);
  credentials.Set("server", "sesame");
  EXPECT_EQ(credentials.SettingOf("account/nobody"), "") << "no account has a hash";
  credentials.Set("account/plain", "sesame");
  credentials.Set("account/alice", kCheap);
  credentials.Set("account/bob", kDear);
  EXPECT_EQ(credentials.SettingOf("account/alice"), kCheap);
  EXPECT_EQ(credentials.SettingOf("account/bob"), kDear);
  EXPECT_EQ(credentials.SettingOf("oper/nobody"), kSha512Hash);
  EXPECT_EQ(credentials.SettingOf("server"), "");
  EXPECT_THAT(credentials.SettingOf("account/plain"), AnyOf(kCheap, kDear));
  size_t dear = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::string name = absl::StrCat("account/nobody", i);
    ASSERT_THAT(credentials.SettingOf(name), AnyOf(kCheap, kDear)) << "never that of an operator";
    EXPECT_EQ(credentials.SettingOf(name), credentials.SettingOf(name));
    dear += credentials.SettingOf(name) == kDear ? 1 : 0;
  }
  EXPECT_GT(dear, 400u);
  EXPECT_LT(dear, 600u);
  credentials.Set("account/bob", "plain now");
  EXPECT_EQ(credentials.SettingOf("account/bob"), kCheap) << "the old hash is gone";
}

// The processor time of a check, in seconds.
double CostOf(const Credentials& credentials, absl::string_view name) {
  timespec begin = {}, end = {};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
  EXPECT_FALSE(credentials.Check(name, "wrong"));
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
  return static_cast<double>(end.tv_sec - begin.tv_sec) +
         static_cast<double>(end.tv_nsec - begin.tv_nsec) * 1e-9;
}

TEST(Credentials, TheTimeTellsNothing) {
  Credentials credentials;
  credentials.Set("account/alice", kDear);
  credentials.Set("account/plain", "sesame");
  credentials.Set("oper/root", kCheap);
  const double known = CostOf(credentials, "account/alice");
  for (absl::string_view name : {"account/nobody", "account/plain", "account/"}) {
    EXPECT_GT(CostOf(credentials, name), known / 3) << name;
    EXPECT_LT(CostOf(credentials, name), known * 3) << name;
  }
}

TEST(IsUsableHash, KnowsTheMethodsOfTheSystem) {
  EXPECT_TRUE(IsUsableHash(kSha512Hash));
  EXPECT_FALSE(IsUsableHash("$nosuchmethod$salt$hash"));
  EXPECT_FALSE(IsUsableHash("$"));
}

TEST(HashOf, IsAHashThatTheConfigurationTakes) {
  const std::string hash = HashOf("sesame");
  EXPECT_TRUE(absl::StartsWith(hash, "$y$")) << hash;
  EXPECT_TRUE(IsUsableHash(hash));
  EXPECT_NE(HashOf("sesame"), hash) << "the salt is random";
  Credentials credentials;
  credentials.Set("account/bob", hash);
  EXPECT_TRUE(credentials.Check("account/bob", "sesame"));
  EXPECT_FALSE(credentials.Check("account/bob", "Sesame"));
}

TEST(HashOf, RefusesWhatCryptWouldCut) {
  EXPECT_NE(HashOf(std::string(511, 'x')), "");
  EXPECT_EQ(HashOf(std::string(512, 'x')), "");
  EXPECT_EQ(HashOf(std::string("ses\0ame", 7)), "");
}

}  // namespace
}  // namespace irc

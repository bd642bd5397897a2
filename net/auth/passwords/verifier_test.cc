#include "net/auth/passwords/verifier.h"

#include <time.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/auth/crypt_hash.h"
#include "net/auth/digests.h"
#include "net/auth/passwords/bcrypt.h"

namespace irc {
namespace {

using ::testing::MatchesRegex;

constexpr VerifierCost kCheap = {.argon2 = {.memory_kib = 64, .passes = 1}};

std::string Made(absl::string_view password, const VerifierCost& cost = kCheap) {
  return *MakeVerifier(password, cost);
}

TEST(Verifier, APersonCanReadItsParts) {
  EXPECT_THAT(
      Made("sesame", {}),
      MatchesRegex("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43} "
                   "SCRAM-SHA-256\\$4096:[A-Za-z0-9+/]{22}==\\$[A-Za-z0-9+/]{43}=:"
                   "[A-Za-z0-9+/]{43}="));
  EXPECT_NE(Made("sesame"), Made("sesame"));
}

// The example of the reference implementation (its test.c), which has other costs than ours.
TEST(Verifier, IsArgon2id) {
  EXPECT_EQ(VerifyPassword("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
                           "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                           "password"),
            Verdict::kRight);
}

TEST(Verifier, OpensForItsPasswordAlone) {
  for (const std::string& password :
       {std::string("sesame"), std::string(""), std::string(600, 'x'), std::string("\xff\x01 $:"),
        std::string("p\u00e4sswort \U0001f40e")}) {
    const std::string stored = Made(password);
    EXPECT_EQ(VerifyPassword(stored, password), Verdict::kRight);
    EXPECT_EQ(VerifyPassword(stored, password + " "), Verdict::kWrong);
    EXPECT_EQ(VerifyPassword(stored, password + '\0'), Verdict::kWrong);
    EXPECT_EQ(VerifyPassword(stored, stored), Verdict::kWrong);
    EXPECT_FALSE(NeedsReset(stored));
  }
  const std::string longest(600, 'x');
  EXPECT_EQ(VerifyPassword(Made(longest), longest.substr(1)), Verdict::kWrong);
}

TEST(Verifier, APasswordWithANulIsNone) {
  EXPECT_EQ(MakeVerifier(std::string("ses\0ame", 7), kCheap), std::nullopt);
  EXPECT_EQ(VerifyPassword(Made("ses"), std::string("ses\0ame", 7)), Verdict::kWrong);
}

TEST(Verifier, HasKeysOfScramForThePasswordOnly) {
  const auto keys = ScramKeysOf(Made("I\u00adX"));
  ASSERT_TRUE(keys);
  EXPECT_EQ(keys->salt.size(), 16u);
  EXPECT_EQ(keys, MakeScramKeys("IX", keys->salt, 4096)) << "RFC 4013";
  EXPECT_NE(keys, MakeScramKeys("Ix", keys->salt, 4096));
}

TEST(Verifier, HasNoKeysWhereSaslPrepForbidsThem) {
  for (const char* password : {"\U0001f40e", "\xff", "a\x01z"}) {
    const std::string stored = Made(password);
    EXPECT_THAT(stored, MatchesRegex("[^ ]* SCRAM-SHA-256\\$none"));
    EXPECT_EQ(ScramKeysOf(stored), std::nullopt);
    EXPECT_EQ(VerifyPassword(stored, password), Verdict::kRight);
    EXPECT_FALSE(NeedsNewVerifier(stored, kCheap)) << "there would be none again";
  }
}

TEST(Verifier, IsNewWhenItHasThePresentCost) {
  const std::string stored = Made("sesame");
  EXPECT_FALSE(NeedsNewVerifier(stored, kCheap));
  EXPECT_TRUE(NeedsNewVerifier(stored));
  for (const VerifierCost& other : {
           VerifierCost{.argon2 = {.memory_kib = 65, .passes = 1}},
           VerifierCost{.argon2 = {.memory_kib = 64, .passes = 2}},
           VerifierCost{.argon2 = {.memory_kib = 64, .passes = 1, .lanes = 2}},
           VerifierCost{.argon2 = kCheap.argon2, .scram_iterations = 4097},
           VerifierCost{.argon2 = kCheap.argon2, .scram_iterations = 0},
       }) {
    EXPECT_TRUE(NeedsNewVerifier(stored, other));
  }
  const VerifierCost no_scram = {.argon2 = kCheap.argon2, .scram_iterations = 0};
  EXPECT_FALSE(NeedsNewVerifier(Made("sesame", no_scram), no_scram));
  EXPECT_TRUE(NeedsNewVerifier(Made("sesame", no_scram), kCheap)) << "keys are missed";
  EXPECT_EQ(ScramKeysOf(Made("sesame", no_scram)), std::nullopt);
}

TEST(Verifier, EveryImportedOneIsReplaced) {
  std::string hash = Made("sesame");
  hash.resize(hash.find(' '));
  for (const std::string& stored :
       {std::string(""), std::string("plain:c2VzYW1l"), std::string("reset:"),
        absl::StrCat("atheme:", hash), absl::StrCat("anope:argon2id:", hash)}) {
    EXPECT_TRUE(NeedsNewVerifier(stored, kCheap)) << stored;
  }
  EXPECT_EQ(VerifyPassword(absl::StrCat("atheme:", hash), "sesame"), Verdict::kRight);
  EXPECT_EQ(VerifyPassword("plain:c2VzYW1l", "sesame"), Verdict::kRight);
}

TEST(Verifier, ADamagedOneNeedsAReset) {
  for (const char* stored : {"$argon2id$", "$argon2id$v=19$m=64,t=1$AAAA$AAAA",
                             "$argon2id$v=19$m=9999999999,t=1,p=1$AAAA$AAAA", "sesame"}) {
    EXPECT_TRUE(NeedsReset(stored)) << stored;
    EXPECT_EQ(VerifyPassword(stored, "sesame"), Verdict::kNeedsReset) << stored;
  }
}

TEST(Verifier, AnEmptyOneIsThatOfAnAccountWithoutAPassword) {
  EXPECT_FALSE(NeedsReset(""));
  EXPECT_EQ(VerifyPassword("", ""), Verdict::kWrong);
  EXPECT_EQ(VerifyInEqualTime("", "", kCheap), Verdict::kWrong);
  EXPECT_EQ(ScramKeysOf(""), std::nullopt);
}

TEST(Verifier, SeveralThreadsMayUseItAtOnce) {
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&right, i] {
      const std::string password = absl::StrCat("s\u00e9same", i);
      for (const std::string& stored :
           {Made(password),
            absl::StrCat("anope:posix:", CryptHash(password, "$6$rounds=1000$salt$")),
            absl::StrCat("ergo:", Bcrypt(Digest(Hash::kSha3_512, password),
                                         "$2a$04$abcdefghijklmnopqrstuu"))}) {
        if (VerifyPassword(stored, password) == Verdict::kRight) ++right;
        if (VerifyPassword(stored, password + "x") == Verdict::kRight) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 12);
}

TEST(DummyVerifier, LooksLikeOthersAndOpensForNobody) {
  const std::string dummy = DummyVerifier(kCheap);
  EXPECT_FALSE(NeedsReset(dummy));
  EXPECT_EQ(dummy.size(), absl::string_view(Made("x")).find(' '));
  for (const std::string& password : {std::string(""), std::string("A"), dummy}) {
    EXPECT_EQ(VerifyPassword(dummy, password), Verdict::kWrong);
  }
}

// The processor time of a check, in seconds.
double CostOf(absl::string_view stored, Verdict expected, const std::string& password = "wrong") {
  timespec begin = {}, end = {};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
  EXPECT_EQ(VerifyInEqualTime(stored, password), expected);
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
  return static_cast<double>(end.tv_sec - begin.tv_sec) +
         static_cast<double>(end.tv_nsec - begin.tv_nsec) * 1e-9;
}

TEST(VerifyInEqualTime, TellsNothing) {
  const std::string own = Made("sesame", {});
  const double known = CostOf(own, Verdict::kWrong);
  for (const auto& [stored, verdict] : {
           std::pair("", Verdict::kWrong),
           std::pair("reset:", Verdict::kNeedsReset),
           std::pair("anope:md5:3cb4e732631f47e6eb961f34554b7cde", Verdict::kWrong),
           std::pair("plain:c2VzYW1l", Verdict::kWrong),
       }) {
    EXPECT_GT(CostOf(stored, verdict), known / 3) << stored;
    EXPECT_LT(CostOf(stored, verdict), known * 3) << stored;
  }
}

// A verifier that was cheaper, a damaged one, and a password that ends early.
TEST(VerifyInEqualTime, TellsNothingOfOldVerifiersEither) {
  const double known = CostOf(Made("sesame", {}), Verdict::kWrong);
  EXPECT_GT(CostOf(Made("sesame"), Verdict::kWrong), known / 3);
  EXPECT_GT(CostOf(Argon2Setting({}), Verdict::kNeedsReset), known / 3);
  const std::string with_nul("sesame\0", 7);
  for (const std::string& stored : {std::string(), Made("sesame", {}), Made("sesame")}) {
    EXPECT_GT(CostOf(stored, Verdict::kWrong, with_nul), known / 3) << stored;
  }
}

TEST(VerifyInEqualTime, FindsTheSameAsVerifyPassword) {
  EXPECT_EQ(VerifyInEqualTime(Made("sesame"), "sesame", kCheap), Verdict::kRight);
  EXPECT_EQ(VerifyInEqualTime("plain:c2VzYW1l", "sesame", kCheap), Verdict::kRight);
  EXPECT_EQ(VerifyInEqualTime(Made("sesame"), "Sesame", kCheap), Verdict::kWrong);
}

}  // namespace
}  // namespace irc

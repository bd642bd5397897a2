#include "net/auth/passwords/second_factors.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "net/auth/encodings.h"
#include "net/auth/totp.h"

namespace irc {
namespace {

constexpr absl::Time kNow = absl::FromUnixSeconds(1'767'225'600);
const std::string kKey(32, 'k');

// The bytes of the lower-case or upper-case base32 text.
std::string DecodeBase32(absl::string_view text) {
  std::string bytes;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    bits = bits << 5 | static_cast<uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count);
  }
  return bytes;
}

struct World {
  AccountVerifiers verifiers;
  std::vector<CredentialRow> credentials;  // of account 1, as the core has them

  void Keep(uint64_t id, absl::string_view kind, const FactorMade& made,
            absl::string_view scope = "") {
    CredentialRow row{.id = {id},
                      .account = {1},
                      .kind = std::string(kind),
                      .scope = std::string(scope),
                      .verifier = made.verifier};
    verifiers.Apply(Put(row));
    row.verifier.clear();
    credentials.push_back(row);
  }

  // Checks a code, and uses it up.
  bool Check(absl::string_view code, absl::Time now = kNow, uint64_t on_trial = 0) {
    const PasswordChecked checked = CheckCode(verifiers, kKey, credentials, {on_trial}, code, now);
    if (checked.ok) verifiers.Replace(checked.credential, checked.replacement);
    return checked.ok;
  }

  CredentialId AppPassword(absl::string_view password) const {
    return FindAppPassword(verifiers, credentials, password);
  }
};

std::string CodeOf(const FactorMade& made, absl::Time now = kNow) {
  return TotpCode(DecodeBase32(made.shown[0]), TotpStepAt(now));
}

TEST(SecondFactors, ACodeIsGoodOnce) {
  World world;
  const FactorMade made = MakeTotp(kKey, {1}, "alice", "Example");
  world.Keep(7, "totp", made);
  const std::string code = CodeOf(made);
  EXPECT_TRUE(world.Check(absl::StrCat(code.substr(0, 3), " ", code.substr(3))));
  EXPECT_FALSE(world.Check(code));
  EXPECT_FALSE(world.Check(code, kNow + absl::Seconds(30)));
  EXPECT_FALSE(world.Check("", kNow + absl::Seconds(30)));
  EXPECT_TRUE(world.Check(CodeOf(made, kNow + absl::Seconds(30)), kNow + absl::Seconds(30)));
}

TEST(SecondFactors, ASecretOpensForItsAccountAndKeyAlone) {
  World world;
  world.Keep(7, "totp", MakeTotp(kKey, {2}, "bob", "Example"));
  const FactorMade made = MakeTotp(std::string(32, 'x'), {1}, "alice", "Example");
  world.Keep(8, "totp", made);
  EXPECT_FALSE(world.Check(CodeOf(made)));
}

TEST(SecondFactors, WhatIsOnTrialDoesNotCount) {
  World world;
  const FactorMade made = MakeTotp(kKey, {1}, "alice", "Example");
  world.Keep(7, "totp", made, "pending");
  EXPECT_FALSE(world.Check(CodeOf(made)));
  EXPECT_FALSE(world.Check(CodeOf(made), kNow, 8));
  EXPECT_TRUE(world.Check(CodeOf(made), kNow, 7));
  const FactorMade codes = MakeRecoveryCodeSet();
  world.Keep(9, "recovery_code", codes);
  EXPECT_FALSE(world.Check(codes.shown[0], kNow, 7)) << "no proof that one has the app";
}

TEST(SecondFactors, ARecoveryCodeIsGoodOnceInPlaceOfACode) {
  World world;
  world.Keep(7, "totp", MakeTotp(kKey, {1}, "alice", "Example"));
  const FactorMade codes = MakeRecoveryCodeSet();
  world.Keep(8, "recovery_code", codes);
  ASSERT_EQ(codes.shown.size(), 10u);
  EXPECT_TRUE(world.Check(codes.shown[3]));
  EXPECT_FALSE(world.Check(codes.shown[3]));
  EXPECT_TRUE(world.Check(codes.shown[4]));
}

TEST(SecondFactors, AnAppPasswordIsKnownByItsForm) {
  World world;
  const FactorMade made = MakeAppPassword();
  world.Keep(7, "app_password", made);
  EXPECT_TRUE(LooksLikeAppPassword(made.shown[0]));
  EXPECT_EQ(world.AppPassword(made.shown[0]), CredentialId{7});
  EXPECT_EQ(world.AppPassword(absl::StrCat(made.shown[0], "x")), CredentialId{});
  EXPECT_EQ(world.AppPassword(MakeAppPassword().shown[0]), CredentialId{});
  EXPECT_EQ(world.AppPassword("sesame"), CredentialId{});
  EXPECT_FALSE(world.Check(made.shown[0])) << "it is no code";
  EXPECT_FALSE(absl::StrContains(made.verifier, made.shown[0]));
}

TEST(SecondFactors, TheChallengeIsThatOfTheDraft) {
  const FactorMade made = MakeTotp(kKey, {1}, "alice", "Example Net");
  ASSERT_EQ(made.shown.size(), 3u);
  const std::string json = DecodeBase64(made.shown[1]).value_or("");
  EXPECT_EQ(json, absl::StrCat(R"({"type":"totp","secret":")", made.shown[0],
                               R"(","issuer":"Example Net","account":"alice","algorithm":"SHA1",)",
                               R"("digits":6,"period":30,"uri":")", made.shown[2], R"("})"));
  EXPECT_GE(DecodeBase32(made.shown[0]).size(), 16u);
}

TEST(SecondFactors, WhatIsShownFitsIntoALine) {
  const std::string name(64, '{');
  const FactorMade made = MakeTotp(kKey, {1}, name, std::string(200, '\xff'));
  ASSERT_EQ(made.shown.size(), 2u) << "the URI is too long";
  EXPECT_LE(made.shown[1].size(), 380u);
  EXPECT_TRUE(absl::StrContains(DecodeBase64(made.shown[1]).value_or(""), made.shown[0]));
}

}  // namespace
}  // namespace irc

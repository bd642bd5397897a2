#include "net/auth/jwt.h"

#include <string>
#include <variant>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/auth/digests.h"
#include "net/auth/encodings.h"

namespace irc {
namespace {

using Answer = std::variant<std::string, JwtError>;

constexpr char kSecret[] = "0123456789abcdef0123456789abcdef";
constexpr int64_t kNow = 1'700'000'000;
constexpr char kHs256[] = R"({"alg":"HS256"})";

std::string SignedToken(absl::string_view header, absl::string_view claims) {
  const std::string text = absl::StrCat(EncodeBase64Url(header), ".", EncodeBase64Url(claims));
  return absl::StrCat(text, ".", EncodeBase64Url(Hmac(Hash::kSha256, kSecret, text)));
}

Answer AccountOf(absl::string_view token, const JwtRules& rules = {}) {
  const JwtKey key = std::get<JwtKey>(JwtKey::Read(JwtFamily::kHmac, kSecret));
  return AccountOfJwt(token, key, rules, absl::FromUnixSeconds(kNow));
}

// With claims that are right otherwise.
Answer WithHeader(absl::string_view header) {
  return AccountOf(SignedToken(header, R"({"sub":"alice","exp":1700000060})"));
}
Answer WithClaims(absl::string_view claims, const JwtRules& rules = {}) {
  return AccountOf(SignedToken(kHs256, claims), rules);
}
// A token of alice with further claims.
Answer Alice(absl::string_view claims, const JwtRules& rules = {}) {
  return WithClaims(absl::StrCat(R"({"sub":"alice","exp":1700000060)", claims, "}"), rules);
}

TEST(Jwt, TheSignerNamesTheAccount) { EXPECT_EQ(Alice(""), Answer("alice")); }

// RFC 7515 appendix A.5.
TEST(Jwt, AnUnsignedTokenIsRefused) {
  EXPECT_EQ(AccountOf("eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6"
                      "Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."),
            Answer(JwtError::kAlgorithm));
  for (const char* header : {R"({"alg":"none"})", R"({"alg":"NONE"})", R"({"alg":""})", R"({})",
                             R"({"alg":null})", R"({"alg":["HS256"]})", R"({"alg":"HS256 "})"}) {
    EXPECT_EQ(WithHeader(header), Answer(JwtError::kAlgorithm)) << header;
  }
}

// Signed by HMAC, with the text of the public key as the secret.
TEST(Jwt, APublicKeyIsNoSecret) {
  constexpr char kToken[] =
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSIsImV4cCI6MTcwMDAwMzYwMH0.JHg0uWAfw"
      "THbaMKth48wKYydkbfruXCUUucX0DziDBk";
  constexpr char kRsaKey[] = R"(-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA6FWQsCXr72BLS5kJYnyT
m7REsfALlSILZGg1qo8Xqa2VYVb6/OqEudoBxgxn7IJkAppmus1y7l0JEKNczX6o
bvtK+CXqQqqevDZv8p6BAQDgJ2xFY1bkyR9Ph4+rLivXRRZBWjs75BSHwYtwnsL0
L2xQV9XUGP4JIZ00A0g4aOTLi//g5kyHyLkvi2YlAEqbkjqFagkbOrRJWsvSQspA
l96WlydCwBOtE7DFjkkkaCFhP0+T/BrDa5kP0yMVqCLmzc3EBC1xVSCgmJO3XTlC
iL1CPOJ86x+VoMr9BKr8YYuQAVv1J9J+l4L6R8f2Q22ZIVdQQshXsRPx+NdVLd6x
8QIDAQAB
-----END PUBLIC KEY-----
)";
  const JwtKey key = std::get<JwtKey>(JwtKey::Read(JwtFamily::kRsa, kRsaKey));
  EXPECT_EQ(AccountOfJwt(kToken, key, {}, absl::FromUnixSeconds(kNow)),
            Answer(JwtError::kAlgorithm));
  EXPECT_TRUE(std::holds_alternative<std::string>(JwtKey::Read(JwtFamily::kHmac, kRsaKey)));
}

TEST(Jwt, AnotherSignatureIsRefused) {
  std::string token = SignedToken(kHs256, R"({"sub":"alice","exp":1700000060})");
  EXPECT_EQ(AccountOf(token), Answer("alice"));
  const std::string other = SignedToken(kHs256, R"({"sub":"admin","exp":1700000060})");
  EXPECT_EQ(AccountOf(other.substr(0, other.rfind('.')) + token.substr(token.rfind('.'))),
            Answer(JwtError::kSignature));
  EXPECT_EQ(AccountOf(token.substr(0, token.rfind('.') + 1)), Answer(JwtError::kSignature));
  // Damaged claims are not looked at before the signature.
  EXPECT_EQ(AccountOf(absl::StrCat(EncodeBase64Url(kHs256), ".?.AAAA")),
            Answer(JwtError::kSignature));
}

TEST(Jwt, OtherTextsAreMalformed) {
  const std::string token = SignedToken(kHs256, R"({"sub":"alice","exp":1700000060})");
  for (const std::string& other :
       {std::string(), std::string("."), std::string(".."), std::string("a.b.c"), token + ".",
        token + "=", token + " ", " " + token, "." + token, token.substr(0, token.rfind('.')),
        token + "\n", absl::StrCat(EncodeBase64Url("[]"), ".e30.AAAA"),
        absl::StrCat(EncodeBase64Url("{"), ".e30.AAAA"),
        SignedToken(kHs256, std::string(kLongestJwt, ' '))}) {
    EXPECT_EQ(AccountOf(other), Answer(JwtError::kMalformed)) << other;
  }
  for (const char* claims : {"", "[]", "null", "\"alice\"", "{", "{}x", "{\"sub\":\"\xff\"}"}) {
    EXPECT_EQ(WithClaims(claims), Answer(JwtError::kMalformed)) << claims;
  }
  EXPECT_EQ(WithClaims(std::string(5000, '[')), Answer(JwtError::kMalformed));
  EXPECT_EQ(Alice(absl::StrCat(",\"x\":", std::string(5000, '['), std::string(5000, ']'))),
            Answer("alice"));
}

TEST(Jwt, WhatMustBeUnderstoodIsNot) {
  EXPECT_EQ(WithHeader(R"({"alg":"HS256","typ":"JWT","kid":"7","jku":"https://example.org/"})"),
            Answer("alice"))
      << "no key is fetched from where a token says";
  EXPECT_EQ(WithHeader(R"({"alg":"HS256","crit":["b64"],"b64":false})"),
            Answer(JwtError::kMalformed));
  EXPECT_EQ(WithHeader(R"({"alg":"HS256","crit":[]})"), Answer(JwtError::kMalformed));
}

TEST(Jwt, TheTimesHaveALeeway) {
  const auto at = [](absl::string_view claims, absl::Duration leeway = absl::Seconds(30)) {
    return WithClaims(absl::StrCat(R"({"sub":"alice",)", claims, "}"), {.leeway = leeway});
  };
  EXPECT_EQ(at(R"("exp":1700000001)"), Answer("alice"));
  EXPECT_EQ(at(R"("exp":1699999971)"), Answer("alice"));
  EXPECT_EQ(at(R"("exp":1699999970)"), Answer(JwtError::kExpired)) << "on or after, section 4.1.4";
  EXPECT_EQ(at(R"("exp":1699999970.5)"), Answer("alice"));
  EXPECT_EQ(at(R"("exp":1700000000)", absl::ZeroDuration()), Answer(JwtError::kExpired));
  EXPECT_EQ(at(R"("exp":-1)"), Answer(JwtError::kExpired));
  EXPECT_EQ(at(R"("exp":-1e300)"), Answer(JwtError::kExpired));
  EXPECT_EQ(at(R"("exp":1e300)"), Answer("alice"));
  EXPECT_EQ(at(R"("exp":1e300,"nbf":1e300)"), Answer(JwtError::kNotYetValid));
  EXPECT_EQ(at(R"("exp":1700000060,"nbf":1700000030)"), Answer("alice"));
  EXPECT_EQ(at(R"("exp":1700000060,"nbf":1700000031)"), Answer(JwtError::kNotYetValid));
  for (const char* date : {"\"1700000060\"", "null", "true", "[1700000060]", "{}"}) {
    EXPECT_EQ(at(absl::StrCat("\"exp\":", date)), Answer(JwtError::kMalformed)) << date;
    EXPECT_EQ(at(absl::StrCat("\"exp\":1700000060,\"nbf\":", date)), Answer(JwtError::kMalformed));
  }
}

TEST(Jwt, WithoutAnExpiryOnlyWhereTheOperatorSaysSo) {
  EXPECT_EQ(WithClaims(R"({"sub":"alice"})"), Answer(JwtError::kExpired));
  EXPECT_EQ(WithClaims(R"({"sub":"alice"})", {.needs_expiry = false}), Answer("alice"));
  EXPECT_EQ(WithClaims(R"({"sub":"alice","exp":1})", {.needs_expiry = false}),
            Answer(JwtError::kExpired));
}

TEST(Jwt, TheFirstClaimThatNamesAnAccountCounts) {
  EXPECT_EQ(Alice(R"(,"preferred_username":"bob")"), Answer("bob"));
  EXPECT_EQ(Alice(R"(,"preferred_username":"")"), Answer("alice"));
  EXPECT_EQ(Alice(R"(,"preferred_username":7)"), Answer("alice"));
  EXPECT_EQ(Alice(R"(,"preferred_username":["bob"])"), Answer("alice"));
  EXPECT_EQ(Alice(R"(,"nick":"bob")", {.account_claims = {"nick"}}), Answer("bob"));
  EXPECT_EQ(Alice("", {.account_claims = {"nick"}}), Answer(JwtError::kNoAccount));
  EXPECT_EQ(Alice("", {.account_claims = {}}), Answer(JwtError::kNoAccount));
  EXPECT_EQ(WithClaims(R"({"exp":1700000060})"), Answer(JwtError::kNoAccount));
}

TEST(Jwt, OneDomainIsStripped) {
  const JwtRules ours = {.strip_domain = "example.org"};
  EXPECT_EQ(Alice(R"(,"preferred_username":"bob@Example.ORG")", ours), Answer("bob"));
  EXPECT_EQ(Alice(R"(,"preferred_username":"bob")", ours), Answer("bob"));
  for (const char* name : {"bob@example.com", "bob@", "@example.org", "a@b@example.org"}) {
    const std::string claim = absl::StrCat(",\"preferred_username\":\"", name, "\"");
    EXPECT_EQ(Alice(claim, ours), Answer("alice")) << name << " is no account of ours";
    EXPECT_EQ(Alice(claim), Answer("alice")) << name;
  }
}

TEST(Jwt, ATokenForOthersIsRefused) {
  const JwtRules rules = {.issuer = "https://id.example.org", .audience = "irc"};
  const std::string issuer = R"(,"iss":"https://id.example.org")";
  EXPECT_EQ(Alice(issuer + R"(,"aud":"irc")", rules), Answer("alice"));
  EXPECT_EQ(Alice(issuer + R"(,"aud":["wiki","irc"])", rules), Answer("alice"));
  for (const char* audience : {"", R"(,"aud":"wiki")", R"(,"aud":["wiki"])", R"(,"aud":[])",
                               R"(,"aud":[["irc"]])", R"(,"aud":{"irc":1})", R"(,"aud":null)"}) {
    EXPECT_EQ(Alice(issuer + audience, rules), Answer(JwtError::kNotForUs)) << audience;
  }
  EXPECT_EQ(Alice(R"(,"aud":"irc")", rules), Answer(JwtError::kNotForUs));
  EXPECT_EQ(Alice(R"(,"aud":"irc","iss":"https://id.example.org/")", rules),
            Answer(JwtError::kNotForUs));
  EXPECT_EQ(Alice(R"(,"aud":"wiki","iss":"anybody")"), Answer("alice"));
}

}  // namespace
}  // namespace irc

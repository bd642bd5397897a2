#include "net/external/external_checks.h"

#include <sys/stat.h>

#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/auth/digests.h"
#include "net/auth/encodings.h"
#include "net/external/testing/fake_issuer.h"

namespace irc {
namespace {

constexpr char kSecret[] = "0123456789abcdef0123456789abcdef";
constexpr char kOther[] = "fedcba9876543210fedcba9876543210";
const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

std::string Token(absl::string_view claims, absl::string_view secret = kSecret) {
  const std::string text =
      absl::StrCat(EncodeBase64Url(R"({"alg":"HS256"})"), ".", EncodeBase64Url(claims));
  return absl::StrCat(text, ".", EncodeBase64Url(Hmac(Hash::kSha256, secret, text)));
}

std::string AliceToken(absl::string_view secret = kSecret) {
  return Token(R"({"sub":"alice","exp":1700000060})", secret);
}

std::vector<JwtIssuer> Keys(std::vector<std::string> secrets) {
  std::vector<JwtIssuer> issuers;
  for (const std::string& secret : secrets) {
    issuers.push_back(
        {.key = std::get<JwtKey>(JwtKey::Read(JwtFamily::kHmac, secret)), .rules = {}});
  }
  return issuers;
}

// A script that knows everything, as "script".
ScriptOptions Script() {
  const std::string path = absl::StrCat(::testing::TempDir(), "/external_checks_script");
  std::ofstream(path)
      << "#!/bin/sh\nread line\necho '{\"success\":true,\"accountName\":\"script\"}'\n";
  ::chmod(path.c_str(), 0700);
  return {.command = {path}, .timeout = absl::Minutes(5), .processes = 1};
}

ExternalQuestion TokenQuestion(std::string token, TokenType type = TokenType::kOauth2) {
  return {.kind = ProofKind::kToken,
          .secret = SecretText(std::move(token)),
          .token_type = type,
          .now = kNow};
}

std::string Show(const ExternalAnswer& answer) {
  constexpr absl::string_view kVerdicts[] = {"right", "wrong", "none"};
  return absl::StrCat(kVerdicts[static_cast<size_t>(answer.verdict)], " ", answer.account,
                      answer.detail);
}

TEST(ExternalChecks, AKeyDecidesAboutWhatItHasSigned) {
  const FakeIssuer issuer(OkAnswer(R"({"active":true,"username":"issuer"})"));
  ExternalChecks checks(Keys({kOther, kSecret}), {.url = issuer.url()}, Script());
  const auto check = [&](const std::string& token) {
    return Show(checks.Check(TokenQuestion(token)));
  };
  EXPECT_EQ(check(AliceToken(kSecret)), "right alice");
  EXPECT_EQ(check(AliceToken(kOther)), "right alice");
  EXPECT_EQ(check(Token(R"({"sub":"alice","exp":1})")), "wrong the token has expired");
  EXPECT_EQ(check(Token(R"({"exp":1700000060})")), "wrong no claim names an account");
  EXPECT_EQ(check(Token(R"({"sub":"alice","exp":1700000060})", "another secret")), "right issuer");
  EXPECT_EQ(check("opaque"), "right issuer");
}

TEST(ExternalChecks, TheTypeOfATokenSaysWhoIsAsked) {
  const FakeIssuer issuer(OkAnswer(R"({"active":true,"username":"issuer"})"));
  ExternalChecks all(Keys({kSecret}), {.url = issuer.url()}, Script());
  const auto check = [&](ExternalChecks& checks, const std::string& token, TokenType type) {
    return Show(checks.Check(TokenQuestion(token, type)));
  };
  EXPECT_EQ(check(all, AliceToken(), TokenType::kOauth2), "right alice");
  EXPECT_EQ(check(all, AliceToken(), TokenType::kJwt), "right alice");
  EXPECT_EQ(check(all, AliceToken(), TokenType::kOpaque), "right script");
  EXPECT_EQ(check(all, "t", TokenType::kOauth2), "right issuer");
  EXPECT_EQ(check(all, "t", TokenType::kJwt), "right script");
  ExternalChecks no_script(Keys({kSecret}), {.url = issuer.url()}, {});
  EXPECT_EQ(check(no_script, "t", TokenType::kOpaque), "wrong nobody here knows such tokens");
  EXPECT_EQ(check(no_script, "t", TokenType::kJwt), "wrong nobody here knows such tokens");
  ExternalChecks no_issuer(Keys({kSecret}), {}, Script());
  EXPECT_EQ(check(no_issuer, "t", TokenType::kOauth2), "right script");
}

// Otherwise a token that the issuer has taken back would have a second chance.
TEST(ExternalChecks, TheIssuerDecides) {
  const FakeIssuer issuer(OkAnswer(R"({"active":false})"));
  ExternalChecks checks({}, {.url = issuer.url()}, Script());
  EXPECT_EQ(Show(checks.Check(TokenQuestion("t"))), "wrong the token is not active");
  const FakeIssuer broken("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
  ExternalChecks unheard({}, {.url = broken.url()}, Script());
  EXPECT_EQ(Show(unheard.Check(TokenQuestion("t"))), "none the issuer was not heard: status 500");
}

TEST(ExternalChecks, TheScriptIsAskedAboutPasswordsAndCertificates) {
  ExternalChecks checks(Keys({kSecret}), {}, Script());
  EXPECT_TRUE(checks.has_script());
  EXPECT_EQ(Show(checks.Check({.account = "alice", .secret = SecretText("sesame")})),
            "right script");
  EXPECT_EQ(Show(checks.Check({.kind = ProofKind::kCertificate, .certfp = "5f3c"})),
            "right script");
  EXPECT_FALSE(ExternalChecks(Keys({kSecret}), {}, {}).has_script());
}

TEST(ExternalChecks, SayNothingWhenTheScriptFails) {
  ExternalChecks checks({}, {}, {.command = {"/nonexistent"}});
  EXPECT_EQ(Show(checks.Check({.account = "alice", .secret = SecretText("sesame")})),
            "none the script cannot be started");
  checks.Stop();
  EXPECT_EQ(Show(checks.Check({.account = "alice", .secret = SecretText("sesame")})),
            "none the script was stopped");
}

}  // namespace
}  // namespace irc

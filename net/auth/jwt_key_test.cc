#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "net/auth/encodings.h"
#include "net/auth/jwt.h"

namespace irc {
namespace {

// RFC 7515 appendix A.2 and RFC 8037 appendix A, as PEM.
constexpr char kRfc7515Key[] = R"(-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAofgWCuLjybRlzo0tZWJj
NiuSfb4p4fAkd/wWJcyQoTbji9k0l8W26mPddxHmfHQp+Vaw+4qPCJrcS2mJPMEz
P1Pt0Bm4d4QlL+yRT+SFd2lZS+pCgNMsD1W/YpRPEwOWvG6b32690r2jZ47soMZo
9wGzjb/7OMg0LOL+bSf63kpaSHSXndS5z5rexMdbBYUsLA9e+KXBdQOS+UTo7WTB
EMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6/I5IhlJH7aGhyxX
FvUK+DWNmoudF8NAco9/h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXp
oQIDAQAB
-----END PUBLIC KEY-----
)";
constexpr char kRfc8037Key[] = R"(-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
-----END PUBLIC KEY-----
)";

// Made for this test with Python's cryptography and with openssl.
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
constexpr char kRsaKeyOldForm[] = R"(-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEA6FWQsCXr72BLS5kJYnyTm7REsfALlSILZGg1qo8Xqa2VYVb6/OqE
udoBxgxn7IJkAppmus1y7l0JEKNczX6obvtK+CXqQqqevDZv8p6BAQDgJ2xFY1bk
yR9Ph4+rLivXRRZBWjs75BSHwYtwnsL0L2xQV9XUGP4JIZ00A0g4aOTLi//g5kyH
yLkvi2YlAEqbkjqFagkbOrRJWsvSQspAl96WlydCwBOtE7DFjkkkaCFhP0+T/BrD
a5kP0yMVqCLmzc3EBC1xVSCgmJO3XTlCiL1CPOJ86x+VoMr9BKr8YYuQAVv1J9J+
l4L6R8f2Q22ZIVdQQshXsRPx+NdVLd6x8QIDAQAB
-----END RSA PUBLIC KEY-----
)";
constexpr char kSmallRsaKey[] = R"(-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDBZ8FaG2M0llhXm1JPH2wwZsOB
acNsDXF9eseQGioRjCauWmYCpc8I7q4YKrURZC9ONg94GHUqhQCgkVZ8StDOseFr
Cg9z7waeLGKx1dkeolHheOiuk/cVbxpPHSWp9soNmeyq1gwi4Qg+H/T1melSVS2u
nzIeBvHAt22BEWrYwQIDAQAB
-----END PUBLIC KEY-----
)";
constexpr char kEd25519Key[] = R"(-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAZiSnjUH1i8DvCzjB8aaShzmOmVKknKXsWTXGm73m55k=
-----END PUBLIC KEY-----
)";
constexpr char kEcKey[] = R"(-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAESdwPsE6m9dTBoEznTzxMUyy3uAU6
e3530yvP5UsT6kCq3sZWo5dDsKqM02EMx8Y6DCrpw9+j7YqFVhgf5vafYA==
-----END PUBLIC KEY-----
)";
constexpr char kPrivateKey[] = R"(-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIEw+nFQIdJPetc2m+gunwJfROFrwWNRADdav5eFh8W8K
-----END PRIVATE KEY-----
)";
constexpr char kCertificate[] = R"(-----BEGIN CERTIFICATE-----
MIIBLjCB4aADAgECAhQSWQOz0FvA+ZA7newYsgAIWurDrjAFBgMrZXAwDDEKMAgG
A1UEAwwBeDAgFw0yNjExMzAwMzI4MjRaGA8yMTI2MTEwNjAzMjgyNFowDDEKMAgG
A1UEAwwBeDAqMAUGAytlcAMhAJ7WNmW9qnIpHIkJOIuUZd9PYyC9H02cP1RVo3Dw
1Xeto1MwUTAdBgNVHQ4EFgQUCj/SsFuHvc8NidUt+DvrfiCk3fUwHwYDVR0jBBgw
FoAUCj/SsFuHvc8NidUt+DvrfiCk3fUwDwYDVR0TAQH/BAUwAwEB/zAFBgMrZXAD
QQAPeTg6e6O9Rm65V+nc9LJX7Whq9yYi3OBJXLIcKV5Xe9bA0fCBSZ4lWXBOVlU4
61Hvzc+u14Vjfczr7RjRp28M
-----END CERTIFICATE-----
)";
constexpr char kSecret[] = "0123456789abcdef0123456789abcdef";

// {"alg":…,"typ":"JWT"} and {"sub":"alice","exp":1700003600}, signed by kSecret, kRsaKey and
// kEd25519Key, with the name of the algorithm.
struct Signed {
  JwtFamily family;
  const char* key;
  const char* algorithm;
  const char* token;
};
constexpr Signed kSigned[] = {
    {JwtFamily::kHmac, kSecret, "HS256",
     "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSIsImV4cCI6MTcwMDAwMzYwMH0.WeGcTcT1C"
     "2jy2YvntFJVZeFqY2bG7K_nOWTZAsXQIPQ"},
    {JwtFamily::kHmac, kSecret, "HS384",
     "eyJhbGciOiJIUzM4NCIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSIsImV4cCI6MTcwMDAwMzYwMH0.MCVbVBVXd"
     "Zc4z-UvFPqGJoi6h_7HlKBF6z9EvDEj-ZLl0JDbGRLqKeqyKV8RaZ2u"},
    {JwtFamily::kHmac, kSecret, "HS512",
     "eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSIsImV4cCI6MTcwMDAwMzYwMH0._8EBp4Cs7"
     "Ir9Mbn_EfGZfl_SFkJqehgDaeuoOiqAVI6qjdmMqUml2_-nQJRWWnUu0Pe8-7yUG5hDPuiSO2Oxdg"},
    {JwtFamily::kRsa, kRsaKey, "RS256",
     "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSIsImV4cCI6MTcwMDAwMzYwMH0.R-dng-DI4"
     "2Rvqt-6NikY5_D2-xqb9tR2F5DgTyZ6loV72A-lPYRZ3qZ_8wvlHpxpHCO_OrdkCzePOeW8GplOWz-Wbz_5dcoteca"
     "wcJXBELSukIL2cCOZR61F_ZFwnAdljBBBd4I8Lgbdllb4LSOZsjfplQ_l0LRrb6BMvFns-jOV_BM4gkB-ROd_-XuQn"
     "hr204uJ12G4Rpnh0jptgJ_PV9gpbP4FHLaIf2toJ9S-J-UqUx0a3y4BLg-PxnfZFqT8m7elczA6rigOB9xMC0qKHOl"
     "jTeV2ZEkxc1sUZki5rDK4R_TGsodP5112MuZaBjUQ6u02jhPlYMpAl2rYTicUmA"},
    {JwtFamily::kRsa, kRsaKey, "RS384",
     "eyJhbGciOiJSUzM4NCIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSIsImV4cCI6MTcwMDAwMzYwMH0.NP_TtLQnv"
     "Fv2uP_lttbuhLGG7mxBtf7aNYsaFOivAfjhq-pZObvGnMMO4PEGsVJ0yEqlNXnKzmoW1zYgQZhSV4izW3j2_um3LZl"
     "2zZXVhFyKCOP8KxuROuP_U3Rp5Ab9hwo14N4X3c8D3cTvlzk6qn1EWQsMiNBe__Lki-djayN39aWqZHP21If88XcQN"
     "MlwdIIJYsPeZE-3SFPU7vnRgxdmFCMyqb7QsEroKodWjZnicMMyl0kdFLg9AeRILZ80we7o_nrKghIxziTspxNOIL7"
     "WroUtqPR-Yf_Atr0dV1Qru0vajH2NC6a2vK-Eh-T9LEf4HSrqmwUb59mSEip7pQ"},
    {JwtFamily::kRsa, kRsaKey, "RS512",
     "eyJhbGciOiJSUzUxMiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSIsImV4cCI6MTcwMDAwMzYwMH0.kxWlNU2jC"
     "27ckK5oleLk7p1btb07bVxOU53SwTUUduyjtEDTYhNNzrINgAcZBlQGkpIEXozOegySzFbjRJglAiwrnB3rrH-UWgk"
     "m9xWR4z2xb2_Vlahib53M38i-LFeykkuYcDpI8Gf9XAfLys_D7sD9nH7Ep0v1lQJM-PjljzFap28sq1Mhdj61ye1T2"
     "xdi1BoeisjF-zz0OSnMsAju7cy_5Oxl-Jhl8k35qX3G3aLqYqnbD_gSEr6mUoS2e5hI5_U7NJ7TcAfQm7Gvhu6P2GV"
     "lovBzEdPQlxbOSZr13jsWeupunow0ir_-klozRaFesbemiRZUAEYHNosvyjRkRA"},
    {JwtFamily::kRsa, kRsaKey, "PS256",
     "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSIsImV4cCI6MTcwMDAwMzYwMH0.pkLu_kJ5y"
     "jvH3OPLgAs97A4nB-dDI_HTJG2qQbgVMpEAUe_Tm-05LqV9fZ6Qog04NQhfrN8wt4ByMXe3j1lUZru4kqcAqQDdQ1Z"
     "hEWEuBs-OCZLnZQupxxDdZdzFX9NUya54tr1VZzj2KOREkGXjEo6Hy-hDLu4FDgVnLJbQwfy8gcsLYWaS_HSBYGI3A"
     "8hxKGrOAm0uqDZPPyZm_cFEGpioPdLkIahGb9rzTFbc3XNp-vVMkeGRUTPLBUBD-iYNf4lzD5hQdmiCWHO7_WalRYs"
     "WPEN1LzFQK6lCbzUQo1DVJBjEakhB__-Yx2ozih5kin_qawK75QtHMwYeR4yX9g"},
    {JwtFamily::kRsa, kRsaKey, "PS384",
     "eyJhbGciOiJQUzM4NCIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSIsImV4cCI6MTcwMDAwMzYwMH0.CEYLG4d4y"
     "cieEZwcOaPzfvHflbPxxfkcN-osZDcG9V1k7uZfX3Xj_HR5Klx0JYFK1gsqmxXlTeyJNguGWYN7CsQ7r5f0EZHmC3j"
     "Jkzz7PvCDxWfCy19uk71sKS4a4zL9wpw7k3KRm2mXMRfDL1sfA1Ua2DUTuNtc15XJPcVES0bZp6BKwRJw4T3BgkNiv"
     "_7v9thvWuDZvMlbvd4FIZWteZt_LRQU8ZozBrShc3cptr9OQePeAQokVRsle2n89pAXL5Pp3Y7d5ZHBPrvZyzRetJx"
     "jgTE7vARO8CufP-B-iJbPpdlQ7qLvVK0d8BEhAohqqgj3SSXldGWIa67-ZrvIYQ"},
    {JwtFamily::kRsa, kRsaKey, "PS512",
     "eyJhbGciOiJQUzUxMiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSIsImV4cCI6MTcwMDAwMzYwMH0.JLaM-sXh2"
     "kON2daUuoUFbMx3MHPsAtQD6PLMYtNPQBCwDpK6ilfbf_uHZnHQq7XxmGP3stT6x64dsx3D40vBAjq9Ar9yG0pYWQ_"
     "slK5_-ZbCfWVnewo8EWj8nDBKG8k0QRIZN7mmnLP9-zt8pcCp3WFywhpZP2uMVmC3JoUAXvsYO48SkaSS1uxW7YV2M"
     "ukXar-QJfldigBk0g_JL7E7kZ4kiPqiKWW6mqWW_afHQSraQHNtLcZrJSQmEX-Orm4aoi6DNQhsB2hGl1efMmr23tX"
     "foKh_kpvatOSKIL2I3r-PtKz35dBRCm8EwgRmJtg8pT0NnyKZkmkKYeKH-P_mew"},
    {JwtFamily::kEdDsa, kEd25519Key, "EdDSA",
     "eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSIsImV4cCI6MTcwMDAwMzYwMH0.bJrcjKN2F"
     "bPjaZogZJWMDKjUTwFs-m0NztV_EC0kVD5UHXY71Q2Uv-rEFpW5B9UQ0mXQrotK_JkdpxWmoeXYAg"},
};

JwtKey KeyOf(JwtFamily family, absl::string_view text) {
  return std::get<JwtKey>(JwtKey::Read(family, text));
}

// Whether the key takes the token for one that is signed by the algorithm.
bool Accepts(const JwtKey& key, absl::string_view algorithm, absl::string_view token) {
  const std::vector<std::string> parts = absl::StrSplit(token, '.');
  return key.IsSignature(algorithm, absl::StrCat(parts.at(0), ".", parts.at(1)),
                         *DecodeBase64Url(parts.at(2)));
}

TEST(JwtKey, ChecksTheExamplesOfTheRfcs) {
  const std::string secret = *DecodeBase64Url(
      "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
  EXPECT_TRUE(
      Accepts(KeyOf(JwtFamily::kHmac, secret), "HS256",
              "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
              "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc"
              "19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
      << "RFC 7515 appendix A.1";
  EXPECT_TRUE(Accepts(
      KeyOf(JwtFamily::kRsa, kRfc7515Key), "RS256",
      "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlL"
      "mNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7"
      "AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWz"
      "O75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZES"
      "c6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlU"
      "PQGe77Rw"))
      << "appendix A.2";
  EXPECT_TRUE(
      Accepts(KeyOf(JwtFamily::kEdDsa, kRfc8037Key), "EdDSA",
              "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
              "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpA"
              "r_MuM0KAg"))
      << "RFC 8037 appendix A.4";
}

TEST(JwtKey, EachSignatureBelongsToOneAlgorithm) {
  for (const Signed& made : kSigned) {
    const JwtKey key = KeyOf(made.family, made.key);
    for (const Signed& other : kSigned) {
      EXPECT_EQ(Accepts(key, other.algorithm, made.token), &other == &made)
          << made.algorithm << " as " << other.algorithm;
      EXPECT_EQ(key.Has(other.algorithm), other.family == made.family);
    }
  }
}

TEST(JwtKey, SeesEveryChange) {
  for (const Signed& made : kSigned) {
    const JwtKey key = KeyOf(made.family, made.key);
    std::string token = made.token;
    token[5] ^= 1;
    EXPECT_FALSE(Accepts(key, made.algorithm, token)) << made.algorithm;
    token = made.token;
    token[token.rfind('.') + 9] = token[token.rfind('.') + 9] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(Accepts(key, made.algorithm, token)) << made.algorithm;
    const std::vector<std::string> parts = absl::StrSplit(made.token, '.');
    const std::string signature = *DecodeBase64Url(parts.at(2));
    const std::string text = absl::StrCat(parts.at(0), ".", parts.at(1));
    EXPECT_FALSE(key.IsSignature(made.algorithm, text, ""));
    EXPECT_FALSE(key.IsSignature(made.algorithm, text, signature.substr(1)));
    EXPECT_FALSE(key.IsSignature(made.algorithm, text, signature + "x"));
  }
}

// The salt of PSS has the size of the digest (RFC 7518 section 3.5); here it has another.
TEST(JwtKey, APssSaltHasOneSize) {
  EXPECT_FALSE(Accepts(
      KeyOf(JwtFamily::kRsa, kRsaKey), "PS256",
      "eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhbGljZSIsImV4cCI6MTcwMDAwMzYwMH0.BwdB9WWAx"
      "GqsN9loTdoNRlTJKk2Z94PvB6PFw91v1QffLkoQJYTldGQ8oVuHBCrfxa_esHuUXp_TDi2cERl-rBivSjGdRmuJwYJ"
      "iBLPEnZenBsTKhhlAP_lxCxq9lYEO1Vp6CO3rgC1-Akx9iGppGrR1KcBPnAkXXP1IIDCuHVQhJWJbPzpJGdkt2Blr2"
      "eaIIrwErcCvYWQCro9zIsJ2jzoqw4tcR1O7nRq3HwzmPVkSkVNCCLJXkjhtWx7-8iFed2DzZycxBOLMRaBUTOpfEje"
      "Z2wvpUJq6jqS7BuveDu1-SVbjjeLcjr__gqraIt3sNp4CvSDNktivtu-YGHTWcg"));
}

TEST(JwtKey, KnowsNoOtherAlgorithms) {
  for (const Signed& made : kSigned) {
    const JwtKey key = KeyOf(made.family, made.key);
    for (const char* name : {"none", "None", "", "hs256", "HS1", "ES256", "Ed25519", "RS1"}) {
      EXPECT_FALSE(key.Has(name)) << name;
      EXPECT_FALSE(key.IsSignature(name, "", "")) << name;
    }
  }
}

TEST(JwtKey, ReadsPublicKeysInTheirForms) {
  const JwtKey key = KeyOf(JwtFamily::kRsa, kRsaKeyOldForm);
  EXPECT_TRUE(Accepts(key, "RS256", kSigned[3].token));
  // printf text | openssl pkeyutl -sign -rawin -inkey key
  EXPECT_TRUE(KeyOf(JwtFamily::kEdDsa, kCertificate)
                  .IsSignature("EdDSA", "text",
                               *DecodeBase64Url("1dT9UZT7ZyKoapWqhz_cH0DK6YlA7A1XJTaXNciRy3-"
                                                "e0jL4373qISYL4V27MwhKo9ml9mvj-Sgm6QglLhTuAQ")));
}

TEST(JwtKey, RefusesKeysThatProtectNothing) {
  using F = JwtFamily;
  for (const auto& [family, key, reason] : {
           std::tuple(F::kHmac, "0123456789abcdef0123456789abcde", "less than 32 bytes"),
           std::tuple(F::kHmac, "", "less than 32 bytes"),
           std::tuple(F::kHmac, kRsaKey, "a public key is no secret"),
           std::tuple(F::kRsa, kSmallRsaKey, "less than 2048 bits"),
           std::tuple(F::kRsa, kEd25519Key, "no key of RSA"),
           std::tuple(F::kRsa, kEcKey, "no key of RSA"),
           std::tuple(F::kRsa, kSecret, "no public key"),
           std::tuple(F::kRsa, "", "no public key"),
           std::tuple(F::kEdDsa, kRsaKey, "no key of Ed25519"),
           std::tuple(F::kEdDsa, kPrivateKey, "private key"),
           std::tuple(F::kEdDsa, "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
                      "no public key"),
           std::tuple(F::kEdDsa, "-----BEGIN CERTIFICATE-----\nAAAA\n", "no public key"),
       }) {
    const auto result = JwtKey::Read(family, key);
    ASSERT_TRUE(std::holds_alternative<std::string>(result)) << key;
    EXPECT_TRUE(absl::StrContains(std::get<std::string>(result), reason))
        << std::get<std::string>(result);
  }
}

}  // namespace
}  // namespace irc

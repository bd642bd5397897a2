#include "net/auth/passwords/imported_verifier.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/auth/digests.h"
#include "net/auth/encodings.h"

namespace irc {
namespace {

constexpr char kHorse[] = "correct horse";
constexpr char kWord[] = "p\xc3\xa4$$ w\xc3\xb6rd";

struct Row {
  const char* password;
  const char* hash;
};

// Computed with hashlib and hmac of Python, and with mkpasswd, htpasswd, openssl passwd and argon2.
// Those for "password" are in the tests of the reference implementation of Argon2.
constexpr Row kAtheme[] = {
    {kHorse,
     "$argon2id$v=19$m=1024,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"
     "tCGweEmNNiMdfjqoFl9ZKRl/bO0NJTtJMmax1Il43Gc"},
    {"password",
     "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8"},
    {"password",  // the first version
     "$argon2i$m=256,t=2,p=1$c29tZXNhbHQ$/U3YPXYsSb3q9XxHvc0MLxur+GP960kN9j7emXX8zwY"},
    {"password",
     "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"},
    {kWord,
     "$argon2d$v=19$m=256,t=2,p=2$c2FsdHNhbHRzYWx0c2FsdA$"
     "DGPo8RNBwsGotzdJg6RtVNLikvmTuE+7WWeiMhv+WBU"},
    {kWord, "$argon2id$v=19$m=512,t=1,p=4$c2FsdHNhbHRzYWx0c2FsdA$4C5iYdbrVj29XXHe24J7hw"},
    {kHorse, "$2a$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2"},
    {kWord, "$2y$05$FSvHcZvdyFXPJBuAP1BstetACrwIBIu/Km0oC3a/YO52WVNRIwrwG"},
    {kHorse,
     "$z$26$10000$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=$RYtwiEklPUvuwk78cNecnqdNgJU2+"
     "nOni4YSzdtLYNCz8yQpGSOIrCAcpzFFKNa8K5Pv1ny+lk14nrHDjKkFDw=="},
    {kHorse,
     "$z$6$10000$saltsaltsaltsalt$AGs61lRh3fb6c4qTSxDVfWdmDeQlxN/"
     "WwYGQSl7MVVGpXev6okeE5BQKjvecIoyShRVHwHz9B/jaUXfl5ZXdAQ=="},
    {kHorse,
     "$z$65$10000$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=$4nrMiFUKPjZewLxCCuaPTDVD47oLh5AGA"
     "Kczrd5B+pQ=$cDchZVjLdljTd1WXauyh7L2vyIuxnbR+Rn8MEoxpyng="},
    {kWord, "$z$23$10000$AAECAwQFBgcICQoLDA0ODw==$JCs3FRgI2lP8HRg6T8eVjg=="},
    {kWord, "$z$24$10000$AAECAwQFBgcICQoLDA0ODw==$1qMW+n9+1zO0qKYxzYV+b+Vhk80="},
    {kWord, "$z$25$10000$AAECAwQFBgcICQoLDA0ODw==$adLIPMPdsCv0O9hVWeUleIVU9235/EGkduJUnHkztQQ="},
    {kWord,
     "$z$26$10000$AAECAwQFBgcICQoLDA0ODw==$+gRIsebq8bvTNaOW5Bv4qSKWR5gbhvRfA5SiJ87jA4tF+"
     "B8GYZRKgPhECIq9orHUDIosqLpiotu8RC79cuSRKw=="},
    {kWord, "$z$3$10000$textsalttextsalt$nihXY/SygQKrRRVSOh0m8w=="},
    {kWord, "$z$4$10000$textsalttextsalt$+ysCjX0d6Swlisnot1YlGcWix+A="},
    {kWord, "$z$5$10000$textsalttextsalt$kv7mdgz7lKI6q3UlJ97c0hw2JrHI5OAaGKtMl+T1J4g="},
    {kWord,
     "$z$44$10000$textsalttextsalt$wDvO793S4BBOnYIq3noc6XgZipM=$uQezZVSgFNM9a1YYpclN34oHAIM="},
    {kWord,
     "$z$45$10000$textsalttextsalt$o4Plq8utI4yYdHX+XdDvA5KkIBkSmg17pNHPNPEF2nY=$"
     "BeYuDtftL3kRxMk65t2oZAIqeKpnSjSFjbVPn+BBuD0="},
    {kWord,
     "$z$46$10000$textsalttextsalt$A8DsSmR9E+H1y18MKtwbviQggFKfGeLSgSeznMONETPVA9mSOIugqVQOVMD7c"
     "VLz2JtpHhL/Wyr+UCiawsZ4qw==$8dJPMnoa9LwUThStUc864BevsF5Uq4QaqPBtBvqnN03HmGJDqGYnHYyTrRhKz4F"
     "cg5lJSmBnAbA3T83RH2JvpA=="},
    {kWord,
     "$z$63$10000$AAECAwQFBgcICQoLDA0ODw==$nUt67KgnrJNOtRFVWW2zVw==$JF2JeZoJUWrYGVlYxy2kDQ=="},
    {kWord,
     "$z$64$10000$AAECAwQFBgcICQoLDA0ODw==$vTvxE+BMBVo/16QzTlLsM7l0XCE=$AD8/"
     "EHV0P8V7wDfx9VzeF2D7xY0="},
    {kWord,
     "$z$66$10000$AAECAwQFBgcICQoLDA0ODw==$VXdAYwumyjLuPyL7AHZxbWxtyZ1qgrQTaobXNlKFKKeQdQ/"
     "Q0HNi9E8jCDqvy3Q/VL12RQ3FaeTH++hzdMGHOw==$imGtOg4tRvJyrH4/"
     "el7lQH9F2SAScwpYQxthPtteKTLbLMt7/f9HqVJr6ugCuk9pl+27kodG2fhcvcFm8F9DDw=="},
    {kHorse,
     "saltsaltsaltsalt7c1264a3b84467e5edcbc5704f94d3414e55fb458e676f7cc98ae71a1181e045277c1e6a2ecab"
     "8"
     "ca0f866a5febe0cbe1fa4c6a3ca5c8c0725c738b464cbe0731"},
    {kWord,
     "0123456789abcdef3a74b4f3c4a4c59a7785cb581bdb09091039240442d29516c28a614514dabdbb39c71b65eb13d"
     "3"
     "615851a3935f87a3f80ec974445ba33aeb9aee2d6b1f82052b"},
    {kHorse,
     "$6$saltsaltsaltsalt$GkzgkzVbauGAKXpOTbypQEKy/9yJWVjcvXvDw7CxoJjnJ1.w.g1rV8bhCVTpHrRrO/"
     "h6b3DAwPN3y5qmHXZ1R1"},
    {kHorse, "$5$rounds=6000$saltsaltsaltsalt$NLir8yPZwTCaqfwQur18bfpRBxmSahq9p29NWEMGro5"},
    {kHorse, "$1$saltsalt$NuzA7WTAelpl95xgBGWN60"},
    {kHorse, "abhfCpXqd4GrI"},
    {kWord, "$1$saltsalt$QoC6eZT.E1vINLFfNifD70"},
    {kWord, "$5$saltsalt$dCPZtINaDhizkFKbfVgxSWCalotLw0D0ktJZ68H3mZ0"},
    {kWord,
     "$6$saltsalt$77v/nBSbC1LQwyoxJboG4K/aExp27leWeP5kiwkqXh4mW20GhKvBzzy3ch4IEG4mCneJGtM2C8BUZNbic"
     "NCI1/"},
    {kWord, "$7$BU..../....V1uCmcbgdmxlVkRaT.5jv/$lO8nLPvv/3v1HC83xSFp7QPgvz2.04.n0.c1q1zK98A"},
    {"secret", "abNANd1rDfiNc"},
    {kHorse,
     "$rawsha512$"
     "56b698defedb5a435b634afe3320bbaf3fdcd920b6c503a446fc7b7a776b298d479d1ba6a8b617808eb"
     "0bf579ce9a95d668347bcab7149085ac93cb27995197b"},
    {kWord, "$rawmd5$868d92a8f841a1ffab3d61217c885d57"},
    {kWord, "$rawsha1$3e6011d4431b11bb0a88ebb9ec31f64ccade00f5"},
    {kWord, "$rawsha256$624a8bc8911c7b2e325b33aea31388ce36e1c084e03e47fca196359b53b10e09"},
    {kWord, "$base64$cMOkJCQgd8O2cmQ="},
    {kHorse,
     "$anope$enc_sha256$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=$"
     "WbQvWYxttiNNP4WCz9CxpkZwSmm757rQQm2Km5eMoU4="},
    {kWord,
     "$anope$enc_sha256$yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4+Tl5uc=$/"
     "nk0+rkvELextIvDotVgzKSfna0wm0WTFwRdhwFs8Dc="},
};

constexpr Row kAnope[] = {
    {kHorse,
     "sha256:59b42f598c6db6234d3f8582cfd0b1a646704a69bbe7bad0426d8a9b978ca14e:"
     "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"},
    {kWord,
     "sha256:fe7934fab92f10b7b1b48bc3a2d560cca49f9dad309b459317045d87016cf037:"
     "c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7"},
    {kHorse,
     "hmac-sha256:e864df1a8a6cf2551c64c7a3484bfe6e157345fa1856b162659a6c7f2b6f090e:"
     "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"},
    {kHorse,
     "hmac-sha512:"
     "cefdbe7396e5dc72bb96be4999414834cf59cf0e6503ae001703a4930180543b7ac48ba57180ec8c9ca"
     "4dcbc551f84c942f9425779028ea6850612cc4c34dbac:"
     "000102030405060708090a0b0c0d0e0f101112131415161718"
     "191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f"},
    {kWord,
     "hmac-sha224:aa84dfe2117ed7b2eca724da0ab6624e0999207d65b614d7932f2ae7:"
     "6465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f80818283"},
    {kWord,
     "hmac-sha384:"
     "117f128752bbe0a0f66fc202e5e58b9c29c6bdfb692269854ccf3fcc4f3df5fc1ffb055c6ee9e380698"
     "820a1258a0935:6465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f80818283"},
    {kHorse, "raw-sha256:4104d36f8da2c254349f85836793ebe029e0c957063a34c91c2e9203187b5631"},
    {kWord, "raw-sha224:0314590248f83e57841cc8c08ec9342ad7e177f7f01e21b51a184101"},
    {kWord,
     "raw-sha384:"
     "3838f13da436840e88980ef9e0c874db1d31721f71612aec3db3377764db1debf5ab28457c4fca576cc8"
     "75d494010914"},
    {kWord,
     "raw-sha512:"
     "5390354d2436f7d4bd564d00e44f154ebdd8147dde692fede30ceeb0f76518f48f129b40417e6df74565"
     "dd9ff1308a5ebdd0da071e605bcc55a4b3236a0ffad1"},
    {kHorse, "sha1:2f9e53523b62abc141a2b4d6019d23cba835dbd0"},
    {kWord, "sha1:3E6011D4431B11BB0A88EBB9EC31F64CCADE00F5"},
    {kHorse, "md5:3cb4e732631f47e6eb961f34554b7cde"},
    {kHorse, "plain:Y29ycmVjdCBob3JzZQ=="},
    {kHorse, "bcrypt:$2a$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2"},
    {kHorse,
     "argon2id:$argon2id$v=19$m=1024,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"
     "tCGweEmNNiMdfjqoFl9ZKRl/bO0NJTtJMmax1Il43Gc"},
    {kWord,
     "argon2d:$argon2d$v=19$m=256,t=2,p=2$c2FsdHNhbHRzYWx0c2FsdA$"
     "DGPo8RNBwsGotzdJg6RtVNLikvmTuE+7WWeiMhv+WBU"},
    {"password",
     "argon2i:$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$"
     "iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8"},
    {kWord,
     "posix:$6$abcdefghijklmnop$gVj6g8eqyk6KN2BeE4deS5HKqkOYJJyTJo9jYpze3lMMo9nM9Vd92kwrW05qmsXLk99"
     "Qzmbwv1RbzltkMPwQi/"},
};

void ExpectOpens(const std::string& stored, const std::string& password) {
  SCOPED_TRACE(stored);
  EXPECT_FALSE(ImportedNeedsReset(stored));
  EXPECT_EQ(VerifyImported(stored, password), Verdict::kRight);
  EXPECT_EQ(VerifyImported(stored, absl::StrCat("\x01", password)), Verdict::kWrong);
  EXPECT_EQ(VerifyImported(stored, "Correct horse"), Verdict::kWrong);
  EXPECT_EQ(VerifyImported(stored, ""), Verdict::kWrong);
  EXPECT_EQ(VerifyImported(stored, password + '\0'), Verdict::kWrong);
  EXPECT_EQ(VerifyImported(stored, stored), Verdict::kWrong) << "a hash is no password";
}

TEST(ImportedVerifier, OfAtheme) {
  for (const Row& row : kAtheme) ExpectOpens(ImportedFromAtheme(row.hash, true), row.password);
}

TEST(ImportedVerifier, OfAnope) {
  for (const Row& row : kAnope) ExpectOpens(ImportedFromAnope(row.hash), row.password);
}

// Any of these texts is a hash too, when the account has the flag C.
TEST(ImportedVerifier, WithoutTheFlagTheWordIsThePassword) {
  for (const Row& row : kAtheme) {
    const std::string stored = ImportedFromAtheme(row.hash, false);
    EXPECT_EQ(VerifyImported(stored, row.hash), Verdict::kRight);
    EXPECT_EQ(VerifyImported(stored, row.password), Verdict::kWrong);
    EXPECT_FALSE(absl::StrContains(stored, row.hash)) << "not to be read by accident";
  }
}

TEST(ImportedVerifier, WhatCannotBeCheckedNeedsAReset) {
  for (const char* stored : {
           "reset:",
           "",
           "correct horse",  // without a scheme
           "$6$saltsalt$77v/nBSbC1LQwyoxJboG4K",
           "unknown:$6$saltsalt$x",
           "atheme:$ircservices$0123456789abcdef",
           "atheme:*",
           "atheme:secret",
           "atheme:",
           "atheme:$rawmd5$868d92a8f841a1ffab3d61217c885d5",
           "atheme:$rawmd5$868d92a8f841a1ffab3d61217c885dxx",
           "atheme:$rawsha1$868d92a8f841a1ffab3d61217c885d57",  // the size of another
           "atheme:$base64$?",
           "atheme:$anope$enc_sha256$AAEC$WbQv",
           "atheme:$z$27$10000$AAECAwQFBgcICQoLDA0ODw==$JCs3FRgI2lP8HRg6T8eVjg==",
           "atheme:$z$83$10000$AAECAwQFBgcICQoLDA0ODw==$JCs3FRgI2lP8HRg6T8eVjg==",
           "atheme:$z$23$0$AAECAwQFBgcICQoLDA0ODw==$JCs3FRgI2lP8HRg6T8eVjg==",
           "atheme:$z$23$5000001$AAECAwQFBgcICQoLDA0ODw==$JCs3FRgI2lP8HRg6T8eVjg==",
           "atheme:$z$23$10000$?$JCs3FRgI2lP8HRg6T8eVjg==",
           "atheme:$z$23$10000$AAECAwQFBgcICQoLDA0ODw==$JCs3",
           "atheme:$z$23$10000$AAECAwQFBgcICQoLDA0ODw==",
           "atheme:$z$63$10000$AAECAwQFBgcICQoLDA0ODw==$JCs3FRgI2lP8HRg6T8eVjg==",
           "atheme:$argon2id$v=19$m=2097152,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$tCGw",  // two gigabytes
           "atheme:$argon2id$v=19$m=1024,t=99999999,p=1$MDEyMzQ1Njc4OWFiY2RlZg$tCGw",
           "atheme:$argon2id$v=19$m=1024,t=1,p=1000$MDEyMzQ1Njc4OWFiY2RlZg$tCGw",
           "atheme:$2a$31$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2",  // days
           "atheme:$5$rounds=99999999$saltsalt$dCPZtINaDhizkFKbfVgxSWCalotLw0D0ktJZ68H3mZ0",
           "atheme:$7$zU..../....V1uCmcbgdmxlVkRaT.5jv/$lO8nLPvv/"
           "3v1HC83xSFp7QPgvz2.04.n0.c1q1zK98A",
           "anope:oldmd5:0123456789abcdef",
           "anope:secret",
           "anope:",
           "anope:$6$saltsalt$x",  // without a method
           "anope:sha256:59b4:0001",
           "anope:sha256:59b42f598c6db6234d3f8582cfd0b1a646704a69bbe7bad0426d8a9b978ca14e",
           "anope:hmac-sha256:e864df1a8a6cf2551c64c7a3484bfe6e157345fa1856b162659a6c7f2b6f090e",
           "anope:hmac-sha512:e864df1a8a6cf2551c64c7a3484bfe6e157345fa1856b162659a6c7f2b6f090e:00",
           "anope:bcrypt:",
           "anope:posix:*",
           "anope:plain:?",
           "ergo:",
           "ergo:secret",
           "ergo:$2a$05$abcdefghijklmnopqrstuu",
           "plain:?",
       }) {
    EXPECT_TRUE(ImportedNeedsReset(stored)) << stored;
    EXPECT_EQ(VerifyImported(stored, kHorse), Verdict::kNeedsReset) << stored;
    EXPECT_EQ(VerifyImported(stored, stored), Verdict::kNeedsReset) << stored;
  }
}

TEST(ImportedVerifier, WhatHoldsThePasswordInClear) {
  for (const char* stored : {"plain:Y29ycmVjdCBob3JzZQ==", "anope:plain:Y29ycmVjdCBob3JzZQ==",
                             "atheme:$base64$Y29ycmVjdCBob3JzZQ=="}) {
    EXPECT_EQ(ImportedClearText(stored), kHorse) << stored;
    EXPECT_EQ(VerifyImported(stored, kHorse), Verdict::kRight) << stored;
  }
  EXPECT_EQ(ImportedClearText("plain:?"), std::nullopt);
  EXPECT_EQ(ImportedClearText("reset:"), std::nullopt);
  for (const Row& row : kAtheme) {
    const std::string stored = ImportedFromAtheme(row.hash, true);
    EXPECT_EQ(ImportedClearText(stored).has_value(), absl::StartsWith(row.hash, "$base64$"));
    EXPECT_EQ(ImportedClearText(ImportedFromAtheme(row.hash, false)), row.hash);
  }
}

// hashlib: pbkdf2_hmac of "fine". Some clients send the ligature.
TEST(ImportedVerifier, ThePasswordBehindScramKeysIsPrepared) {
  const std::string stored = ImportedFromAtheme(
      "$z$65$10000$AAECAwQFBgcICQoLDA0ODw==$9x7ENr2qD2Uw4JZwA7UKQs56cWDeFqs/uujXk/W/"
      "YnM=$hyHvwvMiVD1DaP3phkwIIyVzM5GV42PO8yQ6brlPf+s=",
      true);
  EXPECT_EQ(VerifyImported(stored, "\ufb01ne"), Verdict::kRight);
  EXPECT_EQ(VerifyImported(stored, "fine"), Verdict::kRight);
  EXPECT_EQ(VerifyImported(stored, "\ufb01nd"), Verdict::kWrong);
}

ErgoCredentials Ergo(absl::string_view base64) {
  return {.version = 1, .passphrase_hash = *DecodeBase64(base64)};
}

TEST(ImportedVerifier, OfErgo) {
  ExpectOpens(ImportedFromErgo(Ergo("JDJhJDA1JGFiY2RlZmdoaWprbG1ub3BxcnN0dXVGdzhNOS9iRlZkUXZTeExadm"
                                    "NnVC45dmdCdjA3MnVx")),
              kHorse);
  ExpectOpens("ergo:$2a$04$abcdefghijklmnopqrstuu3MvFuizDdk81Xl2rZC6LpyfxEUBfi1a", kWord);
}

// The digest of the password has a NUL at its 24th byte.
TEST(ImportedVerifier, ANulInADigestOfErgoEndsNothing) {
  ExpectOpens(ImportedFromErgo(Ergo("JDJhJDA1JGFiY2RlZmdoaWprbG1ub3BxcnN0dXVTMVBJbjJnb3draFJGUnJUbS"
                                    "4vcVpwN0hraDFEZnJp")),
              "correct horse 8");
  EXPECT_EQ(VerifyImported("ergo:$2a$05$abcdefghijklmnopqrstuucB0dqjfw/44SQYWyBeoLq/GnVjx9clm",
                           "correct horse 8"),
            Verdict::kWrong)
      << "the bytes before the NUL alone";
}

// The digests of these two passwords are 3bfe0082… and 3bfe00cc…. The hashes were computed with a
// direct translation of bcrypt's paper into Python.
TEST(ImportedVerifier, TwoDigestsWithTheSameBytesBeforeTheNul) {
  const std::string one = "correct horse 27890", other = "correct horse 46186";
  ASSERT_EQ(Digest(Hash::kSha3_512, one).substr(0, 3), std::string("\x3b\xfe\0", 3));
  ASSERT_EQ(Digest(Hash::kSha3_512, other).substr(0, 3), std::string("\x3b\xfe\0", 3));
  const std::string stored = "ergo:$2a$04$abcdefghijklmnopqrstuumkeQUW0UzWfdugWNWYwFixTrJtFc7Tm";
  EXPECT_EQ(VerifyImported(stored, one), Verdict::kRight);
  EXPECT_EQ(VerifyImported(stored, other), Verdict::kWrong);
  const std::string cut = "ergo:$2a$04$abcdefghijklmnopqrstuuBk18lGFzDs4e7z9VtRWHP24KTxWgrX2";
  EXPECT_EQ(VerifyImported(cut, one), Verdict::kWrong);
  EXPECT_EQ(VerifyImported(cut, other), Verdict::kWrong);
}

TEST(ImportedVerifier, OtherVersionsOfErgo) {
  ErgoCredentials credentials = {.version = -1, .passphrase_hash = "$1$saltsalt$QoC6"};
  EXPECT_EQ(ImportedFromErgo(credentials), "atheme:$1$saltsalt$QoC6");
  credentials = {.version = -2, .passphrase_hash = "md5:3cb4"};
  EXPECT_EQ(ImportedFromErgo(credentials), "anope:md5:3cb4");
  credentials = Ergo(
      "JDJhJDA1JGFiY2RlZmdoaWprbG1ub3BxcnN0dXVGdzhNOS9iRlZkUXZTeExadmNnVC45dmdCdjA3M"
      "nVx");
  credentials.version = 0;
  EXPECT_EQ(ImportedFromErgo(credentials), "reset:");
  credentials.version = 2;
  EXPECT_EQ(ImportedFromErgo(credentials), "reset:");
  EXPECT_EQ(ImportedFromErgo({.version = 1}), "") << "only certificates";
  EXPECT_EQ(ImportedFromErgo({.version = 1, .passphrase_hash = "secret"}), "reset:");
}

TEST(ImportedScramKeys, OfErgo) {
  ErgoCredentials credentials =
      Ergo("JDJhJDA1JGFiY2RlZmdoaWprbG1ub3BxcnN0dXVGdzhNOS9iRlZkUXZTeExadmNnVC45dmdCdjA3MnVx");
  const ScramKeys keys = {
      .iterations = 4096,
      .salt = "0123456789abcdef",
      .stored_key = *DecodeBase64("tSgetjYW5SQlNzIxJAKMryuDGH8Snw5oWcj1eOW0ZyI="),
      .server_key = *DecodeBase64("bbZ1dJMgYYaKKR1fU1oGHkWJzi9OQY4yU8Fuksa1t70=")};
  credentials.iters = keys.iterations;
  credentials.salt = keys.salt;
  credentials.stored_key = keys.stored_key;
  credentials.server_key = keys.server_key;
  const std::string stored = ImportedFromErgo(credentials);
  EXPECT_EQ(
      stored,
      "ergo:$2a$05$abcdefghijklmnopqrstuuFw8M9/bFVdQvSxLZvcgT.9vgBv072uq "
      "SCRAM-SHA-256$4096:MDEyMzQ1Njc4OWFiY2RlZg==$tSgetjYW5SQlNzIxJAKMryuDGH8Snw5oWcj1eOW0ZyI=:"
      "bbZ1dJMgYYaKKR1fU1oGHkWJzi9OQY4yU8Fuksa1t70=");
  EXPECT_EQ(ImportedScramKeys(stored), keys);
  EXPECT_EQ(MakeScramKeys(kHorse, keys.salt, 4096), keys);
  ExpectOpens(stored, kHorse);

  credentials.stored_key.pop_back();
  const std::string without = ImportedFromErgo(credentials);
  EXPECT_EQ(ImportedScramKeys(without), std::nullopt);
  ExpectOpens(without, kHorse);
}

TEST(ImportedScramKeys, OfAtheme) {
  int count = 0;
  for (const Row& row : kAtheme) {
    const auto keys = ImportedScramKeys(ImportedFromAtheme(row.hash, true));
    EXPECT_EQ(keys.has_value(),
              absl::StartsWith(row.hash, "$z$45$") || absl::StartsWith(row.hash, "$z$65$"))
        << row.hash;
    EXPECT_EQ(ImportedScramKeys(ImportedFromAtheme(row.hash, false)), std::nullopt);
    if (!keys) continue;
    EXPECT_EQ(*keys, MakeScramKeys(row.password, keys->salt, 10000));
    ++count;
  }
  EXPECT_EQ(count, 2);
  EXPECT_EQ(ImportedScramKeys("anope:plain:Y29ycmVjdCBob3JzZQ=="), std::nullopt);
}

}  // namespace
}  // namespace irc

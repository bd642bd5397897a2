#include "net/auth/passwords/scram.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/auth/encodings.h"

namespace irc {
namespace {

using Answer = std::variant<std::string, ScramError>;

// RFC 7677 section 3.
constexpr char kFirst[] = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
constexpr char kServerNonce[] = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
constexpr char kServerFirst[] =
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
constexpr char kFinal[] =
    "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
    "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";

ScramKeys KeysOfRfc() {
  return *MakeScramKeys("pencil", *DecodeBase64("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);
}

// The answer to client-final of an exchange that begins as in the RFC.
Answer Finish(absl::string_view final, ScramKeys keys = KeysOfRfc()) {
  ScramExchange exchange({});
  EXPECT_EQ(exchange.ReadClientFirst(kFirst), Answer("user"));
  EXPECT_EQ(exchange.ServerFirst(std::move(keys), kServerNonce), kServerFirst);
  return exchange.ReadClientFinal(final);
}

// The answer to client-first.
Answer Begin(absl::string_view first, const ScramChannel& channel = {}) {
  return ScramExchange(channel).ReadClientFirst(first);
}

TEST(Scram, TheExampleOfTheRfc) {
  EXPECT_EQ(Finish(kFinal), Answer("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
}

TEST(Scram, AWrongPasswordAndAnUnknownAccountFailAlike) {
  ScramKeys wrong = *MakeScramKeys("Pencil", KeysOfRfc().salt, 4096);
  EXPECT_EQ(Finish(kFinal, wrong), Answer(ScramError::kInvalidProof));
  ScramKeys fake = FakeScramKeys("user", "secret", 4096);
  fake.salt = KeysOfRfc().salt;
  EXPECT_EQ(Finish(kFinal, fake), Answer(ScramError::kInvalidProof));
  ScramKeys opened = KeysOfRfc();
  opened.is_fake = true;
  EXPECT_EQ(Finish(kFinal, opened), Answer(ScramError::kInvalidProof)) << "whatever the proof is";
}

TEST(Scram, EachExchangeHasOneTry) {
  ScramExchange exchange({});
  exchange.ReadClientFirst(kFirst);
  exchange.ServerFirst(KeysOfRfc(), kServerNonce);
  EXPECT_EQ(exchange.ReadClientFinal("c=biws"), Answer(ScramError::kInvalidEncoding));
  EXPECT_EQ(exchange.ReadClientFinal(kFinal), Answer(ScramError::kOtherError));

  ScramExchange other({});
  other.ReadClientFirst("");
  EXPECT_EQ(other.ReadClientFirst(kFirst), Answer(ScramError::kOtherError));
}

TEST(Scram, TheMessagesHaveAnOrder) {
  ScramExchange exchange({});
  EXPECT_EQ(exchange.ReadClientFinal(kFinal), Answer(ScramError::kOtherError));
  ScramExchange other({});
  other.ReadClientFirst(kFirst);
  EXPECT_EQ(other.ReadClientFirst(kFirst), Answer(ScramError::kOtherError));
  EXPECT_DEATH(other.ServerFirst(KeysOfRfc(), kServerNonce), "client-first");
}

TEST(Scram, NamesAreUnescaped) {
  EXPECT_EQ(Begin("n,,n=a=2Cb=3Dc,r=x"), Answer("a,b=c"));
  EXPECT_EQ(Begin("n,,n=J\u00f6rg,r=x"), Answer("J\u00f6rg"));
  for (const char* name : {"=", "=2c", "=3d", "a=", "a=2", "=41", "\xff", ""}) {
    EXPECT_EQ(Begin(absl::StrCat("n,,n=", name, ",r=x")),
              Answer(ScramError::kInvalidUsernameEncoding))
        << name;
  }
  EXPECT_EQ(Begin(absl::string_view("n,,n=a\0b,r=x", 12)),
            Answer(ScramError::kInvalidUsernameEncoding));
}

TEST(Scram, NobodyActsAsAnother) {
  EXPECT_EQ(Begin("n,a=alice,n=alice,r=x"), Answer("alice"));
  EXPECT_EQ(Begin("n,a=a=2Cb,n=a=2Cb,r=x"), Answer("a,b"));
  EXPECT_EQ(Begin("n,a=bob,n=alice,r=x"), Answer(ScramError::kOtherError));
  EXPECT_EQ(Begin("n,a=Alice,n=alice,r=x"), Answer(ScramError::kOtherError));
  EXPECT_EQ(Begin("n,a=,n=alice,r=x"), Answer(ScramError::kInvalidUsernameEncoding));
  EXPECT_EQ(Begin("n,a=al=2cice,n=alice,r=x"), Answer(ScramError::kInvalidUsernameEncoding));
  EXPECT_EQ(Begin("n,alice,n=alice,r=x"), Answer(ScramError::kInvalidEncoding));
  const auto same_size = [](absl::string_view a, absl::string_view b) {
    return a.size() == b.size();
  };
  EXPECT_EQ(ScramExchange({}, same_size).ReadClientFirst("n,a=Alice,n=alice,r=x"), Answer("alice"));
}

TEST(Scram, ClientFirstHasOneForm) {
  for (const char* first : {
           "",
           ",",
           ",,",
           "n",
           "n,",
           "n,,",
           "n,,n=a",
           "n,,r=x",
           "n,,n=a,",
           "n,,n=a,r=",
           "n,,r=x,n=a",
           "n,,a,r=x",
           "n,n=a,r=x",
           "x,,n=a,r=x",
           "N,,n=a,r=x",
           "nn,,n=a,r=x",
           ",,n=a,r=x",
           "n,,n=a,r=x\x7f",
           "n,,n=a,r=\u00e9",
           "n,,n=a,r=x y",
           "n,,n=a,r=x,",
           "n,,n=a,r=x,e",
           "n,,n=a,r=x,e=",
           "n,,n=a,r=x,1=e",
           "n,,n=a,n=b,r=x",
           "n,,N=a,r=x",
           "n,,n=a,R=x",
           " n,,n=a,r=x",
       }) {
    EXPECT_EQ(Begin(first), Answer(ScramError::kInvalidEncoding)) << first;
  }
}

TEST(Scram, OnlyMandatoryExtensionsAreRefused) {
  EXPECT_EQ(Begin("n,,n=a,r=x,t=extra,z=more"), Answer("a"));
  EXPECT_EQ(Begin("n,,m=must,n=a,r=x"), Answer(ScramError::kExtensionsNotSupported));
  EXPECT_EQ(Begin("n,,n=a,r=x,m=must"), Answer(ScramError::kExtensionsNotSupported));
  EXPECT_EQ(Finish("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,m=must,"
                   "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="),
            Answer(ScramError::kExtensionsNotSupported));
}

TEST(Scram, ClientFinalHasOneForm) {
  const std::string nonce = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  const std::string proof = "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
  for (const std::string& final : {
           std::string(),
           std::string(","),
           std::string("p="),
           absl::StrCat("c=biws,", nonce),
           absl::StrCat("c=biws,", proof),
           absl::StrCat(nonce, ",", proof),
           absl::StrCat(nonce, ",c=biws,", proof),
           absl::StrCat("c=?,", nonce, ",", proof),
           absl::StrCat("c=biws=,", nonce, ",", proof),
           absl::StrCat("c=biws,", nonce, ",", proof, ","),
           absl::StrCat("c=biws,", nonce, ",", proof, ",x=y"),
           absl::StrCat("c=biws,", nonce, ",p="),
           absl::StrCat("c=biws,", nonce, ",p=AAAA"),
           absl::StrCat("c=biws,", nonce, ",p=?"),
           absl::StrCat("c=biws,", nonce, ",p=", proof),
           absl::StrCat("c=biws,", nonce, ",P=", proof.substr(2)),
           absl::StrCat("c=biws,", nonce, ",,", proof),
           absl::StrCat("c=biws,", nonce, ",x,", proof),
       }) {
    EXPECT_EQ(Finish(final), Answer(ScramError::kInvalidEncoding)) << final;
  }
  EXPECT_EQ(Finish(absl::StrCat("c=biws,", nonce, "x,", proof)), Answer(ScramError::kOtherError));
  EXPECT_EQ(Finish(absl::StrCat("c=biws,r=rOprNGfwEbeRWgbNEkqO,", proof)),
            Answer(ScramError::kOtherError))
      << "without the server's part";
  EXPECT_EQ(Finish(absl::StrCat("c=biws,", nonce, ",x=y,", proof)),
            Answer(ScramError::kInvalidProof))
      << "the proof is of another message";
}

// "biws" is "n,,"; "eSws" is "y,,".
TEST(Scram, TheFlagIsProved) {
  EXPECT_EQ(Finish("c=eSws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                   "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="),
            Answer(ScramError::kChannelBindingsDontMatch));
}

constexpr ScramError kNoBinding = ScramError::kChannelBindingNotSupported;

TEST(Scram, TheFlagFitsTheMechanism) {
  const ScramChannel plain = {};
  const ScramChannel tls = {
      .offers_plus = true, .tls_exporter = "ex", .tls_server_end_point = "ep"};
  ScramChannel plus = tls;
  plus.is_plus = true;
  ScramChannel exporter_only = plus;
  exporter_only.tls_server_end_point = "";

  EXPECT_EQ(Begin("n,,n=a,r=x", plain), Answer("a"));
  EXPECT_EQ(Begin("y,,n=a,r=x", plain), Answer("a"));
  EXPECT_EQ(Begin("p=tls-exporter,,n=a,r=x", plain), Answer(kNoBinding));

  EXPECT_EQ(Begin("n,,n=a,r=x", tls), Answer("a"));
  EXPECT_EQ(Begin("y,,n=a,r=x", tls), Answer(ScramError::kServerDoesSupportChannelBinding));
  EXPECT_EQ(Begin("p=tls-exporter,,n=a,r=x", tls), Answer(kNoBinding));

  EXPECT_EQ(Begin("n,,n=a,r=x", plus), Answer(ScramError::kChannelBindingsDontMatch));
  EXPECT_EQ(Begin("y,,n=a,r=x", plus), Answer(ScramError::kServerDoesSupportChannelBinding));
  EXPECT_EQ(Begin("p=tls-exporter,,n=a,r=x", plus), Answer("a"));
  EXPECT_EQ(Begin("p=tls-server-end-point,,n=a,r=x", plus), Answer("a"));
  for (const char* type : {"tls-unique", "", "TLS-EXPORTER", "tls-exporter "}) {
    EXPECT_EQ(Begin(absl::StrCat("p=", type, ",,n=a,r=x"), plus),
              Answer(ScramError::kUnsupportedChannelBindingType))
        << type;
  }
  EXPECT_EQ(Begin("p=tls-server-end-point,,n=a,r=x", exporter_only),
            Answer(ScramError::kUnsupportedChannelBindingType));
  EXPECT_EQ(Begin("p,,n=a,r=x", plus), Answer(ScramError::kInvalidEncoding));
}

TEST(ScramErrorMessage, HasTheWordsOfTheRfc) {
  EXPECT_EQ(ScramErrorMessage(ScramError::kInvalidEncoding), "e=invalid-encoding");
  EXPECT_EQ(ScramErrorMessage(ScramError::kInvalidProof), "e=invalid-proof");
  EXPECT_EQ(ScramErrorMessage(ScramError::kOtherError), "e=other-error");
}

TEST(FakeScramKeys, AreThoseOfTheNameForEver) {
  const ScramKeys keys = FakeScramKeys("alice", "secret", 4096);
  EXPECT_EQ(keys, FakeScramKeys("alice", "secret", 4096));
  EXPECT_TRUE(keys.is_fake);
  EXPECT_TRUE(AreUsable(keys));
  EXPECT_EQ(keys.salt.size(), 16u) << "as in a verifier";
  EXPECT_NE(keys.salt, FakeScramKeys("bob", "secret", 4096).salt);
  EXPECT_NE(keys.salt, FakeScramKeys("alice", "other", 4096).salt);
  EXPECT_NE(keys.stored_key, keys.server_key);
}

TEST(ScramKeysText, ComesBack) {
  const ScramKeys keys = KeysOfRfc();
  // hashlib and hmac of Python
  EXPECT_EQ(
      ScramKeysText(keys),
      "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:"
      "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=");
  EXPECT_EQ(ParseScramKeys(ScramKeysText(keys)), keys);
}

TEST(ParseScramKeys, RefusesWhatNoExchangeCanUse) {
  const std::string key(43, 'A');
  const auto text = [&](absl::string_view iterations, absl::string_view salt,
                        absl::string_view stored) {
    return absl::StrCat("SCRAM-SHA-256$", iterations, ":", salt, "$", stored, ":", key, "=");
  };
  EXPECT_TRUE(ParseScramKeys(text("4096", "AAAA", key + "=")));
  for (const std::string& other :
       {std::string(), std::string("SCRAM-SHA-256$none"), text("4095", "AAAA", key + "="),
        text("04096", "AAAA", key + "="), text("5000001", "AAAA", key + "="),
        text("4096", "", key + "="), text("4096", "AAA", key + "="), text("4096", "AAAA", key),
        text("4096", "AAAA", "AAAA"), text("4096", "AAAA", key + "=") + ":",
        "SCRAM-SHA-1" + text("4096", "AAAA", key + "=").substr(13),
        "SCRAM-SHA-256$4096:AAAA:" + key + "=$" + key + "="}) {
    EXPECT_EQ(ParseScramKeys(other), std::nullopt) << other;
  }
}

}  // namespace
}  // namespace irc

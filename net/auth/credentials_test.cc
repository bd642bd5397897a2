#include "net/auth/credentials.h"

#include "gtest/gtest.h"

namespace irc {
namespace {

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

TEST(IsUsableHash, KnowsTheMethodsOfTheSystem) {
  EXPECT_TRUE(IsUsableHash(kSha512Hash));
  EXPECT_FALSE(IsUsableHash("$nosuchmethod$salt$hash"));
  EXPECT_FALSE(IsUsableHash("$"));
}

}  // namespace
}  // namespace irc

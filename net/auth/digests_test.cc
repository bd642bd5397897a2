#include "net/auth/digests.h"

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"
#include "net/auth/encodings.h"

namespace irc {
namespace {

std::string Hex(absl::string_view bytes) { return absl::BytesToHexString(bytes); }

// FIPS 180-4, FIPS 202, RFC 1321: the digests of "abc".
TEST(Digest, OfAbc) {
  EXPECT_EQ(Hex(Digest(Hash::kMd5, "abc")), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(Hex(Digest(Hash::kSha1, "abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(Hex(Digest(Hash::kSha224, "abc")),
            "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
  EXPECT_EQ(Hex(Digest(Hash::kSha256, "abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Hex(Digest(Hash::kSha384, "abc")),
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163"
            "1a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
  EXPECT_EQ(Hex(Digest(Hash::kSha512, "abc")),
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  EXPECT_EQ(Hex(Digest(Hash::kSha3_512, "abc")),
            "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e"
            "10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0");
}

TEST(Digest, HasItsSize) {
  for (const Hash hash : {Hash::kMd5, Hash::kSha1, Hash::kSha224, Hash::kSha256, Hash::kSha384,
                          Hash::kSha512, Hash::kSha3_512}) {
    EXPECT_EQ(Digest(hash, "").size(), DigestSize(hash));
  }
}

// RFC 4231 section 4.3.
TEST(Hmac, OfRfc4231) {
  EXPECT_EQ(Hex(Hmac(Hash::kSha256, "Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

// Computed with: python3 -c "import hmac; print(hmac.new(b'', b'', 'sha256').hexdigest())"
TEST(Hmac, TakesAnEmptyKey) {
  EXPECT_EQ(Hex(Hmac(Hash::kSha256, absl::string_view(), absl::string_view())),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

// RFC 6070 section 2, and RFC 7914 section 11, whose 64 bytes begin with these.
TEST(Pbkdf2, OfTheRfcs) {
  EXPECT_EQ(Hex(Pbkdf2(Hash::kSha1, "password", "salt", 4096)),
            "4b007901b765489abead49d926f721d065a429c1");
  EXPECT_EQ(Hex(Pbkdf2(Hash::kSha1, absl::string_view("pass\0word", 9),
                       absl::string_view("sa\0lt", 5), 4096))
                .substr(0, 32),
            "56fa6aa75548099dcc37d7f03425e0c3");
  EXPECT_EQ(Hex(Pbkdf2(Hash::kSha256, "passwd", "salt", 1)),
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
}

// The constants of FIPS 180-4 section 5.3.3.
TEST(Sha256From, TheUsualStateIsSha256) {
  const std::string state =
      *DecodeHex("6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19");
  for (const size_t size : {0, 3, 55, 56, 64, 200}) {
    const std::string text(size, 'x');
    EXPECT_EQ(Sha256From(state, text), Digest(Hash::kSha256, text)) << size;
  }
  EXPECT_EQ(Sha256From(state.substr(1), "x"), std::nullopt);
  EXPECT_EQ(Sha256From("", "x"), std::nullopt);
}

TEST(SameBytes, ComparesAll) {
  EXPECT_TRUE(SameBytes("", absl::string_view()));
  EXPECT_TRUE(SameBytes(absl::string_view("a\0b", 3), absl::string_view("a\0b", 3)));
  EXPECT_FALSE(SameBytes(absl::string_view("a\0b", 3), absl::string_view("a\0c", 3)));
  EXPECT_FALSE(SameBytes("a", "ab"));
  EXPECT_FALSE(SameBytes("ab", "a"));
}

TEST(RandomBytes, AreOthersEachTime) {
  EXPECT_EQ(RandomBytes(16).size(), 16u);
  EXPECT_NE(RandomBytes(16), RandomBytes(16));
  EXPECT_EQ(RandomBytes(0), "");
}

}  // namespace
}  // namespace irc

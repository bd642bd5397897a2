#include "net/auth/passwords/packed_verifier.h"

#include <gtest/gtest.h>

#include "net/auth/passwords/verifier.h"

namespace irc {
namespace {

TEST(PackedVerifier, OfOurOwnIsTheSameAgain) {
  const std::string verifier = *MakeVerifier("sesame");
  const auto packed = PackVerifier(verifier);
  ASSERT_TRUE(packed.has_value());
  EXPECT_EQ(UnpackVerifier(*packed), verifier);
}

TEST(PackedVerifier, IsForOneFormAlone) {
  const std::string verifier = *MakeVerifier("sesame");
  std::string other = verifier;
  other[other.find("t=2") + 2] = '3';
  EXPECT_FALSE(PackVerifier(other).has_value()) << "another cost";
  other = verifier;
  other[other.find("4096")] = '5';
  EXPECT_FALSE(PackVerifier(other).has_value()) << "other iterations";
  for (const std::string& text :
       {std::string(), std::string("$2y$10$abc"), DummyVerifier(),
        verifier.substr(0, verifier.find(' ')), verifier + "=", verifier + " ", " " + verifier,
        verifier.substr(0, verifier.size() - 4)}) {
    EXPECT_FALSE(PackVerifier(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace irc

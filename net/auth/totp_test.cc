#include "net/auth/totp.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"

namespace irc {
namespace {

constexpr char kSecret[] = "12345678901234567890";  // of RFC 6238 appendix B

absl::Time At(int64_t seconds) { return absl::FromUnixSeconds(seconds); }

// RFC 6238 appendix B, the last six of eight digits.
TEST(Totp, TheCodesOfTheRfc) {
  for (const auto& [time, code] :
       {std::pair(59LL, "287082"), std::pair(1111111109LL, "081804"),
        std::pair(1111111111LL, "050471"), std::pair(1234567890LL, "005924"),
        std::pair(2000000000LL, "279037"), std::pair(20000000000LL, "353130")}) {
    EXPECT_EQ(TotpCode(kSecret, TotpStepAt(At(time))), code) << time;
  }
}

// RFC 4226 appendix D.
TEST(Totp, StepsAreThoseOfHotp) {
  EXPECT_EQ(TotpCode(kSecret, 0), "755224");
  EXPECT_EQ(TotpCode(kSecret, 9), "520489");
  EXPECT_EQ(TotpStepAt(At(0)), 0u);
  EXPECT_EQ(TotpStepAt(At(29)), 0u);
  EXPECT_EQ(TotpStepAt(At(30)), 1u);
}

// The code of step 37037036 is that of 1111111080 to 1111111109.
TEST(AcceptTotp, ClocksMayDifferByAStep) {
  constexpr uint64_t kStep = 37037036;
  for (const int64_t time : {1111111050, 1111111080, 1111111109, 1111111139}) {
    EXPECT_EQ(AcceptTotp(kSecret, "081804", At(time), 0), kStep) << time;
  }
  for (const int64_t time : {1111111049, 1111111140}) {
    EXPECT_EQ(AcceptTotp(kSecret, "081804", At(time), 0), std::nullopt) << time;
  }
}

TEST(AcceptTotp, ACodeIsUsedOnce) {
  constexpr uint64_t kStep = 37037036;
  const absl::Time now = At(1111111109);
  EXPECT_EQ(AcceptTotp(kSecret, "081804", now, kStep - 1), kStep);
  EXPECT_EQ(AcceptTotp(kSecret, "081804", now, kStep), std::nullopt);
  EXPECT_EQ(AcceptTotp(kSecret, "081804", now, kStep + 1), std::nullopt) << "nor after a later one";
  EXPECT_EQ(AcceptTotp(kSecret, TotpCode(kSecret, kStep + 1), now, kStep), kStep + 1);
}

TEST(AcceptTotp, OtherTextsAreNoCodes) {
  for (const char* code : {"081805", "81804", "0818040", "", "081 804", "081804 ", "08180a"}) {
    EXPECT_EQ(AcceptTotp(kSecret, code, At(1111111109), 0), std::nullopt) << code;
  }
  EXPECT_EQ(AcceptTotp("other", "081804", At(1111111109), 0), std::nullopt);
  EXPECT_EQ(AcceptTotp(kSecret, "287082", At(0), 0), 1u) << "no step lies before the first";
}

TEST(OtpauthUri, AnAppReadsIt) {
  EXPECT_EQ(OtpauthUri("Example Net", "alice", kSecret),
            "otpauth://totp/Example%20Net:alice?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=Example%20Net&algorithm=SHA1&digits=6&period=30");
  EXPECT_EQ(OtpauthUri("a&b", "J\u00f6[rg]:x?", "f"),
            "otpauth://totp/a%26b:J%C3%B6%5Brg%5D%3Ax%3F?secret=MY"
            "&issuer=a%26b&algorithm=SHA1&digits=6&period=30");
}

}  // namespace
}  // namespace irc

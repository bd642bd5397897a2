#include "net/auth/encodings.h"

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

TEST(Base64, OneTextForEachSequenceOfBytes) {
  EXPECT_EQ(DecodeBase64("YQ=="), "a");
  EXPECT_EQ(DecodeBase64("YWI="), "ab");
  EXPECT_EQ(DecodeBase64(""), "");
  EXPECT_EQ(DecodeBase64("YR=="), std::nullopt) << "bits that stand for nothing";
  for (const char* other :
       {"YQ", "YQ=", "YQ== ", " YQ==", "Y Q==", "YQ==\n", "YQ==YQ==", "=", "-_=="}) {
    EXPECT_EQ(DecodeBase64(other), std::nullopt) << other;
  }
}

TEST(Base64Url, HasNoPadding) {
  EXPECT_EQ(DecodeBase64Url("-_8"), "\xfb\xff");
  EXPECT_EQ(EncodeBase64Url("\xfb\xff"), "-_8");
  for (const char* other : {"-_8=", "+/8", "-_9", "- _8", "Y"}) {
    EXPECT_EQ(DecodeBase64Url(other), std::nullopt) << other;
  }
}

TEST(Hex, TakesBothCases) {
  EXPECT_EQ(DecodeHex("00fFAb"), std::string("\0\xff\xab", 3));
  EXPECT_EQ(DecodeHex(""), "");
  for (const char* other : {"0", "0g", "0x00", " 00", "00 "}) {
    EXPECT_EQ(DecodeHex(other), std::nullopt) << other;
  }
}

// RFC 4648 section 10, without the padding.
TEST(Base32, OfTheRfc) {
  EXPECT_EQ(EncodeBase32(""), "");
  EXPECT_EQ(EncodeBase32("f"), "MY");
  EXPECT_EQ(EncodeBase32("fo"), "MZXQ");
  EXPECT_EQ(EncodeBase32("foo"), "MZXW6");
  EXPECT_EQ(EncodeBase32("foob"), "MZXW6YQ");
  EXPECT_EQ(EncodeBase32("fooba"), "MZXW6YTB");
  EXPECT_EQ(EncodeBase32("foobar"), "MZXW6YTBOI");
  EXPECT_EQ(EncodeBase32("\xff\xff\xff\xff\xff\xff"), "7777777774");
}

RC_GTEST_PROP(Encodings, ComeBack, (const std::string& bytes)) {
  RC_ASSERT(DecodeBase64(EncodeBase64(bytes)) == bytes);
  RC_ASSERT(DecodeBase64Url(EncodeBase64Url(bytes)) == bytes);
  RC_ASSERT(DecodeHex(absl::BytesToHexString(bytes)) == bytes);
}

RC_GTEST_PROP(Encodings, WhatDecodesIsWhatIsWritten, ()) {
  const auto text =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ABab01+/-_= \n")));
  if (const auto bytes = DecodeBase64(text)) RC_ASSERT(EncodeBase64(*bytes) == text);
  if (const auto bytes = DecodeBase64Url(text)) RC_ASSERT(EncodeBase64Url(*bytes) == text);
}

}  // namespace
}  // namespace irc

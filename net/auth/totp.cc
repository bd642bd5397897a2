#include "net/auth/totp.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/check.h"
#include "net/auth/digests.h"
#include "net/auth/encodings.h"

namespace irc {
namespace {

constexpr int64_t kPeriod = 30;

// RFC 3986 section 2.1.
std::string PercentEncoded(absl::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool is_plain = absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' ||
                          c == '.' || c == '_' || c == '~';
    if (is_plain) {
      result += c;
    } else {
      absl::StrAppendFormat(&result, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return result;
}

}  // namespace

uint64_t TotpStepAt(absl::Time time) {
  const int64_t seconds = absl::ToUnixSeconds(time);
  IRC_CHECK(seconds >= 0, "no clock is set before 1970");
  return static_cast<uint64_t>(seconds / kPeriod);
}

std::string TotpCode(absl::string_view secret, uint64_t step) {
  std::string text(8, '\0');
  for (size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>(step >> (56 - 8 * i));
  const std::string mac = Hmac(Hash::kSha1, secret, text);
  // RFC 4226 section 5.3: the last digit says which 31 bits count.
  uint32_t bits = 0;
  for (size_t i = 0; i < 4; ++i) {
    bits = bits << 8 | static_cast<unsigned char>(mac[(mac.back() & 15) + i]);
  }
  return absl::StrFormat("%06u", (bits & 0x7fffffff) % 1'000'000);
}

std::optional<uint64_t> AcceptTotp(absl::string_view secret, absl::string_view code, absl::Time now,
                                   uint64_t last_used) {
  const uint64_t present = TotpStepAt(now);
  std::optional<uint64_t> accepted;
  for (uint64_t step = present == 0 ? 0 : present - 1; step <= present + 1; ++step) {
    // The last one that fits: its code cannot be used again at a later step of these.
    if (SameBytes(TotpCode(secret, step), code) && step > last_used) accepted = step;
  }
  return accepted;
}

std::string OtpauthUri(absl::string_view issuer, absl::string_view account,
                       absl::string_view secret) {
  const std::string by = PercentEncoded(issuer);
  return absl::StrCat("otpauth://totp/", by, ":", PercentEncoded(account),
                      "?secret=", EncodeBase32(secret), "&issuer=", by,
                      "&algorithm=SHA1&digits=6&period=", kPeriod);
}

}  // namespace irc

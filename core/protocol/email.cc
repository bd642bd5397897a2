#include "core/protocol/email.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace irc {
namespace {

constexpr size_t kLocalBytesMax = 64;  // RFC 5321, 4.5.3.1.1

// Whether `text` has parts with dots between, all of characters that are letters, digits or among
// `others`.
bool IsDotted(absl::string_view text, absl::string_view others) {
  for (absl::string_view part : absl::StrSplit(text, '.')) {
    const bool good = std::all_of(part.begin(), part.end(), [&](unsigned char c) {
      return absl::ascii_isalnum(c) || absl::StrContains(others, static_cast<char>(c));
    });
    if (part.empty() || !good) return false;
  }
  return true;
}

}  // namespace

bool IsEmail(absl::string_view text) {
  const size_t at = text.rfind('@');
  if (at == absl::string_view::npos || at > kLocalBytesMax) return false;
  const absl::string_view domain = text.substr(at + 1);
  return text.front() != '-' && IsDotted(text.substr(0, at), "!#$%&'*+/=?^_`{|}~-") &&
         IsDotted(domain, "-") && absl::StrContains(domain, '.');
}

std::string EmailDomain(absl::string_view email) {
  return absl::AsciiStrToLower(email.substr(email.rfind('@') + 1));
}

std::string NormalEmail(absl::string_view email) {
  const std::string domain = EmailDomain(email);
  std::string local = absl::AsciiStrToLower(email.substr(0, email.rfind('@')));
  // A tag alone, "+x@example.org", is the whole name.
  const size_t plus = local.find('+');
  if (plus != std::string::npos && plus > 0) local.resize(plus);
  if (domain == "gmail.com" || domain == "googlemail.com") {
    local.erase(std::remove(local.begin(), local.end(), '.'), local.end());
    return absl::StrCat(local, "@gmail.com");
  }
  return absl::StrCat(local, "@", domain);
}

}  // namespace irc

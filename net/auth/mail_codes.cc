#include "net/auth/mail_codes.h"

#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "net/auth/digests.h"

namespace irc {
namespace {

constexpr absl::string_view kDigits = "0123456789";
constexpr size_t kDigitsOfCode = 6;
constexpr absl::string_view kLetters = "23456789abcdefghjkmnpqrstuvwxyz";  // without 0 o, 1 i l
constexpr size_t kLettersOfCode = 8;
constexpr size_t kSaltBytes = 16;

// A text of random characters of `alphabet`, each as likely as the others.
std::string Draw(absl::string_view alphabet, size_t size) {
  const size_t usable = 256 / alphabet.size() * alphabet.size();
  std::string text;
  while (text.size() < size) {
    for (const char c : RandomBytes(size)) {
      const size_t number = static_cast<unsigned char>(c);
      if (number < usable && text.size() < size) text += alphabet[number % alphabet.size()];
    }
  }
  return text;
}

std::string SaltedHash(absl::string_view salt, absl::string_view code) {
  std::string letters;
  for (const unsigned char c : code) {
    if (c != '-' && c != ' ') letters += absl::ascii_tolower(c);
  }
  return absl::BytesToHexString(Hmac(Hash::kSha256, salt, letters));
}

}  // namespace

std::string DrawMailCode(MailKind kind) {
  return kind == MailKind::kVerify ? Draw(kLetters, kLettersOfCode) : Draw(kDigits, kDigitsOfCode);
}

std::string MailCodeVerifier(absl::string_view code) {
  const std::string salt = absl::BytesToHexString(RandomBytes(kSaltBytes));
  return absl::StrCat(salt, " ", SaltedHash(salt, code));
}

bool IsMailCode(absl::string_view verifier, absl::string_view code) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(verifier, absl::MaxSplits(' ', 1));
  const std::string hash = SaltedHash(parts.first, code);
  const std::string kept =
      verifier.empty() ? std::string(hash.size(), '-') : std::string(parts.second);
  return SameBytes(kept, hash);
}

}  // namespace irc

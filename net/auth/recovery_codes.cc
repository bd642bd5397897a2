#include "net/auth/recovery_codes.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/check.h"
#include "net/auth/digests.h"
#include "net/auth/encodings.h"

namespace irc {
namespace {

constexpr size_t kBytesOfCode = kRecoveryCodesEntropy / kRecoveryCodes;

std::string HashOfCode(absl::string_view code) {
  std::string letters;
  for (const char c : code) {
    if (c != '-' && c != ' ') letters += absl::ascii_tolower(static_cast<unsigned char>(c));
  }
  return absl::BytesToHexString(Digest(Hash::kSha256, letters));
}

}  // namespace

RecoveryCodes MakeRecoveryCodes(absl::string_view random_bytes) {
  IRC_CHECK(random_bytes.size() == kRecoveryCodesEntropy, "the caller drew as many");
  RecoveryCodes made;
  for (size_t i = 0; i < random_bytes.size(); i += kBytesOfCode) {
    std::string code;
    for (const char c : EncodeBase32(random_bytes.substr(i, kBytesOfCode))) {
      if (code.size() % 5 == 4) code += '-';
      code += absl::ascii_tolower(static_cast<unsigned char>(c));
    }
    absl::StrAppend(&made.stored, made.stored.empty() ? "" : " ", HashOfCode(code));
    made.codes.push_back(std::move(code));
  }
  return made;
}

std::optional<std::string> UseRecoveryCode(absl::string_view stored, absl::string_view code) {
  std::vector<absl::string_view> hashes = absl::StrSplit(stored, ' ', absl::SkipEmpty());
  const std::string used = HashOfCode(code);
  for (auto hash = hashes.begin(); hash != hashes.end(); ++hash) {
    if (!SameBytes(*hash, used)) continue;
    hashes.erase(hash);
    return absl::StrJoin(hashes, " ");
  }
  return std::nullopt;
}

size_t RecoveryCodesLeft(absl::string_view stored) {
  const std::vector<absl::string_view> hashes = absl::StrSplit(stored, ' ', absl::SkipEmpty());
  return hashes.size();
}

}  // namespace irc

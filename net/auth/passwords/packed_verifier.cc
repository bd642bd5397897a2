#include "net/auth/passwords/packed_verifier.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "net/auth/passwords/verifier.h"

namespace irc {
namespace {

// The sizes of the values, in their order.
constexpr std::array<size_t, 5> kSizes = {16, 32, 16, 32, 32};

// Argon2 writes base64 without padding.
std::string WithoutPadding(std::string base64) {
  base64.resize(base64.find_last_not_of('=') + 1);
  return base64;
}

}  // namespace

std::string UnpackVerifier(const PackedVerifier& packed) {
  std::array<std::string, kSizes.size()> base64;
  absl::string_view rest(packed.data(), packed.size());
  for (size_t i = 0; i < kSizes.size(); ++i) {
    base64[i] = absl::Base64Escape(rest.substr(0, kSizes[i]));
    rest.remove_prefix(kSizes[i]);
  }
  const VerifierCost cost;
  return absl::StrCat(Argon2Setting(cost.argon2), WithoutPadding(base64[0]), "$",
                      WithoutPadding(base64[1]), " ", kScramScheme, cost.scram_iterations, ":",
                      base64[2], "$", base64[3], ":", base64[4]);
}

std::optional<PackedVerifier> PackVerifier(absl::string_view text) {
  // The last parts of the text are the values; those before them are checked at the end.
  const std::vector<absl::string_view> parts = absl::StrSplit(text, absl::ByAnyChar("$: "));
  constexpr std::array<size_t, kSizes.size()> kPlaces = {4, 5, 8, 9, 10};
  if (parts.size() != kPlaces.back() + 1) return std::nullopt;
  PackedVerifier packed;
  auto next = packed.begin();
  for (size_t i = 0; i < kSizes.size(); ++i) {
    std::string bytes;
    if (!absl::Base64Unescape(parts[kPlaces[i]], &bytes) || bytes.size() != kSizes[i]) {
      return std::nullopt;
    }
    next = std::copy(bytes.begin(), bytes.end(), next);
  }
  if (UnpackVerifier(packed) != text) return std::nullopt;
  return packed;
}

}  // namespace irc

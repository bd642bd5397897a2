#include "net/auth/passwords/argon2_hash.h"

#include <argon2.h>

#include <optional>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace irc {
namespace {

constexpr uint32_t kHashSize = 32;

// The hashes of other servers come with their costs. A gigabyte, or ten times that in several
// passes, is beyond what any of them offers.
constexpr uint64_t kMostKib = 1024 * 1024;
constexpr uint64_t kMostKibOfAllPasses = 10 * kMostKib;
constexpr uint64_t kMostLanes = 16;  // one thread each

// The number behind `name`, "m=" for example.
std::optional<uint64_t> Figure(absl::string_view text, absl::string_view name) {
  uint64_t figure = 0;
  if (!absl::ConsumePrefix(&text, name) || !absl::SimpleAtoi(text, &figure)) return std::nullopt;
  return figure;
}

bool IsBearable(absl::string_view costs) {
  const std::vector<absl::string_view> parts = absl::StrSplit(costs, ',');
  if (parts.size() != 3) return false;
  const auto memory = Figure(parts[0], "m=");
  const auto passes = Figure(parts[1], "t=");
  const auto lanes = Figure(parts[2], "p=");
  return memory && passes && lanes && *memory <= kMostKib && *passes <= kMostKibOfAllPasses &&
         *memory * *passes <= kMostKibOfAllPasses && *lanes <= kMostLanes;
}

std::optional<argon2_type> TypeOf(absl::string_view name) {
  if (name == "argon2id") return Argon2_id;
  if (name == "argon2i") return Argon2_i;
  if (name == "argon2d") return Argon2_d;
  return std::nullopt;
}

std::optional<argon2_type> ReadType(absl::string_view hash) {
  // An old form has no version.
  const std::vector<absl::string_view> parts = absl::StrSplit(hash, '$');
  if (parts.size() < 5 || parts.size() > 6 || !parts[0].empty() ||
      !IsBearable(parts[parts.size() - 3])) {
    return std::nullopt;
  }
  return TypeOf(parts[1]);
}

}  // namespace

std::string Argon2Hash(absl::string_view password, absl::string_view salt, const Argon2Cost& cost) {
  // libargon2 counts the NUL.
  std::string encoded(::argon2_encodedlen(cost.passes, cost.memory_kib, cost.lanes,
                                          static_cast<uint32_t>(salt.size()), kHashSize, Argon2_id),
                      '\0');
  if (::argon2id_hash_encoded(cost.passes, cost.memory_kib, cost.lanes, password.data(),
                              password.size(), salt.data(), salt.size(), kHashSize, encoded.data(),
                              encoded.size()) != ARGON2_OK) {
    return "";
  }
  encoded.resize(encoded.find('\0'));
  return encoded;
}

std::string Argon2Setting(const Argon2Cost& cost) {
  return absl::StrCat("$argon2id$v=", ARGON2_VERSION_13, "$m=", cost.memory_kib, ",t=", cost.passes,
                      ",p=", cost.lanes, "$");
}

bool IsArgon2Hash(absl::string_view hash) { return ReadType(hash).has_value(); }

bool Argon2Verify(absl::string_view password, absl::string_view hash) {
  const std::optional<argon2_type> type = ReadType(hash);
  return type && ::argon2_verify(std::string(hash).c_str(), password.data(), password.size(),
                                 *type) == ARGON2_OK;
}

}  // namespace irc

#include "net/auth/passwords/saslprep.h"

#include <stringprep.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "net/auth/secret_text.h"

namespace irc {

std::optional<std::string> SaslPrep(absl::string_view text, Unassigned unassigned) {
  std::string copy(text);
  // Printable ASCII stays as it is. libidn does not wipe its memory, so it sees only the others.
  const auto is_plain = [](char c) { return c >= ' ' && c <= '~'; };
  if (std::all_of(copy.begin(), copy.end(), is_plain)) return copy;
  char* prepared = nullptr;
  const auto flags =
      unassigned == Unassigned::kForbidden ? STRINGPREP_NO_UNASSIGNED : Stringprep_profile_flags{};
  const int error = ::stringprep_profile(copy.c_str(), &prepared, "SASLprep", flags);
  Wipe(copy);
  if (error != STRINGPREP_OK) return std::nullopt;
  std::string result = prepared;
  ::OPENSSL_cleanse(prepared, std::strlen(prepared));
  std::free(prepared);
  return result;
}

}  // namespace irc

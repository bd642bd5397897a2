#include "net/import/names_here.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

// The first code point, or a byte that belongs to none.
absl::string_view FirstCharacter(absl::string_view text) {
  size_t size = 1;
  while (size < 4 && size < text.size() && !IsValidUtf8(text.substr(0, size))) ++size;
  return IsValidUtf8(text.substr(0, size)) ? text.substr(0, size) : text.substr(0, 1);
}

}  // namespace

std::string NamesHere::Valid(absl::string_view name, int number) const {
  if (number == 0 && IsValid(name)) return std::string(name);
  std::string valid;
  while (!name.empty()) {
    const absl::string_view character = FirstCharacter(name);
    // A digit may follow, but not begin.
    const bool fits = IsValidNick(casemapping_, absl::StrCat(valid, character), INT64_MAX) ||
                      IsValidNick(casemapping_, absl::StrCat("a", character), INT64_MAX);
    absl::StrAppend(&valid, fits ? character : "_");
    name.remove_prefix(character.size());
    if (static_cast<int64_t>(valid.size()) > nick_bytes_ + 4) break;
  }
  if (!IsValidNick(casemapping_, valid, INT64_MAX)) valid = absl::StrCat("_", valid);
  const std::string end = number == 0 ? "" : number == 1 ? "_" : absl::StrCat("_", number);
  const auto room = static_cast<size_t>(nick_bytes_) - std::min<size_t>(end.size(), nick_bytes_);
  valid = absl::StrCat(TruncateUtf8(valid, room), end);
  return valid;
}

bool NamesHere::Take(absl::string_view name, const Owner& owner) {
  return owners_.emplace(Fold(casemapping_, name), owner).second;
}

const NamesHere::Owner* NamesHere::Find(absl::string_view name) const {
  const auto found = owners_.find(Fold(casemapping_, name));
  return found == owners_.end() ? nullptr : &found->second;
}

}  // namespace irc

#include "core/protocol/caps.h"

namespace irc {

std::optional<Cap> FindCap(absl::string_view name) {
  for (const CapRow& row : kCaps) {
    if (row.name == name) return row.cap;
  }
  return std::nullopt;
}

}  // namespace irc

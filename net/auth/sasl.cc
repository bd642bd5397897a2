#include "net/auth/sasl.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"

namespace irc {

std::optional<PlainMessage> ParsePlain(absl::string_view base64) {
  std::string text;
  if (base64.size() % 4 != 0 || !absl::Base64Unescape(base64, &text)) return std::nullopt;
  const std::vector<std::string> parts = absl::StrSplit(text, '\0');
  if (parts.size() != 3 || parts[1].empty() || parts[2].empty()) return std::nullopt;
  return PlainMessage{.authorization = parts[0], .authentication = parts[1], .password = parts[2]};
}

}  // namespace irc

#include "core/testing/line_parts.h"

#include <ostream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace irc {
namespace {

bool NeedsColon(absl::string_view param) {
  return param.empty() || param[0] == ':' || param.find(' ') != absl::string_view::npos;
}

// Empty tags or an empty source, to be written before a command whose first byte is '@' or ':' and
// which would otherwise be parsed as tags or a source.
absl::string_view Guard(const LineParts& parts) {
  if (!parts.source.empty()) return "";
  if (parts.command[0] == ':') return ": ";
  return parts.command[0] == '@' && parts.tags.empty() ? "@ " : "";
}

}  // namespace

LineParts PartsOf(const ParsedLine& parsed) {
  LineParts parts{.tags = {},
                  .source = std::string(parsed.source),
                  .command = std::string(parsed.command),
                  .params = {}};
  ForEachTag(parsed.tags, [&](absl::string_view key, absl::string_view value, bool) {
    parts.tags[std::string(key)] = UnescapeTagValue(value);
  });
  for (absl::string_view param : parsed.params) parts.params.emplace_back(param);
  return parts;
}

std::string JoinLine(const LineParts& parts) {
  std::string line;
  for (const auto& [key, value] : parts.tags) {
    absl::StrAppend(&line, line.empty() ? "@" : ";", key, value.empty() ? "" : "=");
    AppendEscapedTagValue(value, &line);
  }
  if (!parts.tags.empty()) line.push_back(' ');
  if (!parts.source.empty()) absl::StrAppend(&line, ":", parts.source, " ");
  absl::StrAppend(&line, Guard(parts), parts.command);
  for (size_t i = 0; i < parts.params.size(); ++i) {
    const bool last = i + 1 == parts.params.size();
    absl::StrAppend(&line, last && NeedsColon(parts.params[i]) ? " :" : " ", parts.params[i]);
  }
  return line;
}

void PrintTo(const LineParts& parts, std::ostream* out) {
  *out << absl::CHexEscape(JoinLine(parts));
}

}  // namespace irc

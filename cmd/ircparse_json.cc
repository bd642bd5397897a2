#include "cmd/ircparse_json.h"

#include <optional>

#include "core/protocol/parse.h"
#include "nlohmann/json.hpp"

namespace irc {
namespace {

// An object that keeps its keys in the order in which they were added.
using Json = nlohmann::ordered_json;

void AddText(Json& object, const char* key, absl::string_view text) {
  if (!text.empty()) object[key] = std::string(text);
}

Json ToJson(const ParsedLine& parsed) {
  Json object = Json::object();
  ForEachTag(parsed.tags, [&](absl::string_view key, absl::string_view value, bool) {
    object["tags"][std::string(key)] = UnescapeTagValue(value);
  });
  const SourceParts source = SplitSource(parsed.source);
  AddText(object, "source", parsed.source);
  AddText(object, "nick", source.nick);
  AddText(object, "user", source.user);
  AddText(object, "host", source.host);
  AddText(object, "command", parsed.command);
  for (absl::string_view param : parsed.params) object["params"].push_back(std::string(param));
  return object;
}

}  // namespace

SourceParts SplitSource(absl::string_view source) {
  const size_t mark = source.find_first_of("!@");
  // The name of a server and a nick look alike; a client takes either for the nick.
  if (mark == absl::string_view::npos) return {.nick = source};
  SourceParts parts{.nick = source.substr(0, mark)};
  const absl::string_view rest = source.substr(mark + 1);
  if (source[mark] == '@') {
    parts.host = rest;
    return parts;
  }
  const size_t at = rest.rfind('@');
  parts.user = rest.substr(0, at);
  if (at != absl::string_view::npos) parts.host = rest.substr(at + 1);
  return parts;
}

std::string LineToJson(absl::string_view line) {
  ParsedLine parsed;
  const std::optional<ParseError> error = ParseLine(line, parsed);
  const Json object =
      error.has_value() ? Json{{"error", std::string(ParseErrorText(*error))}} : ToJson(parsed);
  return object.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

}  // namespace irc

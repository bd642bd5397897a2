#include "core/protocol/parse.h"

#include <cstring>

namespace irc {
namespace {

void SkipSpaces(absl::string_view& rest) {
  while (!rest.empty() && rest[0] == ' ') rest.remove_prefix(1);
}

// Takes the text up to the next space, and the spaces.
absl::string_view TakeWord(absl::string_view& rest) {
  const void* found = rest.empty() ? nullptr : std::memchr(rest.data(), ' ', rest.size());
  const size_t size = found == nullptr
                          ? rest.size()
                          : static_cast<size_t>(static_cast<const char*>(found) - rest.data());
  const absl::string_view word = rest.substr(0, size);
  rest.remove_prefix(size);
  SkipSpaces(rest);
  return word;
}

void TakeParams(absl::string_view rest, Params& params) {
  params.Clear();
  while (!rest.empty()) {
    if (rest[0] == ':') {
      params.Add(rest.substr(1));
      return;
    }
    if (params.size() + 1 == kParamsMax) {
      params.Add(rest);
      return;
    }
    params.Add(TakeWord(rest));
  }
}

}  // namespace

absl::string_view ParseErrorText(ParseError error) {
  switch (error) {
    case ParseError::kEmpty:
      return "the line is empty";
    case ParseError::kNoCommand:
      return "the line has no command";
    case ParseError::kNul:
      return "the line contains a NUL byte";
  }
  return "";
}

std::optional<ParseError> ParseLine(absl::string_view line, ParsedLine& parsed) {
  if (!line.empty() && std::memchr(line.data(), '\0', line.size()) != nullptr) {
    return ParseError::kNul;
  }
  parsed.tags = parsed.source = absl::string_view();
  SkipSpaces(line);
  if (line.empty()) return ParseError::kEmpty;
  if (line[0] == '@') {
    line.remove_prefix(1);
    parsed.tags = TakeWord(line);
  }
  if (!line.empty() && line[0] == ':') {
    line.remove_prefix(1);
    parsed.source = TakeWord(line);
  }
  if (line.empty()) return ParseError::kNoCommand;
  parsed.command = TakeWord(line);
  TakeParams(line, parsed.params);
  return std::nullopt;
}

size_t TagsSectionBytes(absl::string_view line) {
  absl::string_view rest = line;
  SkipSpaces(rest);
  if (rest.empty() || rest[0] != '@') return 0;
  TakeWord(rest);
  return line.size() - rest.size();
}

std::optional<absl::string_view> FindTag(absl::string_view tags, absl::string_view key) {
  std::optional<absl::string_view> found;
  ForEachTag(tags, [&](absl::string_view name, absl::string_view value, bool) {
    if (name == key) found = value;
  });
  return found;
}

std::string UnescapeTagValue(absl::string_view value) {
  std::string text;
  text.reserve(value.size());
  for (size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\') {
      text.push_back(value[i]);
      continue;
    }
    if (++i == value.size()) break;
    switch (value[i]) {
      case ':':
        text.push_back(';');
        break;
      case 's':
        text.push_back(' ');
        break;
      case 'r':
        text.push_back('\r');
        break;
      case 'n':
        text.push_back('\n');
        break;
      default:
        text.push_back(value[i]);
    }
  }
  return text;
}

void AppendEscapedTagValue(absl::string_view value, std::string* out) {
  for (char c : value) {
    switch (c) {
      case ';':
        out->append("\\:");
        break;
      case ' ':
        out->append("\\s");
        break;
      case '\\':
        out->append("\\\\");
        break;
      case '\r':
        out->append("\\r");
        break;
      case '\n':
        out->append("\\n");
        break;
      default:
        out->push_back(c);
    }
  }
}

}  // namespace irc

#include "net/import/anope_file.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "core/protocol/utf8.h"
#include "net/import/foreign_json.h"
#include "net/import/latin1.h"

namespace irc {
namespace {

using Json = nlohmann::json;

absl::Status InLine(size_t line, absl::string_view clause) {
  return absl::InvalidArgumentError(absl::StrCat("line ", line, ": ", clause));
}

class FlatReader {
 public:
  // An error is a clause.
  absl::Status ReadLine(absl::string_view line) {
    if (line.empty()) return absl::OkStatus();
    if (absl::ConsumePrefix(&line, "OBJECT ")) {
      if (inside_) return absl::InvalidArgumentError("an object begins before the last one ends");
      inside_ = true;
      objects_.push_back({.type = std::string(line)});
      return absl::OkStatus();
    }
    if (!inside_) {
      return absl::InvalidArgumentError("this is no database of Anope, where an OBJECT begins");
    }
    if (line == "END") {
      inside_ = false;
    } else if (absl::ConsumePrefix(&line, "DATA ")) {
      const size_t space = line.find(' ');
      const absl::string_view value =
          space == absl::string_view::npos ? absl::string_view() : line.substr(space + 1);
      objects_.back().values[std::string(line.substr(0, space))] = std::string(value);
    } else if (!absl::StartsWith(line, "ID ")) {
      return absl::InvalidArgumentError("an object has only the lines ID, DATA and END");
    }
    return absl::OkStatus();
  }

  bool inside() const { return inside_; }
  std::vector<AnopeObject> TakeObjects() { return std::move(objects_); }

 private:
  bool inside_ = false;
  std::vector<AnopeObject> objects_;
};

absl::StatusOr<std::vector<AnopeObject>> ReadFlat(absl::string_view bytes) {
  FlatReader reader;
  size_t number = 0;
  while (!bytes.empty()) {
    ++number;
    const size_t end = bytes.find('\n');
    absl::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end == absl::string_view::npos ? bytes.size() : end + 1);
    absl::ConsumeSuffix(&line, "\r");
    const absl::Status status = reader.ReadLine(line);
    if (!status.ok()) return InLine(number, status.message());
  }
  if (number == 0) return InLine(1, "the file is empty");
  if (reader.inside()) {
    return InLine(number, "the file ends in the middle of an object, so it was not written whole");
  }
  return reader.TakeObjects();
}

// JSON as the parser takes it: without commas before a closing bracket, and in UTF-8. Bytes are
// neither added nor removed where the text was right, so that errors name the right one.
std::string Mended(absl::string_view bytes) {
  std::string text = IsValidUtf8(bytes) ? std::string(bytes) : Latin1ToUtf8(bytes);
  bool in_string = false;
  size_t comma = std::string::npos;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if ((c == ']' || c == '}') && comma != std::string::npos) text[comma] = ' ';
    if (!absl::ascii_isspace(static_cast<unsigned char>(c)))
      comma = c == ',' ? i : std::string::npos;
    in_string = c == '"';
  }
  return text;
}

std::string TextOf(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "1" : "0";
  if (value.is_number_unsigned()) return absl::StrCat(value.get<uint64_t>());
  if (value.is_number_integer()) return absl::StrCat(value.get<int64_t>());
  if (value.is_number_float()) return absl::StrCat(value.get<double>());
  return "";
}

absl::StatusOr<std::vector<AnopeObject>> ReadJson(absl::string_view bytes) {
  Json json;
  try {
    json = Json::parse(Mended(bytes));
  } catch (const Json::parse_error& error) {
    return absl::InvalidArgumentError(
        absl::StrCat("byte ", error.byte, ": this is no JSON, or the file was not written whole"));
  } catch (const Json::out_of_range&) {
    return absl::InvalidArgumentError("a number in it is greater than any that Anope writes");
  }
  const Json& data = MemberOf(json, "data");
  if (!data.is_object()) {
    return absl::InvalidArgumentError("this is no database of Anope: the member 'data' is missing");
  }
  if (NumberIn(json, "version") != 1) {
    return absl::InvalidArgumentError("the member 'version' is not 1, which this program reads");
  }
  std::vector<AnopeObject> objects;
  ForEachMember(data, [&](const std::string& type, const Json& list) {
    if (!list.is_array()) return;
    for (const Json& each : list) {
      AnopeObject object{.type = type};
      ForEachMember(each, [&](const std::string& key, const Json& value) {
        object.values[key] = TextOf(value);
      });
      objects.push_back(std::move(object));
    }
  });
  return objects;
}

}  // namespace

const std::string& AnopeObject::Text(absl::string_view key, absl::string_view older) const {
  static const std::string kNone;
  auto found = values.find(key);
  if (found == values.end() && !older.empty()) found = values.find(older);
  return found == values.end() ? kNone : found->second;
}

int64_t AnopeObject::Number(absl::string_view key, absl::string_view older) const {
  int64_t number = 0;
  return absl::SimpleAtoi(Text(key, older), &number) ? number : 0;
}

absl::Time AnopeObject::Time(absl::string_view key, absl::string_view older,
                             absl::Time zero) const {
  const int64_t seconds = Number(key, older);
  return seconds <= 0 ? zero : absl::FromUnixSeconds(seconds);
}

// 1.9 wrote switches as extensible:NAME.
bool AnopeObject::IsOn(absl::string_view key) const {
  const std::string& text = Text(key, absl::StrCat("extensible:", key));
  return !text.empty() && text != "0";
}

absl::StatusOr<std::vector<AnopeObject>> ReadAnopeFile(absl::string_view bytes) {
  const absl::string_view start = absl::StripLeadingAsciiWhitespace(bytes);
  return absl::StartsWith(start, "{") ? ReadJson(bytes) : ReadFlat(bytes);
}

}  // namespace irc

// The parser of client lines: views into the line, no allocation.
// https://modern.ircdocs.horse/#message-format and IRCv3 message-tags
#ifndef IRCSERV_CORE_PROTOCOL_PARSE_H_
#define IRCSERV_CORE_PROTOCOL_PARSE_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

inline constexpr size_t kParamsMax = 15;

// The parameters of one line. Asking for one that is not there gives an empty view, so that an
// absent optional parameter reads like an empty one.
class Params {
 public:
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  absl::string_view operator[](size_t i) const {
    return i < size_ ? views_[i] : absl::string_view();
  }
  const absl::string_view* data() const { return views_.data(); }
  const absl::string_view* begin() const { return views_.data(); }
  const absl::string_view* end() const { return views_.data() + size_; }
  bool full() const { return size_ == kParamsMax; }
  void Clear() { size_ = 0; }
  // REQUIRES: not full.
  void Add(absl::string_view param) { views_[size_++] = param; }

 private:
  std::array<absl::string_view, kParamsMax> views_;
  size_t size_ = 0;
};

struct ParsedLine {
  absl::string_view tags;     // without '@' and the space; values still escaped
  absl::string_view source;   // without ':'
  absl::string_view command;  // as spelled
  Params params;
};

enum class ParseError {
  kEmpty,      // nothing, or nothing but spaces: to be ignored
  kNoCommand,  // tags or a source, and then nothing
  kNul,        // a NUL byte somewhere
};

// A sentence for people.
absl::string_view ParseErrorText(ParseError error);

// Parses one line without its line ending into `parsed`, whose views are good as long as `line`
// is. Any run of spaces separates; the 15th parameter takes the rest of the line. After an error
// `parsed` holds nothing of use.
std::optional<ParseError> ParseLine(absl::string_view line, ParsedLine& parsed);

// The number of bytes of `line` that are its tags, '@' and the spaces behind them included. The
// limits of the two parts of a line are separate.
size_t TagsSectionBytes(absl::string_view line);

// Calls visit(key, value, has_value) for each tag, in order; values are still escaped. A tag
// without a key is none.
template <typename Visit>
void ForEachTag(absl::string_view tags, Visit&& visit) {
  while (!tags.empty()) {
    const size_t end = tags.find(';');
    const absl::string_view tag = tags.substr(0, end);
    tags.remove_prefix(end == absl::string_view::npos ? tags.size() : end + 1);
    const size_t equals = tag.find('=');
    if (tag.empty() || equals == 0) continue;
    const bool has_value = equals != absl::string_view::npos;
    visit(tag.substr(0, equals), has_value ? tag.substr(equals + 1) : absl::string_view(),
          has_value);
  }
}

// The escaped value of the last tag with that key; empty for a tag without value.
std::optional<absl::string_view> FindTag(absl::string_view tags, absl::string_view key);

// The value itself: "\:" is ';', "\s" a space, "\r" and "\n" what they say; other escapes and a
// lone one at the end lose their backslash.
std::string UnescapeTagValue(absl::string_view value);
void AppendEscapedTagValue(absl::string_view value, std::string* out);

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_PARSE_H_

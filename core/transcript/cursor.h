// A cursor over one line of a transcript: it reads tokens from left to right. The error is sticky:
// after the first one every read returns an empty value, so a caller checks `failed` once, at the
// end of the line.
#ifndef IRCSERV_CORE_TRANSCRIPT_CURSOR_H_
#define IRCSERV_CORE_TRANSCRIPT_CURSOR_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/config_keys.h"
#include "core/transcript/oper_text.h"

namespace irc {
namespace transcript {

class Cursor {
 public:
  explicit Cursor(absl::string_view line) : rest_(line) {}

  // Skips spaces; true when nothing is left.
  bool AtEnd();
  // Records an error, unless there already is one, and drops the rest of the line.
  void Fail(std::string why);
  bool failed() const { return !error_.empty(); }
  // A message without the line number; empty when there is no error.
  const std::string& error() const { return error_; }

  // The bytes up to the next space.
  absl::string_view Bare();
  // A quoted string, or the bytes up to the next space.
  std::string WordOrString();
  // The key of "key=…" (consumes the '=') or of a flag such as "tls". `has_value` is true for the
  // first.
  std::string Key(bool& has_value);
  // JSON: true, false, an integer, a string, or a list of strings.
  ConfigValue Value();
  std::vector<std::string> StringList();
  // JSON: {"name":["text", …], …}.
  NamedLists Lists();
  // The rest of the line after one optional space, unescaped.
  std::string Text();

 private:
  void SkipSpaces();
  bool Take(absl::string_view token);
  void Expect(absl::string_view token);
  std::string String();
  void EscapeSequence(std::string& bytes);
  char32_t CodeUnit();
  uint32_t Hex(size_t digits);

  absl::string_view rest_;
  std::string error_;
};

// Parses all of `text` as a decimal number from 0 to `max`. On an error it fails the cursor and
// returns 0.
uint64_t Number(Cursor& cursor, absl::string_view text, uint64_t max);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_CURSOR_H_

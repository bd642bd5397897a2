// Reads the pieces of one line from left to right. The first thing that is wrong is remembered and
// everything after it reads as empty, so that a caller asks for an error once, at the end.
#ifndef IRCSERV_CORE_TRANSCRIPT_CURSOR_H_
#define IRCSERV_CORE_TRANSCRIPT_CURSOR_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/config.h"
#include "core/config_keys.h"

namespace irc {
namespace transcript {

class Cursor {
 public:
  explicit Cursor(absl::string_view line) : rest_(line) {}

  // Skips spaces; true when nothing is left.
  bool AtEnd();
  void Fail(std::string why);
  bool failed() const { return !error_.empty(); }
  // A sentence without the line's number; empty: all is well.
  const std::string& error() const { return error_; }

  // The bytes up to the next space.
  absl::string_view Bare();
  // A quoted string, or the bytes up to the next space.
  std::string WordOrString();
  // "key" of "key=…", or of a "key" that stands alone. `has_value` tells which.
  std::string Key(bool& has_value);
  // JSON: true, false, an integer, a string, or a list of strings.
  ConfigValue Value();
  std::vector<std::string> StringList();
  // JSON: {"name":["host", …], …}.
  std::vector<OperConfig> Opers();
  // The rest of the line behind one space, unescaped.
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

// All of `text` as a whole number of at most `max`; fails the cursor otherwise.
uint64_t Number(Cursor& cursor, absl::string_view text, uint64_t max);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_CURSOR_H_

// A row of services.db: words, each followed by one space, and at the end perhaps a text.
#ifndef IRCSERV_NET_IMPORT_ATHEME_ROW_H_
#define IRCSERV_NET_IMPORT_ATHEME_ROW_H_

#include <cstdint>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "net/import/foreign.h"

namespace irc {

class AthemeRow {
 public:
  explicit AthemeRow(absl::string_view line) : rest_(line) {}

  // The next word. One that is missing is empty, and the row is then not whole.
  absl::string_view Word() {
    whole_ = whole_ && !rest_.empty();
    const size_t space = rest_.find(' ');
    const absl::string_view word = rest_.substr(0, space);
    rest_.remove_prefix(space == absl::string_view::npos ? rest_.size() : space + 1);
    return word;
  }
  // A word that may be missing.
  absl::string_view OptionalWord() { return rest_.empty() ? absl::string_view() : Word(); }
  // A name; empty for "*", the null word.
  std::string Name() {
    const absl::string_view word = Word();
    return word == "*" ? std::string() : std::string(word);
  }
  int64_t Number() {
    const absl::string_view word = Word();
    int64_t number = 0;
    uint32_t hex = 0;
    if (absl::SimpleAtoi(word, &number)) return number;
    if (absl::StartsWith(word, "0x") && absl::SimpleHexAtoi(word, &hex)) return hex;
    whole_ = false;
    return 0;
  }
  // Seconds since 1970; 0 stands for `zero`.
  absl::Time Time(absl::Time zero = kUnknownTime) {
    const int64_t seconds = Number();
    return seconds <= 0 ? zero : absl::FromUnixSeconds(seconds);
  }
  // All that follows; empty for "*".
  std::string Text() {
    const absl::string_view text = rest_;
    rest_ = {};
    return text == "*" ? std::string() : std::string(text);
  }
  // Whether there was everything that was asked for.
  bool whole() const { return whole_; }

 private:
  absl::string_view rest_;
  bool whole_ = true;
};

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_ATHEME_ROW_H_

// The sentences that services say: tables of texts, one page for each service. An operator may put
// other words in the place of each (services.texts), so a network can answer in its own language.
//
// A text has its values between braces, such as "{nick} is in {channel}". They are given in the
// order in which the English text names them first; another text may have them in another order,
// leave them out, or repeat them. A service is named by its mark, as in "/msg $NickServ HELP".
#ifndef IRCSERV_CORE_TEXTS_ANSWER_TEXT_H_
#define IRCSERV_CORE_TEXTS_ANSWER_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "core/config.h"

namespace irc {

struct TextRow {
  absl::string_view name;  // in services.texts
  absl::string_view english;
};

// A row whose text has `N` different values.
template <size_t N>
struct AnswerText {
  TextRow row;
};

// A text with a number, in two forms. The one of `count` is Of(count).
template <size_t N>
struct CountedText {
  AnswerText<N> one;
  AnswerText<N> many;

  constexpr const AnswerText<N>& Of(uint64_t count) const { return count == 1 ? one : many; }
};

// How many different values the text has. The braces of a row are in pairs.
consteval size_t CountValues(absl::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{') continue;
    bool is_new = true;
    for (size_t before = 0; before < i; ++before) {
      size_t length = 0;
      while (text[before + length] == text[i + length] && text[i + length] != '}') ++length;
      if (text[before + length] == '}' && text[i + length] == '}') is_new = false;
    }
    if (is_new) ++count;
  }
  return count;
}

// The names of the values, in the order in which they are given. REQUIRES: the braces are in pairs.
std::vector<absl::string_view> ValueNames(absl::string_view text);

// The words that the operator has put in the place of the text of that name, or else `english`.
absl::string_view WordsOf(const ServiceNames& services, absl::string_view name,
                          absl::string_view english);

// The text of the row, or the one that the operator has put in its place, with the values.
std::string FillText(const ServiceNames& services, const TextRow& row,
                     std::initializer_list<absl::string_view> values);

template <size_t N, typename... Values>
std::string FillText(const ServiceNames& services, const AnswerText<N>& text,
                     const Values&... values) {
  static_assert(sizeof...(Values) == N, "the text has another number of values");
  return FillText(services, text.row, {absl::AlphaNum(values).Piece()...});
}

}  // namespace irc

// The constant of a row, as the header of its page has it.
#define IRC_ANSWER_TEXT(name, english) \
  inline constexpr ::irc::AnswerText<::irc::CountValues(english)> name{{#name, english}};
#define IRC_COUNTED_TEXT(name, one, many)                                                  \
  inline constexpr ::irc::CountedText<::irc::CountValues(many)> name{{{#name "One", one}}, \
                                                                     {{#name, many}}};

#endif  // IRCSERV_CORE_TEXTS_ANSWER_TEXT_H_

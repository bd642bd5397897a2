#include "core/texts/answer_text.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "core/check.h"
#include "core/services/service_facts.h"

namespace irc {
namespace {

// Appends the text to `to`; `value` is called for each name between braces.
template <typename Value>
void ForEachPart(absl::string_view text, std::string& to, Value value) {
  while (true) {
    const size_t open = text.find('{');
    absl::StrAppend(&to, text.substr(0, open));
    if (open == absl::string_view::npos) return;
    const size_t close = text.find('}', open);
    IRC_CHECK(close != absl::string_view::npos, "the configuration and a test require pairs");
    value(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

}  // namespace

std::string FillText(const ServiceNames& services, const TextRow& row,
                     std::initializer_list<absl::string_view> values) {
  const std::string text = WithServiceNames(WordsOf(services, row.name, row.english), services);
  if (values.size() == 0) return text;
  const std::vector<absl::string_view> names = ValueNames(row.english);
  IRC_CHECK(names.size() == values.size(), "AnswerText counts the values in the same way");
  std::string filled;
  ForEachPart(text, filled, [&](absl::string_view name) {
    for (size_t i = 0; i < names.size(); ++i) {
      if (names[i] == name) absl::StrAppend(&filled, values.begin()[i]);
    }
  });
  return filled;
}

std::vector<absl::string_view> ValueNames(absl::string_view text) {
  std::vector<absl::string_view> names;
  std::string rest;
  ForEachPart(text, rest, [&](absl::string_view name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  });
  return names;
}

absl::string_view WordsOf(const ServiceNames& services, absl::string_view name,
                          absl::string_view english) {
  for (absl::string_view pair : services.texts) {
    if (pair.size() > name.size() && pair[name.size()] == '=' && absl::StartsWith(pair, name)) {
      return pair.substr(name.size() + 1);
    }
  }
  return english;
}

}  // namespace irc

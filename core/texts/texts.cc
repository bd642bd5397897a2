#include "core/texts/texts.h"

#include <algorithm>
#include <array>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "core/protocol/utf8.h"
#include "core/services/habits.h"

namespace irc {
namespace {

#define TEXT(name, english) TextRow{#name, english},
#define TEXT_OF_COUNT(name, one, many) TextRow{#name "One", one}, TextRow{#name, many},

constexpr std::array kRows = {
#include "core/texts/pages/all.inc"
};

#undef TEXT
#undef TEXT_OF_COUNT

constexpr absl::string_view kHelp = "help.";
constexpr absl::string_view kSyntaxOf = "syntax.";
constexpr absl::string_view kBreak = "\\n";
constexpr size_t kWordsBytesMax = 2000;

// The nick that the service has in the tables, whatever the operator calls it.
absl::string_view NickInTables(const ServiceRow& service) {
  for (const ServiceRow& row : Services()) {
    if (row.command == service.command) return row.nick;
  }
  return service.nick;
}

std::string NameOfHelp(const ServiceRow& service, const ServiceCommand* command) {
  const absl::string_view nick = NickInTables(service);
  return command == nullptr ? absl::StrCat(kHelp, nick)
                            : absl::StrCat(kHelp, nick, ".", command->name);
}

std::string NameOfSyntax(const ServiceRow& service, const ServiceCommand& command) {
  return absl::StrCat(kSyntaxOf, NickInTables(service), ".", command.name);
}

std::string NameOfHabit(const Habit& habit) {
  return absl::StrCat("habit.", habit.of, ".", habit.word);
}

bool HasBracesInPairs(absl::string_view text) {
  bool is_open = false;
  for (const char c : text) {
    if (c != '{' && c != '}') continue;
    if (is_open == (c == '{')) return false;
    is_open = !is_open;
  }
  return !is_open;
}

bool HasControls(absl::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); });
}

// The reason why the words cannot stand for the English ones, as the end of a sentence; empty: they
// can.
std::string WhyNotWords(absl::string_view words, const NamedText& row) {
  if (words.empty()) return "has no words";
  if (words.size() > kWordsBytesMax)
    return absl::StrCat("has more than ", kWordsBytesMax, " bytes");
  if (!IsValidUtf8(words)) return "has words that are not UTF-8";
  if (HasControls(words)) return "has a control character";
  if (!HasBracesInPairs(words)) return "has a brace that is not in a pair";
  const std::vector<absl::string_view> known = ValueNames(row.english);
  for (absl::string_view name : ValueNames(words)) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    return absl::StrCat("has the value {", name, "}, which is not in \"", row.english, "\"");
  }
  return "";
}

}  // namespace

std::vector<NamedText> AllTexts() {
  std::vector<NamedText> all;
  for (const TextRow& row : kRows) all.push_back({std::string(row.name), row.english});
  for (const ServiceRow& service : Services()) {
    all.push_back({NameOfHelp(service, nullptr), service.help});
    for (const ServiceCommand& command : service.commands) {
      all.push_back({NameOfHelp(service, &command), command.help});
      all.push_back({NameOfSyntax(service, command), command.syntax});
    }
  }
  for (const Habit& habit : Habits()) all.push_back({NameOfHabit(habit), habit.instead});
  return all;
}

std::string TextsFile() {
  std::string file =
      "# What services say: the name of a text, '=', and words for it. Values stand between "
      "braces\n"
      "# and may be in any order; a service is named as in $NickServ; \\n ends a line of help. "
      "Lines\n"
      "# that do not differ can be left out. services.texts_file names this file.\n\n";
  for (const NamedText& row : AllTexts()) {
    absl::StrAppend(&file, row.name, "=", absl::StrReplaceAll(row.english, {{"\n", kBreak}}), "\n");
  }
  return file;
}

std::string HelpText(const ServiceNames& services, const ServiceRow& service,
                     const ServiceCommand* command) {
  const absl::string_view english = command == nullptr ? service.help : command->help;
  const std::string text =
      WithServiceNames(WordsOf(services, NameOfHelp(service, command), english), services);
  return absl::StrReplaceAll(text, {{kBreak, "\n"}});
}

absl::string_view SyntaxText(const ServiceNames& services, const ServiceRow& service,
                             const ServiceCommand& command) {
  return WordsOf(services, NameOfSyntax(service, command), command.syntax);
}

std::string HabitText(const ServiceNames& services, absl::string_view of, absl::string_view word) {
  const Habit* habit = FindHabit(of, word);
  if (habit == nullptr) return "";
  return WithServiceNames(WordsOf(services, NameOfHabit(*habit), habit->instead), services);
}

std::string RefusalText(const ServiceNames& services, absl::string_view english) {
  if (services.texts.empty()) return std::string(english);
  for (const TextRow& row : kRows) {
    if (row.english != english) continue;
    return WithServiceNames(WordsOf(services, row.name, english), services);
  }
  return std::string(english);
}

std::vector<TextMistake> MistakesOfTexts(const std::vector<std::string>& texts) {
  std::vector<TextMistake> mistakes;
  if (texts.empty()) return mistakes;
  absl::flat_hash_map<std::string, NamedText> rows;
  for (const NamedText& row : AllTexts()) rows.emplace(row.name, row);
  absl::flat_hash_set<absl::string_view> seen;
  for (size_t i = 0; i < texts.size(); ++i) {
    const absl::string_view pair = texts[i];
    const size_t equals = pair.find('=');
    const absl::string_view name = pair.substr(0, equals);
    const auto row = rows.find(name);
    std::string why;
    if (row == rows.end()) {
      why = "is not the name of a text; `ircserv --texts` prints them";
    } else if (equals == absl::string_view::npos) {
      why = "needs '=' and other words behind the name";
    } else if (!seen.insert(name).second) {
      why = "is there twice";
    } else {
      why = WhyNotWords(pair.substr(equals + 1), row->second);
    }
    if (why.empty()) continue;
    mistakes.push_back({i, absl::StrCat("\"", absl::CHexEscape(name), "\" ", why)});
  }
  return mistakes;
}

}  // namespace irc

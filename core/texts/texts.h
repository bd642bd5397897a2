// All texts that an operator may put other words in the place of.
#ifndef IRCSERV_CORE_TEXTS_TEXTS_H_
#define IRCSERV_CORE_TEXTS_TEXTS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/config.h"
#include "core/services/service_facts.h"
#include "core/texts/answer_text.h"

namespace irc {

struct NamedText {
  std::string name;
  absl::string_view english;
};

// The rows of all pages, then the help and the syntax of all services and their commands, and then
// what those who have habits of other servers are told.
std::vector<NamedText> AllTexts();

// All texts as a file for services.texts_file.
std::string TextsFile();

// The help of a service's command, or of the service itself when `command` is null. Its name in
// services.texts is "help.ChanServ.OP" or "help.ChanServ". Its lines are separated by '\n' here,
// and by the two characters "\n" in services.texts.
std::string HelpText(const ServiceNames& services, const ServiceRow& service,
                     const ServiceCommand* command);

// How the command is written, with words of the reader's language between '<' and '>'. Its name in
// services.texts is "syntax.ChanServ.OP". It lives as long as its parameters.
absl::string_view SyntaxText(const ServiceNames& services, const ServiceRow& service,
                             const ServiceCommand& command);

// What those are told who look for a command or a setting of the services of other servers (see
// core/services/habits.h); empty: nothing is known of it. Its name in services.texts is
// "habit.ChanServ.XOP" or "habit.ChanServ.SET.GUARD".
std::string HabitText(const ServiceNames& services, absl::string_view of, absl::string_view word);

// The text of a refusal that a command of the server has in English: the other words of the row
// that says the same, if there are any.
std::string RefusalText(const ServiceNames& services, absl::string_view english);

// One of the lines "name=words" of services.texts that is wrong.
struct TextMistake {
  size_t index;
  std::string sentence;  // begins with the name in quotes
};
std::vector<TextMistake> MistakesOfTexts(const std::vector<std::string>& texts);

}  // namespace irc

#endif  // IRCSERV_CORE_TEXTS_TEXTS_H_

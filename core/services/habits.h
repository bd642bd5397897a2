// Commands of the services of other servers that are called otherwise here, for those who have
// moved and type what they are used to.
#ifndef IRCSERV_CORE_SERVICES_HABITS_H_
#define IRCSERV_CORE_SERVICES_HABITS_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace irc {

struct Habit {
  absl::string_view of;       // a service, by the name of its row, or "ChanServ.SET"
  absl::string_view word;     // a command of it, or a setting, which is not there
  absl::string_view instead;  // a sentence about what to use here; names of services are marks
};

absl::Span<const Habit> Habits();

// The row of that word, in any case of letters; null: nothing is known of it. HabitText in
// core/texts/texts.h has its sentence in the words of the configuration.
const Habit* FindHabit(absl::string_view of, absl::string_view word);

}  // namespace irc

#endif  // IRCSERV_CORE_SERVICES_HABITS_H_

// The rows of Atheme that stand for themselves: bans, operators, hosts asked for and on offer,
// refused mail addresses, news, limits of sessions.
#ifndef IRCSERV_NET_IMPORT_ATHEME_STAFF_H_
#define IRCSERV_NET_IMPORT_ATHEME_STAFF_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "net/import/atheme_row.h"
#include "net/import/foreign.h"

namespace irc {

// Reads the rest of a row that begins with the word. False for a word of another kind of row.
bool ReadAthemeStaff(absl::string_view word, AthemeRow& row, int64_t version, absl::Time written_at,
                     ForeignNetwork& network);

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_ATHEME_STAFF_H_

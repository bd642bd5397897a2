// services.db of Atheme, data versions 8 to 12: what its rows mean.
#ifndef IRCSERV_NET_IMPORT_ATHEME_IMPORT_H_
#define IRCSERV_NET_IMPORT_ATHEME_IMPORT_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "net/import/foreign.h"
#include "net/import/report.h"

namespace irc {

// `written_at`: when the file was changed for the last time; a row TS says it better. The report
// gets what cannot be expressed. An error is a sentence with the number of the line.
absl::StatusOr<ForeignNetwork> ReadAtheme(absl::string_view bytes, absl::Time written_at,
                                          Report& report);

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_ATHEME_IMPORT_H_

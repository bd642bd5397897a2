// Moving in from another server. MOVING.md beside this file is the page for operators.
#ifndef IRCSERV_NET_IMPORT_IMPORT_H_
#define IRCSERV_NET_IMPORT_IMPORT_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "net/import/foreign.h"
#include "net/import/plan.h"
#include "net/import/report.h"

namespace irc {

enum class ImportSource { kErgo, kAtheme, kAnope };

// "ergo", "atheme" or "anope".
std::optional<ImportSource> ParseImportSource(absl::string_view name);

// Reads the file of the other server. `written_at`: when it was changed for the last time.
absl::StatusOr<ForeignNetwork> ReadForeign(ImportSource source, absl::string_view bytes,
                                           absl::Time written_at, absl::Time now, Report& report);

// Takes the file into the folder, all of it or nothing, and returns the report. `only_try`: the
// folder stays as it is, or away. An error is a sentence. No server may run on the folder.
absl::StatusOr<std::string> ImportForeign(ImportSource source, absl::string_view bytes,
                                          absl::Time written_at, const std::string& folder,
                                          const ImportRules& rules, bool only_try);

}  // namespace irc

#endif  // IRCSERV_NET_IMPORT_IMPORT_H_

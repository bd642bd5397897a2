// What an operator does with the folder of a store beside running a server on it.
//
// The sentences of errors and findings are for people. `StoreOptions` gives the folder; tests give
// other files and another VFS with it.
#ifndef IRCSERV_NET_STORE_OFFLINE_H_
#define IRCSERV_NET_STORE_OFFLINE_H_

#include <cstdint>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "core/records.h"
#include "net/store/rows/tables.h"

namespace irc {

// What is wrong in the folder; nothing: all is well. No server may run on it. The database is
// checked as it is after the rest of the journal; neither is changed, but for the migration of a
// database of an earlier version.
std::vector<std::string> CheckData(const std::string& folder);

// Copies what is kept into a new file, a database on its own, while a server may run on the folder.
//
// It has everything that was acknowledged before the call: the journal is read first, then the
// database is copied, then the turns of the journal that the copy does not have are applied to it.
// A segment that went before it could be read is in the copy. A commit that nobody has decided yet
// may be in it.
absl::Status Backup(const std::string& folder, const std::string& file);

// Writes everything as lines of JSON: a line that says what it is, then one for each row
// (net/store/rows/row_text.h). `source` is a folder without a server, or the file of a backup.
absl::Status Export(const std::string& source, std::ostream& out);

// Puts the rows of an export into the folder, which is created if need be, all or none of them. The
// number of rows. A row replaces the one with the same key, so an import changes nothing when it is
// repeated. No server may run on the folder. An error of a line has its number.
absl::StatusOr<uint64_t> Import(std::istream& in, const std::string& folder);

// Puts or drops what `make` makes of all rows that are kept (but those of the audit) and the
// highest ids, all or none of it. The folder is created if need be. `only_try`: `make` is called,
// and nothing is changed or created. No server may run on the folder.
absl::Status ChangeRows(
    const std::string& folder, bool only_try,
    absl::FunctionRef<std::vector<Record>(const std::vector<Row>&, const HighestIds&)> make);

}  // namespace irc

#endif  // IRCSERV_NET_STORE_OFFLINE_H_

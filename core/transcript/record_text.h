// Records (core/records.h) in a transcript. Columns with their default value are left out:
//
//   accounts id=1 name=alice registered_at=2026-01-01T00:00:00.000Z verified_at=never
//
// Law of this file: ReadRow gives back the row that PrintRow has printed, but for secret columns,
// which read as "*" when they were not empty.
#ifndef IRCSERV_CORE_TRANSCRIPT_RECORD_TEXT_H_
#define IRCSERV_CORE_TRANSCRIPT_RECORD_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/records.h"

namespace irc {
namespace transcript {

class Cursor;

// What stands for the text of a secret column.
inline constexpr absl::string_view kHiddenText = "*";
// The word between two rows of a line.
inline constexpr absl::string_view kNextRow = "and";

// The table's name and the columns.
std::string PrintRow(const Row& row);
// "put …" or "drop …", with the word between them.
std::string PrintRecords(const std::vector<Record>& records);

// Reads the columns of a row of `table`, up to the end of the line or the word between two rows,
// which it takes. True when another row follows.
bool ReadRow(Cursor& cursor, absl::string_view table, Row& row);

}  // namespace transcript
}  // namespace irc

#endif  // IRCSERV_CORE_TRANSCRIPT_RECORD_TEXT_H_

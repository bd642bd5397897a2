// Records as lines of JSON: the text of the journal and of exports.
//
//   {"table":"accounts","id":1,"name":"alice","email":"","wanted_email":"",
//    "registered_at":"2026-01-02T03:04:05.678Z","verified_at":null}
//   {"drop":"accounts","id":1}
//
// (each in one line). The members follow from core/records.h. A time is RFC 3339 in UTC, and null
// stands for never. A text that is not UTF-8, which JSON cannot say, is {"hex":"fffe"}.
//
// Laws of this file:
// - ParseRecord(RecordLine(r)) is r, with times as AsKept (net/store/rows/time_text.h) has them;
//   of a dropped row only the key is kept.
// - A line has all columns of its table and no others: one of another version is refused rather
//   than half understood.
#ifndef IRCSERV_NET_STORE_ROWS_ROW_TEXT_H_
#define IRCSERV_NET_STORE_ROWS_ROW_TEXT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/records.h"

namespace irc {

// The line, without a line feed at its end.
std::string RecordLine(const Record& record);

// The message of an error is one sentence, such as "the column 'name' of accounts is missing".
absl::StatusOr<Record> ParseRecord(absl::string_view line);

}  // namespace irc

#endif  // IRCSERV_NET_STORE_ROWS_ROW_TEXT_H_

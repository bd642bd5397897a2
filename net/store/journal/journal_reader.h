// Reads what is in the journal at a start, and decides what of it counts.
//
// Laws of this file:
// - What the disk had confirmed is either given back or the reading fails: damage to it is never
//   passed over.
// - Of what the disk had not confirmed, the turns before the first gap are given back. What follows
//   the gap was promised to nobody, and may build upon what is missing; a note says how much it is.
// - The commits of a turn that was voided are not given back.
//
// How confirmed and unconfirmed turns are told apart: a frame says which turns were synced when it
// was written (frame.h). A gap whose first turn is covered by such a word of any readable frame is
// damage; another gap is the loss of power.
#ifndef IRCSERV_NET_STORE_JOURNAL_JOURNAL_READER_H_
#define IRCSERV_NET_STORE_JOURNAL_JOURNAL_READER_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "core/records.h"
#include "net/store/journal/file_system.h"

namespace irc {

// The path of a segment. The number counts up from 1; the names have the same order.
std::string SegmentPath(const std::string& folder, uint64_t number);

// The numbers of the segments in the folder, in their order.
absl::StatusOr<std::vector<uint64_t>> ListSegments(FileSystem& files, const std::string& folder);

struct JournalTurn {
  uint64_t turn = 0;
  std::string payload;  // frame.h
};

struct JournalContents {
  std::vector<JournalTurn> turns;  // behind the asked position, in their order
  std::set<uint64_t> voided;       // turns whose commits do not count
  uint64_t last_turn = 0;          // the highest number that was seen, also of what does not count
  bool cut = false;                // something was left out that could be read
  std::vector<std::string> notes;  // sentences for operators: what was cut off
};

// A segment as it was found.
struct SegmentBytes {
  uint64_t number = 0;
  std::string bytes;
};

// Reads the segments with these numbers. One that is gone was moved into the database meanwhile, by
// a server that runs on the folder, and is left out.
absl::StatusOr<std::vector<SegmentBytes>> ReadSegments(FileSystem& files, const std::string& folder,
                                                       const std::vector<uint64_t>& segments);

// Decides what counts of the segments, which are in their order. `position` is the last turn that
// the database has. The error DataLoss has a sentence with the file and the byte.
absl::StatusOr<JournalContents> JudgeJournal(const std::string& folder,
                                             const std::vector<SegmentBytes>& segments,
                                             uint64_t position);

// Adds the records of a turn: what is kept, and its commits unless they are voided. The error
// DataLoss when a line is none of this version.
absl::Status RecordsOf(absl::string_view payload, bool voided, std::vector<Record>& records);

}  // namespace irc

#endif  // IRCSERV_NET_STORE_JOURNAL_JOURNAL_READER_H_

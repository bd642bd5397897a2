// Reads the turns of a journal that is being written, for the thread that moves them into the
// database.
#ifndef IRCSERV_NET_STORE_JOURNAL_TURN_READER_H_
#define IRCSERV_NET_STORE_JOURNAL_TURN_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "net/store/journal/file_system.h"
#include "net/store/journal/journal.h"
#include "net/store/journal/journal_reader.h"

namespace irc {

class TurnReader {
 public:
  TurnReader(FileSystem& files, std::string folder) : files_(files), folder_(std::move(folder)) {}

  // Adds the turns from `after` + 1 to `until`, until their payloads have `bytes_max` bytes; at
  // least one, if there is one. `spans` are those behind `after`. The error says which file cannot
  // be read where.
  absl::Status Read(const std::vector<Journal::Span>& spans, uint64_t after, uint64_t until,
                    size_t bytes_max, std::vector<JournalTurn>& turns);

 private:
  // The next frame that begins at the place where the reader is.
  absl::Status ReadFrame(JournalTurn& turn);

  FileSystem& files_;
  const std::string folder_;
  uint64_t segment_ = 0;  // the place: a segment,
  uint64_t offset_ = 0;   // and the offset of a frame in it
  uint64_t last_ = 0;     // the turn before the place
  std::string buffer_;    // bytes of the segment from buffer_offset_ on
  uint64_t buffer_offset_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_STORE_JOURNAL_TURN_READER_H_

// The append-only journal: the truth about what is kept, until the database has it.
//
// Laws of this file:
// - A turn is one frame, which is written whole or is cut off again. Its number is used only when
// it
//   was written.
// - A turn that was declared void (by Abandon, or by the header of the segment that follows a write
//   that could be neither finished nor cut off) never counts, once the disk has that header.
// - A segment goes only when the database has all of its turns.
//
// Not thread-safe, but what BeginSync returns may be used in another thread.
#ifndef IRCSERV_NET_STORE_JOURNAL_JOURNAL_H_
#define IRCSERV_NET_STORE_JOURNAL_JOURNAL_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "net/store/journal/file_system.h"

namespace irc {

struct JournalOptions {
  std::string folder;
  uint64_t first_turn = 1;           // higher than every turn that was ever written here
  uint64_t first_segment = 1;        // higher than the number of every segment that exists
  uint64_t segment_bytes = 4 << 20;  // a segment that is larger is followed by another
};

class Journal {
 public:
  Journal(FileSystem& files, JournalOptions options);

  // Writes one turn with these lines (frame.h), each with its line feed. 0, and last_turn() is the
  // turn; or errno, and nothing of it counts.
  int Append(absl::string_view payload);

  uint64_t last_turn() const { return last_turn_; }
  uint64_t synced_turn() const { return synced_turn_; }

  // The bytes of the turns that the disk is not known to have. They stay in memory until then.
  size_t unsynced_bytes() const { return unsynced_bytes_; }
  size_t bytes() const;

  // What must be synced so that the disk has all turns until now.
  struct Sync {
    uint64_t until = 0;
    std::vector<std::pair<uint64_t, std::shared_ptr<JournalFile>>> files;  // by their segments
    std::string folder;  // to be synced as well, since it has a new segment; empty: not
    uint64_t last_segment = 0;
  };
  Sync BeginSync() const;

  // The calls of `sync` have succeeded.
  void EndSync(const Sync& sync);

  // After a failed sync: the kernel may have dropped what it could not write, and a later sync
  // would succeed without it. So no file that waits for the disk is ever trusted again. All turns
  // that the disk is not known to have are declared void, and the journal goes on in a new segment.
  // Returns the lines of these turns that are to be written again, with a note in the place of each
  // commit: the next segment, and with it the word that they are void, is needed for these too.
  std::string Abandon();

  // The segments that may have turns behind `turn`, for a reader.
  struct Span {
    uint64_t segment = 0;
    uint64_t end = 0;  // the first turn that is not there, or does not count there
  };
  std::vector<Span> SpansBehind(uint64_t turn) const;

  // Forgets the segments whose turns are all in the database, and returns their numbers. The caller
  // removes the files. The one that is written stays, unless `all`.
  std::vector<uint64_t> TakeFinished(uint64_t applied, bool all);

 private:
  struct Segment {
    uint64_t number = 0;
    uint64_t end = 0;    // behind the last turn that counts in it
    uint64_t bytes = 0;  // that are good
    std::shared_ptr<JournalFile> file;
    bool synced = true;
  };
  struct Unsynced {
    uint64_t turn = 0;
    std::string payload;
  };

  int StartSegment(std::string& bytes);
  void DropSegment();

  FileSystem& files_;
  const JournalOptions options_;
  std::vector<Segment> segments_;  // in their order
  bool writable_ = false;          // the last one can be continued
  uint64_t next_segment_;
  uint64_t last_turn_;
  uint64_t synced_turn_;
  uint64_t voids_from_ = 0;  // for the header of the next segment; 0: nothing is void
  uint64_t named_segment_;   // the disk has the names of the segments until here
  std::deque<Unsynced> unsynced_;
  size_t unsynced_bytes_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_STORE_JOURNAL_JOURNAL_H_

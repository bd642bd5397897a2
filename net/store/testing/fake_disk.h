// A disk in memory that can lose its power, and whose calls can fail or hang.
//
// It records every change in one order, so that a test can ask for the disk as it is found when the
// power goes after any of them (AfterCut). What was not synced is then lost, or torn, or there
// while something older is not: the disk may write in any order until a sync returns. Names in the
// folder are such content too, that SyncFolder waits for.
//
// FakeVfs (fake_vfs.h) lets SQLite use the same disk. All functions may be called by any thread.
#ifndef IRCSERV_NET_STORE_TESTING_FAKE_DISK_H_
#define IRCSERV_NET_STORE_TESTING_FAKE_DISK_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "net/store/journal/file_system.h"

namespace irc {

class FakeDisk : public FileSystem {
 public:
  enum class Op {
    kCreate,
    kWrite,
    kTruncate,
    kSync,
    kFailedSync,  // only recorded
    kRemove,
    kRename,
    kSyncFolder,
    kRead,
  };

  // What survives of the changes that were not synced.
  enum class Cut {
    kLost,   // nothing
    kKept,   // everything, as after kill -9
    kTorn,   // everything, but the last write only by half
    kMixed,  // some of it, whole or torn, by the seed
  };

  // Makes calls fail: those of `op` on paths that contain `path`. Of a write, `taken` bytes are
  // written before the error.
  struct Fault {
    Op op;
    std::string path;
    int error;
    int calls = 1 << 30;
    size_t taken = 0;
  };
  void Fail(Fault fault);
  void StopFailing();

  // From now on syncs of paths that contain `path` wait; until `error`, or 0, is given for all.
  void HangSyncs(const std::string& path);
  void EndHanging(int error);

  // How many changes there have been.
  size_t changes() const;

  // The disk that is found when the power goes after so many changes.
  std::unique_ptr<FakeDisk> AfterCut(size_t changes, Cut cut, uint32_t seed) const;

  // The content of a file, and another one for it, as if someone had written it long ago.
  std::string ContentOf(const std::string& path) const;
  void SetContent(const std::string& path, const std::string& content);
  std::vector<std::string> Names() const;

  // For FakeVfs. A file is a number that stays when its name goes. 0: there is no such file.
  uint64_t Find(const std::string& path) const;
  uint64_t FindOrCreate(const std::string& path);
  int WriteAt(uint64_t file, const std::string& path, uint64_t offset, absl::string_view bytes);
  int TruncateTo(uint64_t file, const std::string& path, uint64_t size);
  int SyncFile(uint64_t file, const std::string& path);
  std::string BytesAt(uint64_t file, uint64_t offset, size_t size) const;
  uint64_t SizeOf(uint64_t file) const;

  int MakeFolder(const std::string&) override { return 0; }
  int Lock(const std::string& path, std::unique_ptr<FolderLock>& lock) override;
  int Create(const std::string& path, std::unique_ptr<JournalFile>& file) override;
  int Read(const std::string& path, uint64_t offset, size_t bytes_max, std::string& bytes) override;
  int List(const std::string& folder, std::vector<std::string>& names) override;
  int Rename(const std::string& from, const std::string& to) override;
  int Remove(const std::string& path) override;
  int SyncFolder(const std::string& folder) override;

 private:
  class File;
  class HeldLock;
  struct Change {
    Op op;
    uint64_t file = 0;
    uint64_t offset = 0;  // of a write; the size of a truncate
    std::string bytes;    // of a write
    std::string path;     // of a create, a rename or a remove
    std::string from;     // of a rename
  };
  struct Replay;

  // The error that the call shall have, or 0. Lowers the count of the fault.
  int FaultOf(Op op, const std::string& path, size_t* taken = nullptr);
  uint64_t Named(const std::string& path) const;
  uint64_t AddFile(const std::string& path);
  void Apply(const Change& change);
  void Record(Change change);

  mutable std::mutex mutex_;
  std::condition_variable released_;
  std::map<uint64_t, std::string> contents_;
  std::map<std::string, uint64_t> names_;
  std::map<uint64_t, std::string> base_contents_;  // before the first change; the disk has it
  std::map<std::string, uint64_t> base_names_;
  std::vector<Change> log_;
  std::vector<Fault> faults_;
  std::set<std::string> locked_;
  uint64_t last_file_ = 0;
  bool hanging_ = false;
  std::string hanging_path_;
  int hanging_error_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_STORE_TESTING_FAKE_DISK_H_

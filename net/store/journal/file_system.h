// The calls with which the store touches its folder, as an interface, so that tests can make each
// of them fail (net/store/testing/fake_disk.h). SQLite has an interface of its own for its files.
//
// A result of type int is 0, or the errno of the call that failed.
#ifndef IRCSERV_NET_STORE_JOURNAL_FILE_SYSTEM_H_
#define IRCSERV_NET_STORE_JOURNAL_FILE_SYSTEM_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace irc {

// A file that grows at its end. Append and Truncate belong to one thread at a time; Sync may run in
// another one meanwhile, and then covers what was written before it began.
class JournalFile {
 public:
  virtual ~JournalFile() = default;

  // Adds the bytes with one write(2), unless that takes only a part of them. After an error any
  // part of the bytes may be in the file.
  virtual int Append(absl::string_view bytes) = 0;

  // Cuts the file off behind `size` bytes.
  virtual int Truncate(uint64_t size) = 0;

  // fdatasync: waits until the disk has the content.
  virtual int Sync() = 0;
};

// Holds the lock of a folder until it is destroyed, or the process ends.
class FolderLock {
 public:
  virtual ~FolderLock() = default;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // Creates the folder and those above it that are missing, for this user only (0700).
  virtual int MakeFolder(const std::string& folder) = 0;

  // Takes the lock that the file stands for, which is created with the mode 0600. EWOULDBLOCK: it
  // is taken.
  virtual int Lock(const std::string& path, std::unique_ptr<FolderLock>& lock) = 0;

  // Creates a file with the mode 0600. EEXIST: there is one already.
  virtual int Create(const std::string& path, std::unique_ptr<JournalFile>& file) = 0;

  // Reads at most `bytes_max` bytes from `offset` on; fewer only at the end of the file.
  virtual int Read(const std::string& path, uint64_t offset, size_t bytes_max,
                   std::string& bytes) = 0;

  // The names in the folder, in no particular order.
  virtual int List(const std::string& folder, std::vector<std::string>& names) = 0;
  virtual int Rename(const std::string& from, const std::string& to) = 0;
  virtual int Remove(const std::string& path) = 0;

  // Waits until the disk has the names in the folder.
  virtual int SyncFolder(const std::string& folder) = 0;
};

class PosixFileSystem : public FileSystem {
 public:
  int MakeFolder(const std::string& folder) override;
  int Lock(const std::string& path, std::unique_ptr<FolderLock>& lock) override;
  int Create(const std::string& path, std::unique_ptr<JournalFile>& file) override;
  int Read(const std::string& path, uint64_t offset, size_t bytes_max, std::string& bytes) override;
  int List(const std::string& folder, std::vector<std::string>& names) override;
  int Rename(const std::string& from, const std::string& to) override;
  int Remove(const std::string& path) override;
  int SyncFolder(const std::string& folder) override;
};

}  // namespace irc

#endif  // IRCSERV_NET_STORE_JOURNAL_FILE_SYSTEM_H_

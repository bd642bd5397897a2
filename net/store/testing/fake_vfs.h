// SQLite on a FakeDisk: an sqlite3_vfs whose files, locks and shared memory are in memory. Several
// connections of one process may use it, as those of the store do.
// https://www.sqlite.org/c3ref/vfs.html
#ifndef IRCSERV_NET_STORE_TESTING_FAKE_VFS_H_
#define IRCSERV_NET_STORE_TESTING_FAKE_VFS_H_

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "net/store/testing/fake_disk.h"
#include "sqlite3.h"

namespace irc {

class FakeVfs {
 public:
  // Registers it. The disk must outlive it, and no connection may.
  explicit FakeVfs(FakeDisk& disk);
  ~FakeVfs();
  FakeVfs(const FakeVfs&) = delete;
  FakeVfs& operator=(const FakeVfs&) = delete;

  const char* name() const { return name_.c_str(); }

  // What the connections to one database share: the levels of their locks and the memory of the
  // index of the WAL.
  struct Shared {
    std::map<const void*, int> levels;  // by the file object
    std::vector<std::unique_ptr<char[]>> regions;
    std::array<std::map<const void*, int>, SQLITE_SHM_NLOCK> slots;  // SQLITE_SHM_… by the owner
  };

  FakeDisk& disk() { return disk_; }
  std::mutex& mutex() { return mutex_; }
  Shared& SharedOf(const std::string& path) { return shared_[path]; }  // holding the mutex

 private:
  FakeDisk& disk_;
  const std::string name_;
  sqlite3_vfs vfs_ = {};
  std::mutex mutex_;
  std::map<std::string, Shared> shared_;
};

}  // namespace irc

#endif  // IRCSERV_NET_STORE_TESTING_FAKE_VFS_H_

// A store on a FakeDisk, for tests.
#ifndef IRCSERV_NET_STORE_TESTING_STORE_FIXTURE_H_
#define IRCSERV_NET_STORE_TESTING_STORE_FIXTURE_H_

#include <poll.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "core/records.h"
#include "gtest/gtest.h"
#include "net/store/store.h"
#include "net/store/testing/fake_disk.h"
#include "net/store/testing/fake_vfs.h"
#include "net/store/testing/sample_rows.h"

namespace irc {

// A store whose threads do not wait for each other, and that has no patience of its own.
inline StoreOptions TestOptions(FakeDisk& disk, const FakeVfs& vfs) {
  return {.folder = "/data",
          .commit_patience = absl::Hours(1),
          .read_patience = absl::Hours(1),
          .lock_patience = absl::ZeroDuration(),
          .retry = absl::Milliseconds(5),
          .gather = absl::ZeroDuration(),
          .files = &disk,
          .sqlite_vfs = vfs.name()};
}

// A disk, and a store that is opened on it.
class StoreBench {
 public:
  explicit StoreBench(std::unique_ptr<FakeDisk> disk = std::make_unique<FakeDisk>())
      : disk_(std::move(disk)), vfs_(*disk_), options(TestOptions(*disk_, vfs_)) {}

  FakeDisk& disk() { return *disk_; }
  const FakeVfs& vfs() const { return vfs_; }
  Store& store() { return *store_; }

  // The message of the error; empty: it is open.
  std::string Open() {
    absl::StatusOr<Store::Opened> result = Store::Open(options);
    if (!result.ok()) return std::string(result.status().message());
    opened = *std::move(result);
    store_ = std::move(opened.store);
    return "";
  }

  void Close() { store_.reset(); }

  // Calls `look` whenever the store has something, until it returns true.
  void Await(const std::function<bool()>& look) {
    constexpr int kMilliseconds = 20;
    for (int i = 0; i < 3000 && !look(); ++i) {
      TakeDone();  // which clears the descriptor
      pollfd ready = {.fd = store().wake_fd(), .events = POLLIN, .revents = 0};
      ::poll(&ready, 1, kMilliseconds);
    }
  }

  // Takes what is done until the commit is among it. What was taken before counts.
  StoreError AwaitCommit(uint64_t id) {
    Await([&] {
      TakeDone();
      return done.count(id) > 0;
    });
    EXPECT_EQ(done.count(id), 1u) << "commit " << id << " has no end";
    return done[id];
  }

  void TakeDone() {
    for (const CommitDone& commit : store().TakeDone()) {
      EXPECT_TRUE(done.emplace(commit.id.value, commit.error).second) << "two ends of a commit";
    }
  }

  StoreError CommitNow(uint64_t id, std::vector<Record> records) {
    store().Commit({id}, std::move(records));
    store().Flush();
    return AwaitCommit(id);
  }

  void KeepNow(std::vector<Record> records) {
    store().Append(std::move(records));
    store().Flush();
  }

  // The notices so far; waits until one of them contains `text`.
  std::string AwaitNotice(absl::string_view text) {
    const auto all = [&] { return absl::StrJoin(notices, "\n"); };
    Await([&] {
      for (std::string& notice : store().TakeNotices()) notices.push_back(std::move(notice));
      return all().find(std::string(text)) != std::string::npos;
    });
    return all();
  }

  // Waits until the database has everything that was given.
  void AwaitDatabase() {
    store().Read({++last_read_}, AuditQuery());
    Await([&] {
      for (const ReadDone& done : store().TakeRead()) {
        if (done.id == ReadId{last_read_}) return true;
      }
      return false;
    });
  }

 private:
  std::unique_ptr<FakeDisk> disk_;
  FakeVfs vfs_;
  std::unique_ptr<Store> store_;
  uint64_t last_read_ = 1000000;

 public:
  StoreOptions options;
  Store::Opened opened;  // without its store
  std::map<uint64_t, StoreError> done;
  std::vector<std::string> notices;
};

}  // namespace irc

#endif  // IRCSERV_NET_STORE_TESTING_STORE_FIXTURE_H_

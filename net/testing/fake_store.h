// A store without a disk: it remembers what is kept, and a commit waits until the test decides it.
#ifndef IRCSERV_NET_TESTING_FAKE_STORE_H_
#define IRCSERV_NET_TESTING_FAKE_STORE_H_

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "core/check.h"
#include "net/store/store.h"

namespace irc {

class FakeStore : public Store {
 public:
  void Append(std::vector<Record> kept) override {
    for (Record& record : kept) kept_.push_back(std::move(record));
  }
  void Commit(CommitId id, std::vector<Record> records) override {
    open_.push_back({id, std::move(records)});
  }
  void Flush() override { ++flushes_; }
  std::vector<CommitDone> TakeDone() override { return std::exchange(done_, {}); }
  void Read(ReadId id, StoreQuery query) override { reads_.push_back({id, std::move(query)}); }
  std::vector<ReadDone> TakeRead() override { return std::exchange(read_, {}); }
  int wake_fd() const override { return -1; }  // so the shell asks in every turn
  StoreHealth Health() const override { return health; }
  std::vector<std::string> TakeNotices() override { return std::exchange(notices_, {}); }
  void Close() override {}

  struct Open {
    CommitId id;
    std::vector<Record> records;
  };
  // The commits that were not decided yet, oldest first.
  const std::deque<Open>& open() const { return open_; }
  const std::vector<Record>& kept() const { return kept_; }
  int flushes() const { return flushes_; }
  void Say(std::string notice) { notices_.push_back(std::move(notice)); }

  StoreHealth health;

  // Decides the oldest.
  void Decide(bool ok) {
    IRC_CHECK(!open_.empty(), "a test decides what was asked");
    done_.push_back({open_.front().id, ok ? StoreError::kNone : StoreError::kFull});
    open_.pop_front();
  }

  struct Asked {
    ReadId id;
    StoreQuery query;
  };
  // The queries without an answer, oldest first.
  const std::deque<Asked>& reads() const { return reads_; }
  // Answers the oldest.
  void AnswerRead(bool ok, std::vector<Row> rows) {
    IRC_CHECK(!reads_.empty(), "a test answers what was asked");
    read_.push_back({.id = reads_.front().id,
                     .error = ok ? StoreError::kNone : StoreError::kTimeout,
                     .rows = std::move(rows)});
    reads_.pop_front();
  }

 private:
  std::vector<Record> kept_;
  std::deque<Open> open_;
  std::vector<CommitDone> done_;
  std::deque<Asked> reads_;
  std::vector<ReadDone> read_;
  std::vector<std::string> notices_;
  int flushes_ = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_FAKE_STORE_H_

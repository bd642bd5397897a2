// The store that keeps nothing, for --data=:memory:.
#ifndef IRCSERV_NET_STORE_MEMORY_STORE_H_
#define IRCSERV_NET_STORE_MEMORY_STORE_H_

#include <string>
#include <utility>
#include <vector>

#include "net/store/store.h"
#include "net/store/wake.h"

namespace irc {

class MemoryStore : public Store {
 public:
  void Append(std::vector<Record>) override {}
  void Commit(CommitId id, std::vector<Record>) override { turn_.push_back({.id = id}); }

  void Flush() override {
    if (turn_.empty()) return;
    done_.insert(done_.end(), turn_.begin(), turn_.end());
    turn_.clear();
    wake_.Set();
  }

  std::vector<CommitDone> TakeDone() override {
    wake_.Clear();
    return std::exchange(done_, {});
  }

  void Read(ReadId id, StoreQuery) override {
    read_.push_back({.id = id});
    wake_.Set();
  }

  std::vector<ReadDone> TakeRead() override { return std::exchange(read_, {}); }
  int wake_fd() const override { return wake_.fd(); }
  StoreHealth Health() const override { return {}; }
  std::vector<std::string> TakeNotices() override { return {}; }
  void Close() override { Flush(); }

 private:
  const Wake wake_;
  std::vector<CommitDone> turn_;
  std::vector<CommitDone> done_;
  std::vector<ReadDone> read_;
};

}  // namespace irc

#endif  // IRCSERV_NET_STORE_MEMORY_STORE_H_

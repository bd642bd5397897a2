// Workers without threads: a unit waits until the test says its result, and the shell gets it in
// its next turn.
#ifndef IRCSERV_NET_TESTING_FAKE_WORKERS_H_
#define IRCSERV_NET_TESTING_FAKE_WORKERS_H_

#include <algorithm>
#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/check.h"
#include "net/workers/workers.h"

namespace irc {

class FakeWorkers : public Workers {
 public:
  // A password that is to be checked, readable for the test.
  struct Question {
    WorkId id;
    WorkKind kind;
    IpAddress from;
    std::string credential;
    std::string password;
    std::shared_ptr<const Credentials> credentials;
  };

  WorkId Submit(Work work) override {
    const PasswordWork& check = std::get<PasswordWork>(work);
    open_.push_back({.id = {++last_id_},
                     .kind = KindOf(work),
                     .from = check.from,
                     .credential = check.credential,
                     .password = check.password.text(),
                     .credentials = check.credentials});
    return open_.back().id;
  }
  bool Cancel(WorkId id) override {
    return std::erase_if(open_, [id](const Question& q) { return q.id == id; }) > 0;
  }
  std::vector<WorkCompletion> TakeCompletions() override { return std::exchange(completions_, {}); }
  int wake_fd() const override { return -1; }
  size_t waiting(WorkKind kind) const override {
    return std::count_if(open_.begin(), open_.end(),
                         [kind](const Question& question) { return question.kind == kind; });
  }

  // Those that were not decided yet, the oldest first.
  const std::deque<Question>& open() const { return open_; }

  // Decides the oldest, or the one of that id.
  void Decide(bool ok) {
    IRC_CHECK(!open_.empty(), "a test decides what was asked");
    Decide(open_.front().id, ok);
  }
  void Decide(WorkId id, bool ok) {
    IRC_CHECK(Cancel(id), "a test decides what was asked and is still open");
    completions_.push_back({.id = id, .result = PasswordWorkResult{.ok = ok}});
  }

 private:
  uint64_t last_id_ = 0;
  std::deque<Question> open_;
  std::vector<WorkCompletion> completions_;
};

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_FAKE_WORKERS_H_

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
  // A password that is to be checked, or to get a verifier, readable for the test.
  struct Question {
    WorkId id;
    WorkKind kind;
    IpAddress from;
    std::string credential;  // of the configuration
    std::string verifier;    // of a kept account
    std::string password;
    std::shared_ptr<const Credentials> credentials;
    size_t work;                                       // the index of the alternative of Work
    std::shared_ptr<const ExternalQuestion> external;  // of ExternalWork
  };

  WorkId Submit(Work work) override {
    Question question{.id = {++last_id_},
                      .kind = KindOf(work),
                      .from = std::visit([](const auto& unit) { return unit.from; }, work),
                      .credential = "",
                      .verifier = "",
                      .password = std::visit([](const auto& unit) { return SecretOf(unit); }, work),
                      .credentials = nullptr,
                      .work = work.index()};
    if (const auto* check = std::get_if<PasswordWork>(&work)) {
      question.credential = check->credential;
      question.credentials = check->credentials;
    } else if (const auto* account = std::get_if<AccountPasswordWork>(&work)) {
      question.verifier = account->verifier;
    } else if (auto* external = std::get_if<ExternalWork>(&work)) {
      question.external = std::make_shared<const ExternalQuestion>(std::move(external->question));
    }
    open_.push_back(std::move(question));
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
    const auto question =
        std::find_if(open_.begin(), open_.end(), [id](const Question& q) { return q.id == id; });
    IRC_CHECK(question != open_.end(), "a test decides what was asked and is still open");
    completions_.push_back({.id = id, .result = ResultOf(question->work, ok)});
    open_.erase(question);
  }

  // Answers the oldest, an external question.
  void Answer(ExternalAnswer answer) {
    IRC_CHECK(!open_.empty() && open_.front().external != nullptr, "a test answers what was asked");
    completions_.push_back(
        {.id = open_.front().id, .result = ExternalWorkResult{std::move(answer)}});
    open_.pop_front();
  }

 private:
  template <typename Unit>
  static std::string SecretOf(const Unit& unit) {
    return unit.password.text();
  }
  static std::string SecretOf(const ExternalWork& unit) { return unit.question.secret.text(); }

  static WorkResult ResultOf(size_t work, bool ok) {
    switch (work) {
      case 1:
        return AccountPasswordWorkResult{.ok = ok, .replacement = ""};
      case 2:
        return NewPasswordWorkResult{.verifier = ok ? "verifier" : ""};
      default:
        return PasswordWorkResult{.ok = ok};
    }
  }

  uint64_t last_id_ = 0;
  std::deque<Question> open_;
  std::vector<WorkCompletion> completions_;
};

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_FAKE_WORKERS_H_

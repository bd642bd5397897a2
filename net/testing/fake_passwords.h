// A fake password service. The test decides each answer and its time.
#ifndef IRCSERV_NET_TESTING_FAKE_PASSWORDS_H_
#define IRCSERV_NET_TESTING_FAKE_PASSWORDS_H_

#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "net/auth/password_service.h"

namespace irc {

class FakePasswords : public PasswordService {
 public:
  struct Question {
    EffectId effect;
    std::string credential;
    std::string password;
  };

  void Ask(EffectId effect, std::string credential, std::string password) override {
    open_.push_back({effect, std::move(credential), std::move(password)});
  }
  std::vector<PasswordAnswer> TakeAnswers() override { return std::exchange(decided_, {}); }
  int wake_fd() const override { return -1; }  // the shell polls TakeAnswers in every turn
  void SetCredentials(std::shared_ptr<const Credentials> credentials) override {
    credentials_ = std::move(credentials);
  }

  // The questions without an answer, the oldest first.
  const std::deque<Question>& open() const { return open_; }
  const Credentials* credentials() const { return credentials_.get(); }

  // Answers the oldest question, or the one of `effect`. The shell gets the answer in its next
  // turn.
  void Decide(bool ok) { Decide(open_.front().effect, ok); }
  void Decide(EffectId effect, bool ok) {
    decided_.push_back({.effect = effect, .ok = ok});
    std::erase_if(open_, [&](const Question& question) { return question.effect == effect; });
  }

 private:
  std::deque<Question> open_;
  std::vector<PasswordAnswer> decided_;
  std::shared_ptr<const Credentials> credentials_;
};

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_FAKE_PASSWORDS_H_

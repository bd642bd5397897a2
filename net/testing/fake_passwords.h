// A password service whose answers the test decides, and when.
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
  int wake_fd() const override { return -1; }  // the shell asks in every turn
  void SetCredentials(std::shared_ptr<const Credentials> credentials) override {
    credentials_ = std::move(credentials);
  }

  // Those that were not decided yet, the oldest first.
  const std::deque<Question>& open() const { return open_; }
  const Credentials* credentials() const { return credentials_.get(); }

  // Decides the oldest, or the one that is named. The shell hears of it in its next turn.
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

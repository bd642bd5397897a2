// Where passwords are checked, away from the core thread: a question goes in, its answer comes back
// later. Tests put their own in its place.
#ifndef IRCSERV_NET_AUTH_PASSWORD_SERVICE_H_
#define IRCSERV_NET_AUTH_PASSWORD_SERVICE_H_

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/ids.h"
#include "net/auth/credentials.h"
#include "net/io/fd.h"

namespace irc {

struct PasswordAnswer {
  EffectId effect;
  bool ok = false;
};

class PasswordService {
 public:
  virtual ~PasswordService() = default;

  // Each Ask is answered once.
  virtual void Ask(EffectId effect, std::string credential, std::string password) = 0;

  // The answers that have come since the last call, in the order of the questions.
  virtual std::vector<PasswordAnswer> TakeAnswers() = 0;

  // A descriptor that is readable while answers wait; -1 when there is none to wait for.
  virtual int wake_fd() const = 0;

  // For questions that are asked from now on.
  virtual void SetCredentials(std::shared_ptr<const Credentials> credentials) = 0;
};

// One thread that checks one password after the other. One, because a server has few operators, and
// because hashing is all that a guesser could make it do: he gets one core of the machine, not all.
// What waits is bounded by the connections: each has at most one question open.
class PasswordThread : public PasswordService {
 public:
  explicit PasswordThread(std::shared_ptr<const Credentials> credentials);
  ~PasswordThread() override;  // forgets the questions that were not answered

  void Ask(EffectId effect, std::string credential, std::string password) override;
  std::vector<PasswordAnswer> TakeAnswers() override;
  int wake_fd() const override { return wake_.get(); }
  void SetCredentials(std::shared_ptr<const Credentials> credentials) override;

 private:
  struct Question {
    EffectId effect;
    std::string credential;
    std::string password;
    std::shared_ptr<const Credentials> credentials;
  };

  void Run();

  const Fd wake_;  // an eventfd

  // Of the asking thread only.
  std::shared_ptr<const Credentials> credentials_;

  // Protected by mutex_.
  std::mutex mutex_;
  std::condition_variable asked_;
  std::deque<Question> questions_;
  std::vector<PasswordAnswer> answers_;
  bool stopping_ = false;

  std::thread thread_;  // the last member: it starts when all others are there
};

}  // namespace irc

#endif  // IRCSERV_NET_AUTH_PASSWORD_SERVICE_H_

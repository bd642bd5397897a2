// Sends mail: a queue, and a thread that runs the command for one mail after the other.
//
// The queue is in memory alone, because codes must not lie on the disk. So a restart forgets it;
// who waits for a code asks for another one.
//
// Laws of this file:
// - No function waits for the command. The destructor ends it.
// - A mail that fails is tried again after a minute, two minutes, four and so on, mail.attempts
//   times in all, and then given up; sooner when its code is good no more.
#ifndef IRCSERV_NET_MAIL_MAILER_H_
#define IRCSERV_NET_MAIL_MAILER_H_

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "core/event.h"
#include "core/mail.h"
#include "net/auth/secret_text.h"
#include "net/io/fd.h"
#include "net/mail/mail_text.h"
#include "net/mail/send_command.h"

namespace irc {

struct MailRules {
  std::string command;  // empty: no mail is sent
  MailSender sender;
  int64_t attempts = 4;
  int64_t queue = 1000;  // mails that may wait
};

struct MailerOptions {
  absl::Duration patience = absl::Seconds(60);  // that the command has
  absl::Duration first_pause = absl::Minutes(1);
  // Runs the command, in the thread.
  std::function<CommandResult(absl::string_view command, absl::string_view mail,
                              absl::Duration patience, const std::atomic<bool>& stop)>
      send = SendByCommand;
};

class Mailer {
 public:
  explicit Mailer(MailerOptions options = {});
  // Forgets the mails that wait.
  ~Mailer();
  Mailer(const Mailer&) = delete;
  Mailer& operator=(const Mailer&) = delete;

  // For mails from now on; the command also for those that wait.
  void SetRules(MailRules rules);

  // Draws a code and has it mailed; what is to be kept of the code. Empty: the mail cannot be sent,
  // or has no address. The code is good until `until`; a mail that has not left by then never does.
  std::string SendCode(const Mail& mail, absl::Time until, absl::Time now);
  // Has a mail without a code sent, if that is possible.
  void Send(const Mail& mail, absl::Time now);

  MailState State() const;
  // Sentences for the operators since the last call.
  std::vector<std::string> TakeNotices();
  // A descriptor that is readable while there are some.
  int wake_fd() const { return wake_.get(); }

 private:
  struct Waiting {
    std::string what;  // for errors: "verify for alice"
    SecretText text;
    int64_t attempts = 0;  // that have failed
    absl::Time due;        // of absl::Now()
    absl::Time until;      // of absl::Now(): it is of no use after that
  };

  bool Enqueue(const Mail& mail, const std::string& code, absl::Duration life, absl::Time now);
  void Run();
  // The next mail that is due; waits for it. False: the mailer ends.
  bool WaitForNext(std::unique_lock<std::mutex>& lock, std::list<Waiting>& next);
  // Gives the mails up that are of no use any more.
  void ForgetTheLate();
  // Takes up the result for the mail.
  void Judge(std::list<Waiting> mail, const CommandResult& result);
  void Tell(std::string sentence);

  const MailerOptions options_;
  const Fd wake_;  // an eventfd
  std::atomic<bool> stopping_ = false;

  // Protected by mutex_.
  mutable std::mutex mutex_;
  std::condition_variable changed_;  // a mail was added, or the mailer ends
  MailRules rules_;
  std::list<Waiting> waiting_;
  bool sending_ = false;  // one that is not in waiting_
  bool failing_ = false;  // the last attempt has failed
  uint64_t sent_ = 0;
  uint64_t failed_ = 0;
  std::deque<std::string> errors_;
  std::vector<std::string> notices_;

  std::thread thread_;  // begins with the first mail; the last member: it uses all others
};

}  // namespace irc

#endif  // IRCSERV_NET_MAIL_MAILER_H_

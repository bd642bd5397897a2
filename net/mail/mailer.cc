#include "net/mail/mailer.h"

#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "core/check.h"
#include "net/auth/digests.h"
#include "net/auth/mail_codes.h"

namespace irc {
namespace {

constexpr size_t kErrorsKept = 5;
constexpr size_t kNoticesKept = 100;
constexpr absl::Duration kLongestPause = absl::Hours(1);

absl::Duration PauseAfter(absl::Duration first, int64_t attempts) {
  absl::Duration pause = first;
  for (int64_t i = 1; i < attempts && pause < kLongestPause; ++i) pause *= 2;
  return std::min(pause, kLongestPause);
}

std::string Sentence(absl::string_view what, const CommandResult& result, absl::string_view then) {
  return absl::StrCat("The mail command failed (", what, "): ", result.error,
                      result.said.empty() ? "" : ", and it says: ", result.said, then);
}

}  // namespace

Mailer::Mailer(MailerOptions options)
    : options_(std::move(options)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  IRC_CHECK(wake_.valid(), "a server starts before its descriptors run out");
}

Mailer::~Mailer() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    waiting_.clear();
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Mailer::SetRules(MailRules rules) {
  const std::lock_guard<std::mutex> lock(mutex_);
  rules_ = std::move(rules);
  if (rules_.command.empty()) waiting_.clear();
}

std::string Mailer::SendCode(const Mail& mail, absl::Time until, absl::Time now) {
  std::string code = DrawMailCode(mail.kind);
  std::string verifier = MailCodeVerifier(code);
  const bool sent = Enqueue(mail, code, until - now, now);
  Wipe(code);
  return sent ? verifier : "";
}

void Mailer::Send(const Mail& mail, absl::Time now) {
  Enqueue(mail, "", absl::InfiniteDuration(), now);
}

bool Mailer::Enqueue(const Mail& mail, const std::string& code, absl::Duration life,
                     absl::Time now) {
  const std::string id = absl::BytesToHexString(RandomBytes(16));
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    SecretText text(MailText(rules_.sender, mail, code, now, id));
    if (text.text().empty() || rules_.command.empty() ||
        waiting_.size() >= static_cast<size_t>(rules_.queue)) {
      return false;
    }
    waiting_.push_back({.what = absl::StrCat(WordOf(mail.kind), " for ", mail.account),
                        .text = std::move(text),
                        .due = absl::InfinitePast(),
                        .until = absl::Now() + life});
    if (!thread_.joinable()) thread_ = std::thread([this] { Run(); });
  }
  changed_.notify_one();
  return true;
}

MailState Mailer::State() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return {.waiting = waiting_.size() + (sending_ ? 1 : 0),
          .sent = sent_,
          .failed = failed_,
          .errors = {errors_.begin(), errors_.end()}};
}

std::vector<std::string> Mailer::TakeNotices() {
  const std::lock_guard<std::mutex> lock(mutex_);
  uint64_t count = 0;
  // read() fails when nothing was written since the last call; then there is nothing to reset.
  [[maybe_unused]] const ssize_t got = ::read(wake_.get(), &count, sizeof(count));
  return std::exchange(notices_, {});
}

// The main function of the thread. Signals are for the loop's thread.
void Mailer::Run() {
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
  std::unique_lock<std::mutex> lock(mutex_);
  std::list<Waiting> next;  // one mail
  while (WaitForNext(lock, next)) {
    const std::string command = rules_.command;
    sending_ = true;
    lock.unlock();
    const CommandResult result =
        options_.send(command, next.front().text.text(), options_.patience, stopping_);
    lock.lock();
    sending_ = false;
    if (!stopping_) Judge(std::move(next), result);
    next.clear();
  }
}

bool Mailer::WaitForNext(std::unique_lock<std::mutex>& lock, std::list<Waiting>& next) {
  while (!stopping_) {
    ForgetTheLate();
    const auto first =
        std::min_element(waiting_.begin(), waiting_.end(),
                         [](const Waiting& a, const Waiting& b) { return a.due < b.due; });
    if (first == waiting_.end()) {
      changed_.wait(lock);
      continue;
    }
    const absl::Duration pause = first->due - absl::Now();
    if (pause <= absl::ZeroDuration()) {
      next.splice(next.end(), waiting_, first);
      return true;
    }
    changed_.wait_for(lock, absl::ToChronoMilliseconds(pause) + std::chrono::milliseconds(1));
  }
  return false;
}

void Mailer::ForgetTheLate() {
  const absl::Time now = absl::Now();
  for (auto mail = waiting_.begin(); mail != waiting_.end();) {
    if (now < mail->until) {
      ++mail;
      continue;
    }
    ++failed_;
    Tell(absl::StrCat("A mail was given up (", mail->what, "): its code is good no more"));
    mail = waiting_.erase(mail);
  }
}

void Mailer::Judge(std::list<Waiting> mail, const CommandResult& result) {
  if (result.ok) {
    ++sent_;
    failing_ = false;
    return;
  }
  Waiting& one = mail.front();
  errors_.push_back(absl::StrCat(absl::FormatTime(absl::Now(), absl::UTCTimeZone()), " ", one.what,
                                 ": ", result.error, result.said.empty() ? "" : ": ", result.said));
  if (errors_.size() > kErrorsKept) errors_.pop_front();
  if (++one.attempts >= rules_.attempts || rules_.command.empty()) {
    ++failed_;
    Tell(Sentence(one.what, result, "; the mail is given up"));
  } else if (one.due = absl::Now() + PauseAfter(options_.first_pause, one.attempts);
             one.due >= one.until) {
    ++failed_;
    Tell(Sentence(one.what, result,
                  "; its code is good no more at the next try, so it is given up"));
  } else {
    // One sentence for a time in which all fail.
    if (!failing_) Tell(Sentence(one.what, result, "; the mail is tried again"));
    waiting_.splice(waiting_.end(), mail);
  }
  failing_ = true;
}

void Mailer::Tell(std::string sentence) {
  if (notices_.size() >= kNoticesKept) return;
  notices_.push_back(std::move(sentence));
  const uint64_t one = 1;
  // write() cannot fail: the counter is far from its highest value.
  [[maybe_unused]] const ssize_t written = ::write(wake_.get(), &one, sizeof(one));
}

}  // namespace irc

#include "net/auth/password_service.h"

#include <openssl/crypto.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <utility>

#include "core/check.h"

namespace irc {

PasswordThread::PasswordThread(std::shared_ptr<const Credentials> credentials)
    : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      credentials_(std::move(credentials)),
      thread_([this] { Run(); }) {
  IRC_CHECK(wake_.valid(), "a server starts before its descriptors run out");
}

PasswordThread::~PasswordThread() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
  }
  asked_.notify_one();
  thread_.join();
}

void PasswordThread::Ask(EffectId effect, std::string credential, std::string password) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    questions_.push_back({.effect = effect,
                          .credential = std::move(credential),
                          .password = std::move(password),
                          .credentials = credentials_});
  }
  asked_.notify_one();
}

std::vector<PasswordAnswer> PasswordThread::TakeAnswers() {
  const std::lock_guard<std::mutex> lock(mutex_);
  uint64_t count = 0;
  // Fails when nothing was counted, and then there is nothing to reset.
  [[maybe_unused]] const ssize_t got = ::read(wake_.get(), &count, sizeof(count));
  return std::exchange(answers_, {});
}

void PasswordThread::SetCredentials(std::shared_ptr<const Credentials> credentials) {
  credentials_ = std::move(credentials);
}

void PasswordThread::Run() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    asked_.wait(lock, [this] { return stopping_ || !questions_.empty(); });
    if (stopping_) return;
    Question question = std::move(questions_.front());
    questions_.pop_front();
    lock.unlock();
    const bool ok = question.credentials->Check(question.credential, question.password);
    ::OPENSSL_cleanse(question.password.data(), question.password.size());
    lock.lock();
    answers_.push_back({.effect = question.effect, .ok = ok});
    const uint64_t one = 1;
    // Fails only when 2^64 answers wait.
    [[maybe_unused]] const ssize_t written = ::write(wake_.get(), &one, sizeof(one));
  }
}

}  // namespace irc

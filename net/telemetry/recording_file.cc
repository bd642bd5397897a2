#include "net/telemetry/recording_file.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "net/io/fd.h"
#include "net/io/files.h"

namespace irc {
namespace {

constexpr std::chrono::milliseconds kPatienceAtEnd{500};
constexpr int kPatienceInCrash = 1000;  // milliseconds
constexpr int kLookEvery = 50;          // milliseconds; whether the end has come
constexpr int kFilesMax = 1'000'000;

bool IsPipeOrDevice(const struct stat& info) {
  return S_ISFIFO(info.st_mode) || S_ISCHR(info.st_mode);
}

// Opens the first of `path`, `path`.1, … that does not exist, and changes `path` to it. Invalid,
// with errno set, on an error.
Fd OpenNew(std::string& path) {
  const std::string first = path;
  struct stat info = {};
  const bool exists = ::lstat(path.c_str(), &info) == 0;
  if (exists && S_ISDIR(info.st_mode)) {
    errno = EISDIR;
    return Fd();
  }
  if (exists && IsPipeOrDevice(info)) return OpenForWriting(path, O_NOFOLLOW, 0);
  for (int i = 1; i < kFilesMax; ++i) {
    Fd fd = OpenForWriting(path, O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
    if (fd.valid() || errno != EEXIST) return fd;
    path = absl::StrCat(first, ".", i);
  }
  return Fd();
}

}  // namespace

struct RecordingFile::Parts {
  explicit Parts(Fd to) : fd(std::move(to)) {}

  void Run();
  bool WriteAll(absl::string_view text);

  const Fd fd;
  std::atomic<size_t> unwritten = 0;  // of what the thread has been given
  std::atomic<int> error = 0;         // errno of the write that has failed
  std::atomic<bool> abandoned = false;

  std::mutex mutex;
  std::condition_variable given;
  std::condition_variable written;
  std::string waiting;    // guarded by the mutex, like the two below
  bool stopping = false;  // the thread ends when nothing waits
  bool ended = false;
};

void RecordingFile::Parts::Run() {
  std::string text;
  std::unique_lock<std::mutex> lock(mutex);
  while (true) {
    given.wait(lock, [this] { return stopping || !waiting.empty(); });
    if (waiting.empty()) break;
    text.clear();
    text.swap(waiting);
    lock.unlock();
    const bool ok = error == 0 && WriteAll(text);
    lock.lock();
    if (!ok) waiting.clear();
    unwritten = waiting.size();
    written.notify_all();
  }
  ended = true;
  written.notify_all();
}

bool RecordingFile::Parts::WriteAll(absl::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(fd.get(), text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<size_t>(count));
      continue;
    }
    if (errno == EAGAIN && !abandoned) {
      pollfd ready = {.fd = fd.get(), .events = POLLOUT, .revents = 0};
      ::poll(&ready, 1, kLookEvery);
    } else if (errno != EINTR) {
      error = errno;
      return false;
    }
  }
  return true;
}

absl::StatusOr<std::unique_ptr<RecordingFile>> RecordingFile::Create(const std::string& path) {
  std::string opened = path;
  Fd fd = OpenNew(opened);
  if (!fd.valid()) {
    return absl::UnavailableError(
        absl::StrCat("cannot write the recording '", opened, "': ", strerror(errno)));
  }
  return absl::WrapUnique(
      new RecordingFile(std::move(opened), std::make_shared<Parts>(std::move(fd))));
}

RecordingFile::RecordingFile(std::string path, std::shared_ptr<Parts> parts)
    : path_(std::move(path)), parts_(std::move(parts)) {
  std::thread([shared = parts_] { shared->Run(); }).detach();
}

RecordingFile::~RecordingFile() {
  Flush();
  std::unique_lock<std::mutex> lock(parts_->mutex);
  parts_->stopping = true;
  parts_->given.notify_all();
  const auto ended = [this] { return parts_->ended; };
  if (parts_->written.wait_for(lock, kPatienceAtEnd, ended)) return;
  parts_->abandoned = true;
  parts_->written.wait_for(lock, std::chrono::milliseconds(2 * kLookEvery), ended);
}

void RecordingFile::Append(absl::string_view text) {
  if (error_.empty()) absl::StrAppend(&pending_, text);
}

bool RecordingFile::Flush() {
  if (!error_.empty()) return true;
  if (const int error = parts_->error; error != 0) {
    error_ = strerror(error);
  } else if (!pending_.empty()) {
    const std::lock_guard<std::mutex> lock(parts_->mutex);
    if (parts_->waiting.size() + pending_.size() > kWaitingBytesMax) {
      error_ = absl::StrCat("the file has taken nothing while ", kWaitingBytesMax >> 20,
                            " MiB were waiting");
    } else {
      parts_->unwritten += pending_.size();
      if (parts_->waiting.empty()) {
        parts_->waiting.swap(pending_);
        parts_->given.notify_one();
      } else {
        absl::StrAppend(&parts_->waiting, pending_);
      }
    }
  }
  pending_.clear();
  return error_.empty();
}

void RecordingFile::Drain() {
  std::unique_lock<std::mutex> lock(parts_->mutex);
  parts_->written.wait(lock, [this] { return parts_->unwritten == 0; });
}

namespace {

std::atomic<const std::atomic<size_t>*> crash_unwritten = nullptr;

// The thread goes on writing while this waits. Only functions that may be called in a signal
// handler.
void WaitInCrash(int signal) {
  const std::atomic<size_t>* const unwritten = crash_unwritten.exchange(nullptr);
  for (int i = 0; unwritten != nullptr && *unwritten > 0 && i < kPatienceInCrash; ++i) {
    const timespec millisecond = {.tv_sec = 0, .tv_nsec = 1'000'000};
    ::nanosleep(&millisecond, nullptr);
  }
  ::raise(signal);  // SA_RESETHAND: the default action, which ends the process
}

}  // namespace

void RecordingFile::OutliveCrashes() {
  static std::shared_ptr<Parts>& kept = *new std::shared_ptr<Parts>();  // never goes away
  kept = parts_;
  crash_unwritten = &kept->unwritten;
  struct sigaction action = {};
  action.sa_handler = WaitInCrash;
  action.sa_flags = SA_RESETHAND;
  for (int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) {
    ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace irc

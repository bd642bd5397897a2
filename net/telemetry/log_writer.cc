#include "net/telemetry/log_writer.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "net/io/fd.h"
#include "net/io/files.h"
#include "spdlog/async_logger.h"
#include "spdlog/details/thread_pool.h"
#include "spdlog/sinks/sink.h"

namespace irc {
namespace {

constexpr size_t kLinesWaiting = 1024;
constexpr int kPatienceMilliseconds = 200;

absl::StatusOr<Fd> OpenTarget(const std::string& path) {
  Fd fd = path.empty() ? Fd(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0))
                       : OpenForWriting(path, O_CREAT | O_APPEND, 0640);
  if (fd.valid() || path.empty()) return fd;  // a closed standard error turns the log off
  return absl::UnavailableError(
      absl::StrCat("cannot write the log '", path, "': ", strerror(errno)));
}

// The sink of the writer thread. Each line is one write(), so that the lines of several processes
// do not mix.
class Target : public spdlog::sinks::sink {
 public:
  explicit Target(Fd fd) : fd_(std::move(fd)) {}
  ~Target() override { Fd(next_fd_.exchange(-1)); }

  // Switches to another file from the next line on. Thread-safe.
  void GoOnWith(Fd fd) { Fd(next_fd_.exchange(fd.Release())); }
  void StopWaiting() { patience_ = 0; }
  uint64_t lost() const { return lost_; }

  void log(const spdlog::details::log_msg& message) override {
    if (Fd next(next_fd_.exchange(-1)); next.valid()) {
      fd_ = std::move(next);
      torn_ = false;
    }
    // After a partial write the line is ended first, so that the next line begins at its start.
    if (torn_ && Write("\n")) torn_ = false;
    if (torn_ || !Write({message.payload.data(), message.payload.size()})) ++lost_;
  }

  void flush() override {}
  void set_pattern(const std::string&) override {}
  void set_formatter(std::unique_ptr<spdlog::formatter>) override {}

 private:
  bool Write(absl::string_view text) {
    const size_t size = text.size();
    while (fd_.valid() && !text.empty()) {
      // When poll() says that a pipe is writable, it takes at least 4,096 bytes without blocking.
      pollfd ready = {.fd = fd_.get(), .events = POLLOUT, .revents = 0};
      const int polled = ::poll(&ready, 1, patience_);
      if (polled < 0 && errno == EINTR) continue;
      if (polled <= 0) break;
      const ssize_t count = ::write(fd_.get(), text.data(), text.size());
      if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (count <= 0) break;
      text.remove_prefix(static_cast<size_t>(count));
    }
    if (!text.empty() && text.size() < size) torn_ = true;
    return text.empty();
  }

  Fd fd_;
  bool torn_ = false;  // the last line was written only in part
  std::atomic<int> next_fd_ = -1;
  std::atomic<int> patience_ = kPatienceMilliseconds;
  std::atomic<uint64_t> lost_ = 0;
};

}  // namespace

struct LogWriter::Parts {
  explicit Parts(Fd fd)
      : target(std::make_shared<Target>(std::move(fd))),
        thread(std::make_shared<spdlog::details::thread_pool>(kLinesWaiting, 1)),
        logger(std::make_shared<spdlog::async_logger>(
            "ircserv", target, thread, spdlog::async_overflow_policy::overrun_oldest)) {}

  std::shared_ptr<Target> target;
  std::shared_ptr<spdlog::details::thread_pool> thread;
  std::shared_ptr<spdlog::async_logger> logger;
};

LogWriter::LogWriter(std::string path, std::unique_ptr<Parts> parts)
    : path_(std::move(path)), parts_(std::move(parts)) {}

LogWriter::~LogWriter() {
  parts_->target->StopWaiting();
  parts_->thread.reset();  // joins the thread after it has processed the queue
}

absl::StatusOr<std::unique_ptr<LogWriter>> LogWriter::Open(const std::string& path) {
  absl::StatusOr<Fd> fd = OpenTarget(path);
  if (!fd.ok()) return fd.status();
  return absl::WrapUnique(new LogWriter(path, std::make_unique<Parts>(*std::move(fd))));
}

// Every line has the level `info` for spdlog: Log::Wants has already filtered by level.
void LogWriter::Write(absl::string_view line) {
  parts_->logger->log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
}

absl::Status LogWriter::Reopen() {
  if (path_.empty()) return absl::OkStatus();
  absl::StatusOr<Fd> fd = OpenTarget(path_);
  if (!fd.ok()) return fd.status();
  parts_->target->GoOnWith(*std::move(fd));
  return absl::OkStatus();
}

uint64_t LogWriter::lost() const {
  return parts_->thread->overrun_counter() + parts_->target->lost();
}

size_t LogWriter::waiting() const { return parts_->thread->queue_size(); }

}  // namespace irc

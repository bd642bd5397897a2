#include "net/channel_log/line_files.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "net/io/fd.h"
#include "net/io/files.h"

namespace irc {
namespace {

constexpr size_t kOpenFilesMost = 64;

// Creates the folder of the file.
void MakeFolderOf(const std::string& path) {
  const std::string folder = path.substr(0, path.rfind('/'));
  const size_t above = folder.rfind('/');
  if (above != std::string::npos && above > 0) MakeFolder(folder.substr(0, above)).IgnoreError();
  ::mkdir(folder.c_str(), 0750);  // the error of open() says what is wrong
}

}  // namespace

// The open files, which are those of the thread alone.
class LineFiles::Writer {
 public:
  void CloseAll() { files_.clear(); }

  // Writes the lines, all of one file. The error is the reason; then none of them counts as
  // written.
  std::string Write(const std::string& path, absl::string_view lines) {
    File& file = FileAt(path);
    if (!file.fd.valid()) {
      const std::string why = strerror(errno);
      files_.erase(path);
      return why;
    }
    // After a partial write the line is ended first, so that the next one begins at its start.
    if (file.torn && Put(file.fd, "\n").empty()) file.torn = false;
    absl::string_view rest = lines;
    const std::string why = Put(file.fd, lines, &rest);
    if (!why.empty() && rest.size() < lines.size()) file.torn = true;
    return why;
  }

 private:
  struct File {
    Fd fd;
    bool torn = false;
    uint64_t used = 0;
  };

  File& FileAt(const std::string& path) {
    const auto found = files_.find(path);
    if (found != files_.end()) {
      found->second.used = ++uses_;
      return found->second;
    }
    if (files_.size() >= kOpenFilesMost) {
      files_.erase(std::min_element(files_.begin(), files_.end(), [](const auto& a, const auto& b) {
        return a.second.used < b.second.used;
      }));
    }
    Fd fd = OpenForWriting(path, O_CREAT | O_APPEND, 0640);
    if (!fd.valid() && errno == ENOENT) {
      MakeFolderOf(path);
      fd = OpenForWriting(path, O_CREAT | O_APPEND, 0640);
    }
    const int error = errno;
    File& file = files_[path];
    file = {.fd = std::move(fd), .used = ++uses_};
    errno = error;
    return file;
  }

  static std::string Put(const Fd& fd, absl::string_view text, absl::string_view* rest = nullptr) {
    while (!text.empty()) {
      const ssize_t count = ::write(fd.get(), text.data(), text.size());
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) {
        const std::string why = count == 0 ? "nothing was written" : strerror(errno);
        if (rest != nullptr) *rest = text;
        return why;
      }
      text.remove_prefix(static_cast<size_t>(count));
    }
    return "";
  }

  std::map<std::string, File> files_;
  uint64_t uses_ = 0;
};

LineFiles::LineFiles(size_t bytes_max) : bytes_max_(bytes_max) {
  // Signals are for the loop's thread.
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  thread_ = std::thread([this] { Run(); });
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void LineFiles::Finish() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ends_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void LineFiles::Append(const std::string& path, std::string line) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const size_t bytes = path.size() + line.size();
  if (bytes > bytes_max_ - std::min(bytes_max_, waiting_bytes_)) {
    ++lost_;
    last_error_ = "the disk is too slow";
    return;
  }
  waiting_bytes_ += bytes;
  waiting_.push_back({path, std::move(line)});
  if (waiting_.size() == 1) wake_.notify_one();
}

void LineFiles::Reopen() {
  const std::lock_guard<std::mutex> lock(mutex_);
  reopen_ = true;
}

uint64_t LineFiles::lost() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return lost_;
}

std::string LineFiles::last_error() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return last_error_;
}

void LineFiles::Lose(uint64_t lines, std::string why) {
  const std::lock_guard<std::mutex> lock(mutex_);
  lost_ += lines;
  last_error_ = std::move(why);
}

void LineFiles::Run() {
  Writer writer;
  while (true) {
    std::vector<Entry> entries;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      wake_.wait(lock, [this] { return ends_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      entries.swap(waiting_);
      if (std::exchange(reopen_, false)) writer.CloseAll();
    }
    size_t bytes = 0;
    for (size_t i = 0, next = 0; i < entries.size(); i = next) {
      // Neighbouring lines of a file are written together.
      std::string lines;
      while (next < entries.size() && entries[next].path == entries[i].path) {
        bytes += entries[next].path.size() + entries[next].line.size();
        lines += entries[next++].line;
      }
      const std::string why = writer.Write(entries[i].path, lines);
      if (!why.empty()) {
        Lose(next - i, absl::StrCat("cannot write '", entries[i].path, "': ", why));
      }
    }
    const std::lock_guard<std::mutex> lock(mutex_);
    waiting_bytes_ -= bytes;
  }
}

}  // namespace irc

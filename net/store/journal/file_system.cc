#include "net/store/journal/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "net/io/fd.h"

namespace irc {
namespace {

int ResultOf(int returned) { return returned == 0 ? 0 : errno; }

class PosixFile : public JournalFile {
 public:
  explicit PosixFile(Fd fd) : fd_(std::move(fd)) {}

  // The loop asks what is wrong when the disk has taken a part.
  int Append(absl::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t count = ::write(fd_.get(), bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return errno;
      if (count == 0) return EIO;
      bytes.remove_prefix(static_cast<size_t>(count));
    }
    return 0;
  }

  int Truncate(uint64_t size) override {
    return ResultOf(::ftruncate(fd_.get(), static_cast<off_t>(size)));
  }

  int Sync() override { return ResultOf(::fdatasync(fd_.get())); }

 private:
  const Fd fd_;
};

class PosixLock : public FolderLock {
 public:
  explicit PosixLock(Fd fd) : fd_(std::move(fd)) {}

 private:
  const Fd fd_;
};

}  // namespace

int PosixFileSystem::MakeFolder(const std::string& folder) {
  size_t slash = 0;
  do {
    slash = folder.find('/', slash + 1);
    const std::string part = folder.substr(0, slash);
    struct stat info = {};
    if (::stat(part.c_str(), &info) == 0) {
      if (!S_ISDIR(info.st_mode)) return ENOTDIR;
    } else if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) {
      return errno;
    }
  } while (slash != std::string::npos);
  return 0;
}

int PosixFileSystem::Lock(const std::string& path, std::unique_ptr<FolderLock>& lock) {
  Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd.valid() || ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) return errno;
  lock = std::make_unique<PosixLock>(std::move(fd));
  return 0;
}

int PosixFileSystem::Create(const std::string& path, std::unique_ptr<JournalFile>& file) {
  Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600));
  if (!fd.valid()) return errno;
  file = std::make_unique<PosixFile>(std::move(fd));
  return 0;
}

int PosixFileSystem::Read(const std::string& path, uint64_t offset, size_t bytes_max,
                          std::string& bytes) {
  bytes.clear();
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat info = {};
  if (!fd.valid() || ::fstat(fd.get(), &info) != 0) return errno;
  const uint64_t end = static_cast<uint64_t>(info.st_size);
  bytes_max = std::min<uint64_t>(bytes_max, end - std::min(end, offset));
  bytes.resize(bytes_max);
  size_t size = 0;
  while (size < bytes_max) {
    const ssize_t count =
        ::pread(fd.get(), bytes.data() + size, bytes_max - size, static_cast<off_t>(offset + size));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    if (count == 0) break;
    size += static_cast<size_t>(count);
  }
  bytes.resize(size);
  return 0;
}

int PosixFileSystem::List(const std::string& folder, std::vector<std::string>& names) {
  names.clear();
  DIR* const opened = ::opendir(folder.c_str());
  if (opened == nullptr) return errno;
  while (const dirent* entry = ::readdir(opened)) names.emplace_back(entry->d_name);
  ::closedir(opened);
  return 0;
}

int PosixFileSystem::Rename(const std::string& from, const std::string& to) {
  return ResultOf(::rename(from.c_str(), to.c_str()));
}

int PosixFileSystem::Remove(const std::string& path) { return ResultOf(::unlink(path.c_str())); }

int PosixFileSystem::SyncFolder(const std::string& folder) {
  const Fd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.valid()) return errno;
  return ResultOf(::fsync(fd.get()));
}

}  // namespace irc

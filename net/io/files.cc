#include "net/io/files.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/status/status.h"

namespace irc {
namespace {

constexpr size_t kPieceBytes = 64 << 10;

absl::Status LastError() {
  const char* reason = strerror(errno);
  return errno == ENOENT ? absl::NotFoundError(reason) : absl::UnavailableError(reason);
}

// Writes all of the text and waits until the disk has it. False, with errno set, on an error.
bool WriteToDisk(int fd, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(fd, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    text.remove_prefix(static_cast<size_t>(count));
  }
  return ::fsync(fd) == 0;
}

// The folder of the file at `path`.
std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return path.substr(0, std::max<size_t>(slash, 1));
}

}  // namespace

absl::StatusOr<Fd> OpenForReading(const std::string& path) {
  Fd fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  struct stat info = {};
  if (!fd.valid() || ::fstat(fd.get(), &info) != 0) return LastError();
  if (S_ISDIR(info.st_mode)) return absl::UnavailableError(strerror(EISDIR));
  if (!S_ISREG(info.st_mode)) return absl::UnavailableError("it is no regular file");
  return fd;
}

absl::StatusOr<std::string> ReadWholeFile(const std::string& path) {
  absl::StatusOr<Fd> fd = OpenForReading(path);
  if (!fd.ok()) return fd.status();
  std::string text;
  while (text.size() <= kFileBytesMax) {
    const size_t size = text.size();
    text.resize(size + kPieceBytes);
    const ssize_t count = ::read(fd->get(), text.data() + size, kPieceBytes);
    text.resize(size + static_cast<size_t>(count < 0 ? 0 : count));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return LastError();
    if (count == 0) return text;
  }
  return absl::UnavailableError("it is larger than 64 MiB");
}

Fd OpenForWriting(const std::string& path, int flags, mode_t mode) {
  flags |= O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
  Fd fd(::open(path.c_str(), O_WRONLY | flags, mode));
  // A pipe that nobody reads yet. Open for both, it takes bytes until it is full.
  if (!fd.valid() && errno == ENXIO) fd = Fd(::open(path.c_str(), O_RDWR | flags, mode));
  return fd;
}

absl::Status WriteAtomically(const std::string& path, absl::string_view text) {
  std::string temporary = path + ".XXXXXX";
  const Fd fd(::mkostemp(temporary.data(), O_CLOEXEC));  // 0600
  if (!fd.valid()) return LastError();
  if (!WriteToDisk(fd.get(), text) || ::rename(temporary.c_str(), path.c_str()) != 0) {
    const absl::Status status = LastError();
    ::unlink(temporary.c_str());
    return status;
  }
  // Without this, a crash of the system could take the new name back.
  const Fd folder(::open(FolderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.valid()) ::fsync(folder.get());
  return absl::OkStatus();
}

absl::Status WriteNewFile(const std::string& path, absl::string_view text, mode_t mode) {
  const Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!fd.valid()) return LastError();
  if (WriteToDisk(fd.get(), text)) return absl::OkStatus();
  const absl::Status status = LastError();
  ::unlink(path.c_str());
  return status;
}

absl::Status MakeFolder(const std::string& path) {
  for (size_t end = 0; end != std::string::npos;) {
    end = path.find('/', end + 1);
    if (::mkdir(path.substr(0, end).c_str(), 0700) == 0 || errno == EEXIST) continue;
    return LastError();
  }
  return absl::OkStatus();
}

absl::Status CanWriteInto(const std::string& folder) {
  std::string existing = folder;
  while (::access(existing.c_str(), F_OK) != 0 && errno == ENOENT && existing != "/" &&
         existing != ".") {
    existing = FolderOf(existing);
  }
  struct stat info = {};
  if (::stat(existing.c_str(), &info) != 0) return LastError();
  if (!S_ISDIR(info.st_mode)) return absl::UnavailableError(strerror(ENOTDIR));
  return ::access(existing.c_str(), W_OK | X_OK) == 0 ? absl::OkStatus() : LastError();
}

}  // namespace irc

#include "net/io/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/status/status.h"

namespace irc {
namespace {

constexpr size_t kPieceBytes = 64 << 10;

absl::Status LastError() { return absl::UnavailableError(strerror(errno)); }

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

}  // namespace irc

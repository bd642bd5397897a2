#include "net/io/unix_socket.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"

namespace irc {
namespace {

constexpr absl::string_view kPrefix = "unix:";

// The address of a path. A path that is too long for it is reached through a descriptor of its
// folder.
class PathAddress {
 public:
  explicit PathAddress(std::string path) {
    address_.sun_family = AF_UNIX;
    const size_t slash = path.rfind('/');
    if (path.size() >= sizeof(address_.sun_path) && slash != path.npos) {
      folder_ = Fd(::open(path.substr(0, slash).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
      path = absl::StrFormat("/proc/self/fd/%d%s", folder_.get(), path.substr(slash));
    }
    path.copy(address_.sun_path, sizeof(address_.sun_path) - 1);
  }

  // bind() or connect().
  int Use(int (*call)(int, const sockaddr*, socklen_t), const Fd& socket) const {
    return call(socket.get(), reinterpret_cast<const sockaddr*>(&address_), sizeof(address_));
  }

 private:
  sockaddr_un address_ = {};
  Fd folder_;
};

Fd NewSocket() { return Fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)); }

// Whether `path` is a socket without a listener.
bool IsStale(const std::string& path) {
  struct stat file = {};
  if (::lstat(path.c_str(), &file) != 0 || !S_ISSOCK(file.st_mode)) return false;
  const Fd probe = NewSocket();
  return PathAddress(path).Use(::connect, probe) != 0 && errno == ECONNREFUSED;
}

}  // namespace

SocketFile::~SocketFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

bool IsUnixAddress(absl::string_view text) {
  return absl::StartsWith(text, kPrefix) && text.size() > kPrefix.size() + 1 &&
         text[kPrefix.size()] == '/' &&
         text.size() - kPrefix.size() < sizeof(sockaddr_un().sun_path);
}

std::optional<mode_t> ParseFileMode(absl::string_view text) {
  if (text.size() == 4) text = absl::StripPrefix(text, "0");
  if (text.size() != 3) return std::nullopt;
  mode_t mode = 0;
  for (char digit : text) {
    if (digit < '0' || digit > '7') return std::nullopt;
    mode = mode << 3 | static_cast<mode_t>(digit - '0');
  }
  return mode;
}

absl::StatusOr<Fd> ListenOnPath(const std::string& path, int backlog, mode_t mode) {
  Fd fd = NewSocket();
  const PathAddress address(path);
  if (IsStale(path)) ::unlink(path.c_str());
  // With umask the file never has more permissions than `mode`; chmod would come too late.
  const mode_t mask = ::umask(~mode & 0777);
  const bool bound = address.Use(::bind, fd) == 0;
  const int error = errno;
  ::umask(mask);
  if (bound && ::listen(fd.get(), backlog) == 0) return fd;
  const std::string text =
      absl::StrFormat("cannot listen on unix:%s: %s", path, strerror(bound ? errno : error));
  if (!bound && error == EADDRINUSE) return absl::AlreadyExistsError(text);
  return absl::UnavailableError(text);
}

Fd ConnectToPath(const std::string& path) {
  Fd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (PathAddress(path).Use(::connect, fd) == 0) return fd;
  const int error = errno;
  fd = Fd();
  errno = error;
  return fd;
}

}  // namespace irc

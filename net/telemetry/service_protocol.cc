#include "net/telemetry/service_protocol.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "net/io/fd.h"

namespace irc {
namespace {

// A variable that is not set is "".
absl::string_view Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// Whether the variable names this process; a child inherits the variables of its parent.
bool IsForThisProcess(absl::string_view pid) {
  int64_t number = 0;
  return absl::SimpleAtoi(pid, &number) && number == ::getpid();
}

}  // namespace

absl::StatusOr<std::vector<std::string>> NamesOfPassedDescriptors() {
  if (!IsForThisProcess(Variable("LISTEN_PID"))) return std::vector<std::string>();
  const absl::string_view count_text = Variable("LISTEN_FDS");
  int count = 0;
  if (!absl::SimpleAtoi(count_text, &count) || count < 0) {
    return absl::InvalidArgumentError(absl::StrCat("LISTEN_FDS is '", count_text, "'"));
  }
  // A child must not inherit them.
  for (int i = 0; i < count; ++i) {
    const int fd = kFirstPassedDescriptor + i;
    if (::fcntl(fd, F_SETFD, FD_CLOEXEC) != 0) {
      return absl::InvalidArgumentError(absl::StrCat("descriptor ", fd, ": ", strerror(errno)));
    }
  }
  const size_t size = static_cast<size_t>(count);
  const absl::string_view names_text = Variable("LISTEN_FDNAMES");
  if (names_text.empty()) return std::vector<std::string>(size, "unknown");
  std::vector<std::string> names = absl::StrSplit(names_text, ':');
  if (names.size() == size) return names;
  return absl::InvalidArgumentError(
      absl::StrCat("LISTEN_FDNAMES has ", names.size(), " names, and LISTEN_FDS is ", size));
}

std::optional<absl::Duration> WatchdogTimeout() {
  const absl::string_view pid = Variable("WATCHDOG_PID");
  if (!pid.empty() && !IsForThisProcess(pid)) return std::nullopt;
  int64_t microseconds = 0;
  if (!absl::SimpleAtoi(Variable("WATCHDOG_USEC"), &microseconds) || microseconds <= 0) {
    return std::nullopt;
  }
  return absl::Microseconds(microseconds);
}

bool IsForManager(int fd) {
  if (!Variable("NOTIFY_SOCKET").empty()) return true;
  // A child inherits the variable, although its output may go elsewhere.
  struct stat info = {};
  return ::fstat(fd, &info) == 0 &&
         Variable("JOURNAL_STREAM") == absl::StrCat(info.st_dev, ":", info.st_ino);
}

void NotifyManager(const std::string& lines) {
  const absl::string_view path = Variable("NOTIFY_SOCKET");
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  if (path.size() < 2 || path.size() > sizeof(address.sun_path)) return;
  path.copy(address.sun_path, path.size());
  // '@' stands for the zero byte that an abstract address begins with.
  if (path[0] == '@') address.sun_path[0] = '\0';
  const socklen_t size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
  const Fd fd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  ::sendto(fd.get(), lines.data(), lines.size(), MSG_NOSIGNAL,
           reinterpret_cast<const sockaddr*>(&address), size);
}

}  // namespace irc

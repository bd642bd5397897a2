// Sockets in the file system, for proxies and bots on the same machine. The file is removed when
// the socket is closed, and one that a crashed server has left behind is replaced.
#ifndef IRCSERV_NET_IO_UNIX_SOCKET_H_
#define IRCSERV_NET_IO_UNIX_SOCKET_H_

#include <sys/types.h>

#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "net/io/fd.h"

namespace irc {

// The name of a socket in the file system. Whoever holds it removes it at the end.
class SocketFile {
 public:
  SocketFile() = default;
  explicit SocketFile(std::string path) : path_(std::move(path)) {}
  SocketFile(SocketFile&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  SocketFile& operator=(SocketFile&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
  }
  ~SocketFile();

  const std::string& path() const { return path_; }  // empty: none

 private:
  std::string path_;
};

// "unix:/run/irc.sock": the path is absolute and fits into an address. Nothing else is one.
bool IsUnixAddress(absl::string_view text);

// "0660", or "660": rights in octal digits, for owner, group and others.
std::optional<mode_t> ParseFileMode(absl::string_view text);

inline constexpr mode_t kSocketMode = 0660;

// Listens on `path`, non-blocking; the file has the rights `mode`. ALREADY_EXISTS when somebody
// listens there or the file is no socket; the error is one sentence with the text of strerror.
absl::StatusOr<Fd> ListenOnPath(const std::string& path, int backlog, mode_t mode = kSocketMode);

}  // namespace irc

#endif  // IRCSERV_NET_IO_UNIX_SOCKET_H_

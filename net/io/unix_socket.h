// Unix sockets, for proxies and bots on the same machine. The file is removed when the socket is
// closed; the file of a crashed server is replaced. A path may be longer than an address of a
// socket takes (108 bytes).
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

// The file of a Unix socket. The owner of this object removes the file at its end.
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

// Whether `text` is like "unix:/run/irc.sock": an absolute path that fits into a sockaddr_un.
bool IsUnixAddress(absl::string_view text);

// Parses permissions in octal digits: "0660" or "660".
std::optional<mode_t> ParseFileMode(absl::string_view text);

inline constexpr mode_t kSocketMode = 0660;

// Listens on `path`, non-blocking; the file gets the permissions `mode`. ALREADY_EXISTS when
// another process listens there or the file is no socket. The error is one sentence with the text
// of strerror().
absl::StatusOr<Fd> ListenOnPath(const std::string& path, int backlog, mode_t mode = kSocketMode);

// Connects to `path`; the socket blocks. Invalid, with errno set, on an error.
Fd ConnectToPath(const std::string& path);

}  // namespace irc

#endif  // IRCSERV_NET_IO_UNIX_SOCKET_H_

// Opens files so that nobody waits: for the other end of a pipe, or for a device.
#ifndef IRCSERV_NET_IO_FILES_H_
#define IRCSERV_NET_IO_FILES_H_

#include <sys/types.h>

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "net/io/fd.h"

namespace irc {

// Opens a regular file for reading. A pipe, a device or a folder is an error, and so is what does
// not exist; its message is the reason alone: "No such file or directory".
absl::StatusOr<Fd> OpenForReading(const std::string& path);

// The contents of a regular file, of at most kFileBytesMax bytes. Errors as above.
inline constexpr size_t kFileBytesMax = 64 << 20;
absl::StatusOr<std::string> ReadWholeFile(const std::string& path);

// Opens for writing with O_NONBLOCK and `flags` (of open(2)), a pipe also when nobody reads it yet.
// Invalid, with errno set, on an error.
Fd OpenForWriting(const std::string& path, int flags, mode_t mode);

}  // namespace irc

#endif  // IRCSERV_NET_IO_FILES_H_

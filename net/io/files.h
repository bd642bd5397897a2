// Reads and writes files so that nobody waits: for the other end of a pipe, or for a device.
#ifndef IRCSERV_NET_IO_FILES_H_
#define IRCSERV_NET_IO_FILES_H_

#include <sys/types.h>

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "net/io/fd.h"

namespace irc {

// Opens a regular file for reading. A pipe, a device or a folder is an error, and so is what does
// not exist (NOT_FOUND); its message is the reason alone: "No such file or directory".
absl::StatusOr<Fd> OpenForReading(const std::string& path);

// The contents of a regular file, of at most kFileBytesMax bytes. Errors as above.
inline constexpr size_t kFileBytesMax = 64 << 20;
absl::StatusOr<std::string> ReadWholeFile(const std::string& path);

// Opens for writing with O_NONBLOCK and `flags` (of open(2)), a pipe also when nobody reads it yet.
// Invalid, with errno set, on an error.
Fd OpenForWriting(const std::string& path, int flags, mode_t mode);

// Replaces the file at `path`, or creates it, with the mode 0600. Its readers find the whole old
// content or the whole new one, also after a crash. The message of an error is the reason alone,
// and the old file is unchanged then.
absl::Status WriteAtomically(const std::string& path, absl::string_view text);

// Creates a file. When there is one already, or anything else of that name, it stays as it is, and
// the error is "File exists".
absl::Status WriteNewFile(const std::string& path, absl::string_view text, mode_t mode);

// Creates the folder, and those above it that are missing, for this user only (0700).
absl::Status MakeFolder(const std::string& path);

// Whether this process could create a file in the folder after MakeFolder. Changes nothing.
absl::Status CanWriteInto(const std::string& folder);

}  // namespace irc

#endif  // IRCSERV_NET_IO_FILES_H_

#include "net/telemetry/recording_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace irc {

absl::StatusOr<std::unique_ptr<RecordingFile>> RecordingFile::Create(const std::string& path) {
  Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!fd.valid()) {
    return absl::UnavailableError(
        absl::StrCat("cannot write the recording '", path, "': ", strerror(errno)));
  }
  return absl::WrapUnique(new RecordingFile(std::move(fd)));
}

void RecordingFile::Append(absl::string_view text) {
  if (fd_.valid()) absl::StrAppend(&pending_, text);
}

bool RecordingFile::Flush() {
  absl::string_view rest = pending_;
  while (!rest.empty()) {
    const ssize_t written = ::write(fd_.get(), rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const int error = errno;
      fd_.Close();
      pending_.clear();
      errno = error;
      return false;
    }
    rest.remove_prefix(static_cast<size_t>(written));
  }
  pending_.clear();
  return true;
}

}  // namespace irc

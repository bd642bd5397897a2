#include "cmd/init/service_group.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace irc {

absl::Status ShareWithGroupOfFolder(const std::filesystem::path& file) {
  struct stat folder = {};
  if (::geteuid() != 0 || ::stat(file.parent_path().c_str(), &folder) != 0 || folder.st_gid == 0) {
    return absl::OkStatus();
  }
  if (::chown(file.c_str(), 0, folder.st_gid) == 0 && ::chmod(file.c_str(), 0640) == 0) {
    return absl::OkStatus();
  }
  return absl::UnavailableError(strerror(errno));
}

}  // namespace irc

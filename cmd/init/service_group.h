// Files that root writes for the service.
#ifndef IRCSERV_CMD_INIT_SERVICE_GROUP_H_
#define IRCSERV_CMD_INIT_SERVICE_GROUP_H_

#include <filesystem>

#include "absl/status/status.h"

namespace irc {

// Lets the group of the folder read the file, if this is root and the group is not root's: the
// package has such a folder for its service. An error is the reason of the system.
absl::Status ShareWithGroupOfFolder(const std::filesystem::path& file);

}  // namespace irc

#endif  // IRCSERV_CMD_INIT_SERVICE_GROUP_H_

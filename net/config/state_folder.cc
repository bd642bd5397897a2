#include "net/config/state_folder.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace irc {
namespace {

// The value of a variable that holds an absolute path; empty otherwise.
absl::string_view PathIn(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr || *value != '/' ? absl::string_view() : absl::string_view(value);
}

}  // namespace

std::string DataFolder(const std::string& directory) {
  if (directory == kNoDataFolder) return directory;
  if (directory.empty()) return StateFolder();
  std::error_code error;
  const std::filesystem::path path = std::filesystem::absolute(directory, error);
  return error ? "" : path.lexically_normal().string();
}

std::string StateFolder() {
  // systemd lists several folders with ':' between them.
  const absl::string_view folders = PathIn("STATE_DIRECTORY");
  if (!folders.empty()) return std::string(folders.substr(0, folders.find(':')));
  const absl::string_view states = PathIn("XDG_STATE_HOME");
  if (!states.empty()) return absl::StrCat(states, "/ircserv");
  if (::geteuid() == 0) return "/var/lib/ircserv";
  const absl::string_view home = PathIn("HOME");
  return home.empty() ? "" : absl::StrCat(home, "/.local/state/ircserv");
}

}  // namespace irc

#include "net/io/file_watch.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace irc {
namespace {

namespace fs = std::filesystem;

// What becomes of a file when it is written, replaced, removed, or made readable.
constexpr uint32_t kChanges =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB | IN_ONLYDIR;

// As many links as the kernel follows.
constexpr int kLinksMax = 40;

// Adds the folders whose entries decide where `path` leads.
void AddFolders(fs::path path, std::set<std::string>& folders, int& links) {
  const fs::path folder = path.parent_path();
  if (!folders.insert(folder.string()).second) {
    // Its own links are known already.
  } else if (folder != folder.root_path()) {
    std::error_code error;
    if (fs::is_symlink(folder, error)) AddFolders(folder, folders, links);
  }
  std::error_code error;
  if (++links > kLinksMax || !fs::is_symlink(path, error)) return;
  const fs::path target = fs::read_symlink(path, error);
  if (!error) AddFolders((folder / target).lexically_normal(), folders, links);
}

}  // namespace

FileWatch::FileWatch() : inotify_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

void FileWatch::Watch(const std::vector<std::string>& paths) {
  folders_.clear();
  for (const std::string& path : paths) {
    std::error_code error;
    int links = 0;
    AddFolders(fs::absolute(path, error), folders_, links);
  }
  if (!inotify_.valid()) return;
  std::set<int> watches;
  for (const std::string& folder : folders_) {
    const int watch = ::inotify_add_watch(inotify_.get(), folder.c_str(), kChanges);
    if (watch >= 0) watches.insert(watch);
  }
  for (const int old : watches_) {
    // An error: the folder is gone, and its watch with it.
    if (watches.count(old) == 0) ::inotify_rm_watch(inotify_.get(), old);
  }
  watches_ = std::move(watches);
}

void FileWatch::Clear() {
  alignas(inotify_event) char events[4096];
  while (::read(inotify_.get(), events, sizeof(events)) > 0) {
  }
}

}  // namespace irc

// Says when files may have changed. It watches the folders in which they are, because a file is
// often replaced rather than written: by a rename, or as the target of a symbolic link. The folder
// of each link on the way to a file is watched, too, and that of a link to a folder.
//
// It may say so too often, because other files of the folders change as well, and it may miss a
// change: of a folder above these, on a network file system, or when the system has no watches
// left. So its users also look from time to time.
#ifndef IRCSERV_NET_IO_FILE_WATCH_H_
#define IRCSERV_NET_IO_FILE_WATCH_H_

#include <set>
#include <string>
#include <vector>

#include "net/io/fd.h"

namespace irc {

class FileWatch {
 public:
  FileWatch();

  // Watches these files and no others. To be called again when something has changed, because links
  // may lead elsewhere now.
  void Watch(const std::vector<std::string>& paths);

  // Readable when something may have changed, until Clear. -1: the system has refused it.
  int fd() const { return inotify_.get(); }
  void Clear();

  // The folders that are watched, in alphabetical order.
  const std::set<std::string>& folders() const { return folders_; }

 private:
  Fd inotify_;
  std::set<std::string> folders_;
  std::set<int> watches_;
};

}  // namespace irc

#endif  // IRCSERV_NET_IO_FILE_WATCH_H_

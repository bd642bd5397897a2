// Child processes: how one is started, and ended.
//
// Laws of this file:
// - No shell reads the command. The child has default signals, none of which is blocked, and its
// own
//   process group.
// - It has the descriptors that it is given, and no other one of the server.
#ifndef IRCSERV_NET_IO_CHILD_H_
#define IRCSERV_NET_IO_CHILD_H_

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "net/io/fd.h"

namespace irc {

struct Pipe {
  Fd read;
  Fd write;
};

// Nothing when there are no descriptors left.
std::optional<Pipe> MakePipe();

void SetNonBlocking(const Fd& fd);

// The standard descriptors of a child.
struct ChildFds {
  int in;
  int out;
  int err = 2;  // that of the server
};

// Starts the program at the path command[0] with the rest as arguments; `environment` has entries
// such as "PATH=/bin". 0 on an error, which errno tells.
pid_t StartChild(const std::vector<std::string>& command,
                 const std::vector<std::string>& environment, const ChildFds& fds);

// Kills the process group of the child, and waits for the child.
void EndChild(pid_t child);

}  // namespace irc

#endif  // IRCSERV_NET_IO_CHILD_H_

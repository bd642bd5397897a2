// Runs the command that takes a mail, such as `/usr/sbin/sendmail -t`: without a shell, with the
// mail on its standard input, and no longer than it may take.
//
// Laws of this file:
// - The command has no descriptor of the server, and none of its environment but PATH.
// - It is over when SendByCommand returns. What it has started may go on when it has ended by
//   itself; when it was ended, its process group is too.
#ifndef IRCSERV_NET_MAIL_SEND_COMMAND_H_
#define IRCSERV_NET_MAIL_SEND_COMMAND_H_

#include <atomic>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace irc {

struct CommandResult {
  bool ok = false;
  std::string said;   // on its standard output and error: one line without control characters
  std::string error;  // why it is not ok; a sentence without a full stop
};

// `command`: a path and arguments, with spaces between. `stop`: when it becomes true, the command
// is killed. Waits for the command, so no loop calls it.
CommandResult SendByCommand(absl::string_view command, absl::string_view mail,
                            absl::Duration patience, const std::atomic<bool>& stop);

}  // namespace irc

#endif  // IRCSERV_NET_MAIL_SEND_COMMAND_H_

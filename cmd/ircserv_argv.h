// Passwords on the command line: other users of the machine can read the arguments of a process.
#ifndef IRCSERV_CMD_IRCSERV_ARGV_H_
#define IRCSERV_CMD_IRCSERV_ARGV_H_

namespace irc {

// Overwrites the passwords in the arguments with '*': PASSWORD, that of --oper, and the values of
// secret keys in --set. Copy the arguments before, if they are needed.
void HidePasswords(int argc, char** argv);

}  // namespace irc

#endif  // IRCSERV_CMD_IRCSERV_ARGV_H_

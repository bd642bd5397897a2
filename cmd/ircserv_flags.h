// The command line of ircserv.
#ifndef IRCSERV_CMD_IRCSERV_FLAGS_H_
#define IRCSERV_CMD_IRCSERV_FLAGS_H_

#include <string>
#include <vector>

#include "cmd/init/questions.h"
#include "net/config/settings.h"

namespace irc {

struct CommandLine {
  std::string config_file;  // empty: no file
  bool check_config = false;
  bool example_config = false;
  bool texts = false;  // what services say is to be printed
  bool hash_password = false;
  bool check_data = false;
  std::string backup;  // paths; empty: none
  std::string export_to;
  std::string import_file;
  std::string import_from;   // another server; empty: none
  std::string foreign_file;  // its file, when there is one
  bool dry_run = false;
  bool status = false;  // a running server is to be asked how it is
  bool json = false;
  bool alive = false;            // only whether it serves
  std::string make_certificate;  // a path; empty: none is to be made
  std::string test_mail;         // an address; empty: no mail is to be sent
  std::string init;              // path of the configuration to write; empty: none
  InitFlags init_flags;
  // Whether something is to be done with the data, instead of running a server.
  bool has_data_work() const {
    return check_data || !backup.empty() || !export_to.empty() || !import_file.empty() ||
           !import_from.empty();
  }
  Settings settings;  // from flags and arguments, with their errors
};

// Reads flags and arguments. Prints a sentence and ends the process with status 1 for a flag that
// does not exist or has no value; --help and --version print and end it with 0. `has_sockets`: a
// service manager has passed sockets for clients, so that no port is needed.
CommandLine ReadCommandLine(std::vector<std::string> args, bool has_sockets);

}  // namespace irc

#endif  // IRCSERV_CMD_IRCSERV_FLAGS_H_

// The configuration file that --init writes, as a function of the answers.
#ifndef IRCSERV_CMD_INIT_INITIAL_CONFIG_H_
#define IRCSERV_CMD_INIT_INITIAL_CONFIG_H_

#include <string>

#include "absl/strings/string_view.h"

namespace irc {

struct InitAnswers {
  std::string server_name;
  std::string network;
  std::string oper;         // name of the operator; empty: none
  std::string oper_hash;    // hash of the operator's password
  std::string certificate;  // paths of the pair
  std::string key;
  std::string data_folder;          // empty: the default of the server
  std::string program = "ircserv";  // as it was called
};

// `text` as a string of TOML, in quotes.
std::string TomlString(absl::string_view text);

// The text of the file.
std::string InitialConfig(const InitAnswers& answers);

// What the operator types next, in lines. `file` is the path of the configuration.
// `is_self_signed`: clients cannot verify the certificate.
std::string NextCommands(const InitAnswers& answers, absl::string_view file, bool is_self_signed);

}  // namespace irc

#endif  // IRCSERV_CMD_INIT_INITIAL_CONFIG_H_

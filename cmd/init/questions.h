// The questions of --init: what flags have not answered is asked on the terminal, or gets its
// default where there is none.
#ifndef IRCSERV_CMD_INIT_QUESTIONS_H_
#define IRCSERV_CMD_INIT_QUESTIONS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "cmd/init/initial_config.h"
#include "net/config/settings.h"

namespace irc {

// What flags say; empty: nothing.
struct InitFlags {
  std::string server_name;
  std::string network;
  std::string oper;         // NAME, NAME:PASSWORD or NAME:HASH
  std::string certificate;  // a file, or a folder of certbot
  bool self_signed = false;
  std::string data_folder;
  bool force = false;               // write in the place of a file that is there
  std::string program = "ircserv";  // as it was called
};

// Adds an error for each flag that does not go with --init, or only with it. `settings` are those
// of the command line.
void RefuseWrongInit(bool init, const InitFlags& flags, Settings& settings);

// The person at the other end, and the files that an answer may name.
class Console {
 public:
  virtual ~Console() = default;

  // Whether somebody is there to ask.
  virtual bool is_terminal() const = 0;
  // The line that is typed behind the prompt. An error is a sentence.
  virtual absl::StatusOr<std::string> Ask(absl::string_view prompt) = 0;
  // Likewise, for a password, which is typed twice and not shown; without a terminal one line.
  virtual absl::StatusOr<std::string> AskPassword(absl::string_view prompt) = 0;
  virtual void Say(absl::string_view line) = 0;
  virtual bool HasFile(const std::string& path) const = 0;
};

// Asks at most five questions. `answers.certificate` is empty when one is to be made. An error is a
// sentence.
absl::StatusOr<InitAnswers> AskAll(const InitFlags& flags, Console& console);

}  // namespace irc

#endif  // IRCSERV_CMD_INIT_QUESTIONS_H_

// --status: asks a running server how it is, and prints one screen.
#ifndef IRCSERV_CMD_STATUS_STATUS_CLIENT_H_
#define IRCSERV_CMD_STATUS_STATUS_CLIENT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace irc {

// The file of the socket for it in the data folder; empty when nothing is kept.
std::string StatusSocket(const std::string& data_folder);

// Where a server may be found.
struct StatusPlaces {
  std::string socket;   // see StatusSocket; empty: none
  std::string metrics;  // ADDRESS:PORT; empty: none
};

// Asks the server for its JSON, in the first place where something answers. The error is a sentence
// that says what to do.
absl::StatusOr<std::string> AskForStatus(const StatusPlaces& places);

// What the JSON says, as a screen for people.
absl::StatusOr<std::string> StatusScreen(absl::string_view json);

// 0: all is well; 1: something deserves attention; 2: the server does not serve, or this is no
// status.
int StatusOfServer(absl::string_view json);

// Nothing, or an error that says why the server does not serve.
absl::Status WhetherServing(absl::string_view json);

// For health checks: prints nothing, or why the server does not answer or serve. Returns the exit
// status, 0 or 2.
int ShowAlive(const StatusPlaces& places);

// Does all of it: prints the screen, or with `json` what the server says. Returns the exit status.
int ShowStatus(const StatusPlaces& places, bool json);

}  // namespace irc

#endif  // IRCSERV_CMD_STATUS_STATUS_CLIENT_H_

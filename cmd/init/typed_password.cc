#include "cmd/init/typed_password.h"

#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "net/auth/credentials.h"
#include "net/telemetry/log.h"

namespace irc {
namespace {

// More than any password that a hash can be made of.
constexpr size_t kLineBytesMax = 4096;

volatile sig_atomic_t signal_to_obey = 0;

void ObeyLater(int signal) { signal_to_obey = signal; }

// Turns the echo of the terminal off. Signals that end the process wait until it is on again, and
// ^Z does nothing.
class Hidden {
 public:
  Hidden() {
    ::tcgetattr(STDIN_FILENO, &before_);
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    hidden.c_cc[VSUSP] = _POSIX_VDISABLE;
    struct sigaction action = {};
    action.sa_handler = ObeyLater;  // without SA_RESTART, so that read() returns
    for (size_t i = 0; i < kSignals; ++i) ::sigaction(kEnding[i], &action, &actions_[i]);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  ~Hidden() {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    for (size_t i = 0; i < kSignals; ++i) ::sigaction(kEnding[i], &actions_[i], nullptr);
    if (signal_to_obey != 0) ::raise(signal_to_obey);
  }
  Hidden(const Hidden&) = delete;
  Hidden& operator=(const Hidden&) = delete;

 private:
  static constexpr int kEnding[] = {SIGINT, SIGQUIT, SIGTERM};
  static constexpr size_t kSignals = sizeof(kEnding) / sizeof(kEnding[0]);

  termios before_ = {};
  struct sigaction actions_[kSignals] = {};
};

// Asks for a line that is not shown.
absl::StatusOr<SecretText> Ask(absl::string_view prompt) {
  const Hidden hidden;
  WriteToStderr(prompt);
  absl::StatusOr<SecretText> line = ReadTypedLine();
  WriteToStderr("\n");  // that of the reader was not shown
  return line;
}

absl::StatusOr<SecretText> NotEmpty(absl::StatusOr<SecretText> password) {
  if (!password.ok() || !password->text().empty()) return password;
  return absl::InvalidArgumentError("a password cannot be empty");
}

}  // namespace

absl::StatusOr<SecretText> ReadTypedLine() {
  std::string line;
  line.reserve(kLineBytesMax);  // it does not move, which would leave a copy behind
  char byte = 0;
  ssize_t count = 0;
  while (signal_to_obey == 0 && line.size() < kLineBytesMax &&
         (count = ::read(STDIN_FILENO, &byte, 1)) == 1 && byte != '\n') {
    line.push_back(byte);
  }
  const int error = errno;
  if (!line.empty() && line.back() == '\r') line.pop_back();
  SecretText text(std::move(line));
  if (count < 0) return absl::UnavailableError(absl::StrCat("cannot read: ", strerror(error)));
  return text;
}

absl::StatusOr<SecretText> ReadTypedPassword(absl::string_view prompt) {
  if (::isatty(STDIN_FILENO) != 1) return NotEmpty(ReadTypedLine());
  absl::StatusOr<SecretText> password = NotEmpty(Ask(prompt));
  if (!password.ok()) return password;
  const absl::StatusOr<SecretText> again = Ask("The same again: ");
  if (!again.ok()) return again.status();
  if (again->text() == password->text()) return password;
  return absl::InvalidArgumentError("the two passwords differ");
}

absl::StatusOr<std::string> HashOfPassword(const std::string& password) {
  std::string hash = HashOf(password);
  if (!hash.empty()) return hash;
  return absl::InvalidArgumentError("crypt(3) takes no password with a NUL or more than 511 bytes");
}

}  // namespace irc

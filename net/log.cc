#include "net/log.h"

#include <unistd.h>

#include "absl/strings/str_format.h"

namespace irc {
namespace {

absl::string_view LevelName(LogLevel level) {
  switch (level) {
    case LogLevel::kError:
      return "error";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kDebug:
      return "debug";
  }
  return "";
}

}  // namespace

bool ParseLogLevel(absl::string_view text, LogLevel& level) {
  for (LogLevel candidate :
       {LogLevel::kError, LogLevel::kWarning, LogLevel::kInfo, LogLevel::kDebug}) {
    if (text != LevelName(candidate)) continue;
    level = candidate;
    return true;
  }
  return false;
}

// What comes from clients may be quoted in `text`: no control character of theirs reaches the
// operator's terminal.
void Log::Write(LogLevel level, absl::string_view text) {
  std::string line =
      absl::StrFormat("%s %-8s", absl::FormatTime("%Y-%m-%d%ET%H:%M:%E3SZ", clock_.Wall(),
                                                  absl::UTCTimeZone()),
                      LevelName(level));
  for (unsigned char c : text) {
    if (c < 0x20 || c == 0x7f) {
      absl::StrAppend(&line, "\\x", absl::Hex(c, absl::kZeroPad2));
    } else {
      line.push_back(static_cast<char>(c));
    }
  }
  line.push_back('\n');
  write_(line);
}

void WriteToStderr(absl::string_view line) {
  // A log that can not be written has nobody to tell.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace irc

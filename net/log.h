// What the server tells its operator: one line each, with the time and a level.
//
//   2026-01-01T00:00:00.000Z info    127.0.0.1 connected (session 4294967297, 3 open)
#ifndef IRCSERV_NET_LOG_H_
#define IRCSERV_NET_LOG_H_

#include <functional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "net/clock.h"

namespace irc {

enum class LogLevel { kError, kWarning, kInfo, kDebug };

// "error", "warning", "info" or "debug"; false for anything else.
bool ParseLogLevel(absl::string_view text, LogLevel& level);

class Log {
 public:
  // `write` gets whole lines with their newline.
  Log(LogLevel level, const Clock& clock, std::function<void(absl::string_view)> write)
      : level_(level), clock_(clock), write_(std::move(write)) {}

  template <typename... Args>
  void Error(const Args&... args) {
    if (Wants(LogLevel::kError)) Write(LogLevel::kError, absl::StrCat(args...));
  }
  template <typename... Args>
  void Warning(const Args&... args) {
    if (Wants(LogLevel::kWarning)) Write(LogLevel::kWarning, absl::StrCat(args...));
  }
  template <typename... Args>
  void Info(const Args&... args) {
    if (Wants(LogLevel::kInfo)) Write(LogLevel::kInfo, absl::StrCat(args...));
  }
  template <typename... Args>
  void Debug(const Args&... args) {
    if (Wants(LogLevel::kDebug)) Write(LogLevel::kDebug, absl::StrCat(args...));
  }

  bool Wants(LogLevel level) const { return level <= level_; }
  void SetLevel(LogLevel level) { level_ = level; }

 private:
  void Write(LogLevel level, absl::string_view text);

  LogLevel level_;
  const Clock& clock_;
  std::function<void(absl::string_view)> write_;
};

// Writes to standard error with one call a line, so that lines of several processes do not mix.
void WriteToStderr(absl::string_view line);

}  // namespace irc

#endif  // IRCSERV_NET_LOG_H_

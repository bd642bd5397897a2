// What the server tells its operator: one line an event, with the time, a level, a short constant
// text that says what happened, and fields that say to whom. As text for people, or as one JSON
// object for programs:
//
//   2026-01-01T00:00:00.000Z info    connected address=127.0.0.1 session=4294967297 open=3
//   {"time":"2026-01-01T00:00:00.000Z","level":"info","event":"connected","address":"127.0.0.1",…}
//
// Law of this file: what clients say is never an event, only the value of a field, where neither a
// control character nor a quote of theirs can be taken for part of the log.
#ifndef IRCSERV_NET_TELEMETRY_LOG_H_
#define IRCSERV_NET_TELEMETRY_LOG_H_

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "net/io/clock.h"

namespace irc {

enum class LogLevel { kError, kWarning, kInfo, kDebug };
enum class LogFormat { kText, kJson };

// "error", "warning", "info" or "debug"; false for anything else.
bool ParseLogLevel(absl::string_view text, LogLevel& level);

// "text" or "json"; false for anything else.
bool ParseLogFormat(absl::string_view text, LogFormat& format);

// One fact about an event; an empty text is none and is left out. Its views need to live no longer
// than the call that logs it.
struct LogField {
  template <typename T>
  requires std::convertible_to<T, absl::string_view> LogField(absl::string_view k, const T& text)
      : key(k), value(absl::string_view(text)) {}
  template <std::integral T>
  LogField(absl::string_view k, T number) : key(k), value(static_cast<int64_t>(number)) {}

  absl::string_view key;
  std::variant<absl::string_view, int64_t> value;
};

// Where lines go. Whoever writes one is the loop that serves everybody, so nothing here may block.
class LogSink {
 public:
  virtual ~LogSink() = default;

  // A whole line with its newline.
  virtual void Write(absl::string_view line) = 0;

  // Opens the file by its name again, after it was moved away. An error is one sentence; the lines
  // then go where they went before.
  virtual absl::Status Reopen() { return absl::OkStatus(); }

  // Lines that could not be written, ever.
  virtual uint64_t lost() const { return 0; }

  // Lines that are not written yet.
  virtual size_t waiting() const { return 0; }
};

class Log {
 public:
  using Fields = std::initializer_list<LogField>;

  // `clock` and `sink` outlive the log.
  Log(LogLevel level, const Clock& clock, LogSink& sink)
      : level_(level), clock_(clock), sink_(sink) {}

  using Text = absl::string_view;
  void Error(Text event, Fields fields = {}) { Write(LogLevel::kError, event, fields); }
  void Warning(Text event, Fields fields = {}) { Write(LogLevel::kWarning, event, fields); }
  void Info(Text event, Fields fields = {}) { Write(LogLevel::kInfo, event, fields); }
  void Debug(Text event, Fields fields = {}) { Write(LogLevel::kDebug, event, fields); }

  bool Wants(LogLevel level) const { return level <= level_; }
  void SetLevel(LogLevel level) { level_ = level; }
  void SetFormat(LogFormat format) { format_ = format; }

  // See LogSink.
  void Reopen();
  uint64_t lost() const { return sink_.lost(); }
  size_t waiting() const { return sink_.waiting(); }

 private:
  void Write(LogLevel level, absl::string_view event, Fields fields);
  void TellOfLost(absl::Time now);

  LogLevel level_;
  LogFormat format_ = LogFormat::kText;
  const Clock& clock_;
  LogSink& sink_;
  uint64_t told_lost_ = 0;  // so many lost lines are in the log
  absl::Time told_at_ = absl::InfinitePast();
};

// Writes to standard error with one call; for what is said before there is a log.
void WriteToStderr(absl::string_view line);

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_LOG_H_

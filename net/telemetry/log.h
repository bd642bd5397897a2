// The log of the server, for its operator. One line per event has the time, a level, a short
// constant text that describes the event, and fields with the details. The format is text for
// people, or one JSON object for programs:
//
//   2026-01-01T00:00:00.000Z info    connected address=127.0.0.1 session=4294967297 open=3
//   {"time":"2026-01-01T00:00:00.000Z","level":"info","event":"connected","address":"127.0.0.1",…}
//
// Law of this file: text of a client is never part of the event's text, only the value of a field,
// where control characters and quotes are escaped, so that no client can forge a part of the log.
#ifndef IRCSERV_NET_TELEMETRY_LOG_H_
#define IRCSERV_NET_TELEMETRY_LOG_H_

#include <concepts>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <string>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "net/io/clock.h"

namespace irc {

enum class LogLevel { kError, kWarning, kInfo, kDebug };
enum class LogFormat { kText, kJson };

// "error", "warning", "info" or "debug"; false for anything else.
bool ParseLogLevel(absl::string_view text, LogLevel& level);

// "text" or "json"; false for anything else.
bool ParseLogFormat(absl::string_view text, LogFormat& format);

// A field of an event, left out when its text is empty. The views must live until the call that
// logs the event returns.
struct LogField {
  template <typename T>
  requires std::convertible_to<T, absl::string_view> LogField(absl::string_view k, const T& text)
      : key(k), value(absl::string_view(text)) {}
  template <std::integral T>
  LogField(absl::string_view k, T number) : key(k), value(static_cast<int64_t>(number)) {}

  absl::string_view key;
  std::variant<absl::string_view, int64_t> value;
};

// The destination of log lines. The event loop calls it, so none of its functions may block.
class LogSink {
 public:
  virtual ~LogSink() = default;

  // Writes `line`, a whole line with its newline.
  virtual void Write(absl::string_view line) = 0;

  // Opens the file by its name again, after it was moved away by log rotation. After an error,
  // whose message is one sentence, lines go to the old file.
  virtual absl::Status Reopen() { return absl::OkStatus(); }

  // The number of lines that could not be written since the start.
  virtual uint64_t lost() const { return 0; }

  // The number of lines in the queue.
  virtual size_t waiting() const { return 0; }
};

class Log {
 public:
  using Fields = std::initializer_list<LogField>;

  // `clock` and `sink` outlive the log.
  Log(LogLevel level, const Clock& clock, LogSink& sink)
      : level_(level), clock_(clock), sink_(sink) {}

  using Text = absl::string_view;
  void Error(Text event, Fields fields = {}) { Write(LogLevel::kError, event, Listed(fields)); }
  void Warning(Text event, Fields fields = {}) { Write(LogLevel::kWarning, event, Listed(fields)); }
  void Info(Text event, Fields fields = {}) { Write(LogLevel::kInfo, event, Listed(fields)); }
  void Debug(Text event, Fields fields = {}) { Write(LogLevel::kDebug, event, Listed(fields)); }

  // The same for an event with any number of fields.
  void Event(LogLevel level, Text event, absl::Span<const LogField> fields) {
    Write(level, event, fields);
  }

  bool Wants(LogLevel level) const { return level <= level_; }
  void SetLevel(LogLevel level) { level_ = level; }
  void SetFormat(LogFormat format) { format_ = format; }

  // See LogSink.
  void Reopen();
  uint64_t lost() const { return sink_.lost(); }
  size_t waiting() const { return sink_.waiting(); }

  // The last warnings and errors, whole lines, the oldest first.
  static constexpr size_t kTroubleMax = 10;
  const std::deque<std::string>& trouble() const { return trouble_; }

 private:
  static absl::Span<const LogField> Listed(Fields fields) {
    return {fields.begin(), fields.size()};
  }
  void Write(LogLevel level, absl::string_view event, absl::Span<const LogField> fields);
  void TellOfLost(absl::Time now);

  LogLevel level_;
  LogFormat format_ = LogFormat::kText;
  const Clock& clock_;
  LogSink& sink_;
  std::deque<std::string> trouble_;
  uint64_t told_lost_ = 0;                     // the number in the last warning about lost lines
  absl::Time told_at_ = absl::InfinitePast();  // steady
};

// Writes to standard error with one call, for messages before the log exists.
void WriteToStderr(absl::string_view line);

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_LOG_H_

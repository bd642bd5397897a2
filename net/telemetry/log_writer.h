// Writes the lines of the log to standard error or to a file in a thread of its own (spdlog's), so
// that a slow disk, a full pipe or a stopped terminal does not block the event loop. Lines that
// cannot be written are dropped and counted: the oldest one when 1,024 lines are in the queue, and
// each line whose write fails or whose pipe is not writable within 200 milliseconds.
#ifndef IRCSERV_NET_TELEMETRY_LOG_WRITER_H_
#define IRCSERV_NET_TELEMETRY_LOG_WRITER_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "net/telemetry/log.h"

namespace irc {

class LogWriter : public LogSink {
 public:
  // Appends to the file, which is created with mode 0640 if it does not exist, or writes to
  // standard error when `path` is empty. UNAVAILABLE with the text of strerror when it cannot be
  // opened.
  static absl::StatusOr<std::unique_ptr<LogWriter>> Open(const std::string& path);

  // Writes the lines in the queue, and drops those that cannot be written without waiting.
  ~LogWriter() override;

  void Write(absl::string_view line) override;
  absl::Status Reopen() override;
  uint64_t lost() const override;
  size_t waiting() const override;

 private:
  struct Parts;
  LogWriter(std::string path, std::unique_ptr<Parts> parts);

  const std::string path_;
  const std::unique_ptr<Parts> parts_;
};

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_LOG_WRITER_H_

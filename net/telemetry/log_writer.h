// Carries the lines of the log to standard error or to a file, in a thread of its own (spdlog's):
// a disk that is slow, a pipe that nobody reads and a terminal that was stopped make nobody wait.
// What they do not take is counted and gone: first the oldest of 1,024 waiting lines, and then each
// line that the disk refuses or that a reader does not take within a fifth of a second.
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
  // Appends to the file, which is made if it is not there, readable by its owner and his group; or
  // writes to standard error, when `path` is empty. An error is one sentence with the text of
  // strerror.
  static absl::StatusOr<std::unique_ptr<LogWriter>> Open(const std::string& path);

  // What still waits is written, as far as it is taken at once.
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

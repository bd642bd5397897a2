// The file of --record.
#ifndef IRCSERV_NET_TELEMETRY_RECORDING_FILE_H_
#define IRCSERV_NET_TELEMETRY_RECORDING_FILE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "net/io/fd.h"

namespace irc {

class RecordingFile {
 public:
  // Makes the file, readable by its owner alone: it holds what people say to each other. What was
  // in it before is gone. An error is one sentence with the text of strerror.
  static absl::StatusOr<std::unique_ptr<RecordingFile>> Create(const std::string& path);
  ~RecordingFile() { Flush(); }

  // Keeps `text` in memory until Flush.
  void Append(absl::string_view text);

  // Writes all of it. False once, with errno set, when the disk does not take it; the recording
  // ends there, the server goes on.
  bool Flush();

 private:
  explicit RecordingFile(Fd fd) : fd_(std::move(fd)) {}

  Fd fd_;  // closed after an error
  std::string pending_;
};

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_RECORDING_FILE_H_

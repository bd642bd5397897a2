// The file that --record writes.
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
  // Creates or truncates the file. Only its owner can read it, because it contains private
  // messages. The message of an error is one sentence with the text of strerror.
  static absl::StatusOr<std::unique_ptr<RecordingFile>> Create(const std::string& path);
  ~RecordingFile() { Flush(); }

  // Adds `text` to the buffer, which Flush writes.
  void Append(absl::string_view text);

  // Writes the buffer. After a failed write it returns false once, with errno set, and closes the
  // file: the recording ends there and the server continues.
  bool Flush();

 private:
  explicit RecordingFile(Fd fd) : fd_(std::move(fd)) {}

  Fd fd_;  // closed after an error
  std::string pending_;
};

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_RECORDING_FILE_H_

// The file that --record writes. A thread of its own writes it, so that a slow disk or a pipe that
// nobody reads does not stop the event loop.
//
// Each recording is a new file that only its owner can read: where `path` exists, the recording
// goes to the first of `path`.1, `path`.2, … that does not, and no file is ever written over. A
// symbolic link is not followed. Only a pipe or a device at `path` is written to as it is.
#ifndef IRCSERV_NET_TELEMETRY_RECORDING_FILE_H_
#define IRCSERV_NET_TELEMETRY_RECORDING_FILE_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace irc {

class RecordingFile {
 public:
  // When the file takes nothing while this many bytes wait, the recording ends.
  static constexpr size_t kWaitingBytesMax = 16 << 20;

  // The message of an error is one sentence with the text of strerror.
  static absl::StatusOr<std::unique_ptr<RecordingFile>> Create(const std::string& path);

  // Waits until everything is written, but half a second at most; what is left then is lost.
  ~RecordingFile();

  // The file that is written.
  const std::string& path() const { return path_; }

  // Adds `text` to the buffer, which Flush hands to the thread.
  void Append(absl::string_view text);

  // Hands the buffer to the thread. After a failed write, or when too much waits, it returns false
  // once: the recording ends there and the server continues. error() says why.
  bool Flush();
  const std::string& error() const { return error_; }

  // Waits until the thread has written what it has been given.
  void Drain();

  // From now on a crash of the process (SIGABRT, SIGSEGV and the like) waits until what the thread
  // has been given is written, a second at most, so that the recording has the event that caused
  // it. One recording of a process can have this.
  void OutliveCrashes();

 private:
  struct Parts;  // shared with the thread, which may be left behind in a write that never ends
  RecordingFile(std::string path, std::shared_ptr<Parts> parts);

  const std::string path_;
  const std::shared_ptr<Parts> parts_;
  std::string pending_;
  std::string error_;  // the recording has ended
};

}  // namespace irc

#endif  // IRCSERV_NET_TELEMETRY_RECORDING_FILE_H_

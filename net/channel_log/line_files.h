// Appends lines to files in a thread of its own, so that a slow disk does not block the event loop.
// Lines that cannot be written, and those for which there is no room in the queue, are dropped and
// counted.
#ifndef IRCSERV_NET_CHANNEL_LOG_LINE_FILES_H_
#define IRCSERV_NET_CHANNEL_LOG_LINE_FILES_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace irc {

class LineFiles {
 public:
  // `bytes_max`: of what waits to be written.
  explicit LineFiles(size_t bytes_max = 8 << 20);
  ~LineFiles() { Finish(); }
  LineFiles(const LineFiles&) = delete;
  LineFiles& operator=(const LineFiles&) = delete;

  // The file is created with mode 0640, in a folder that is created with mode 0750. `line` ends
  // with a newline.
  void Append(const std::string& path, std::string line);
  // Opens each file anew before its next line: after they were moved away.
  void Reopen();

  // Writes what waits, and ends. Nothing may be appended afterwards.
  void Finish();

  // Since the start.
  uint64_t lost() const;
  // Why the last line was lost, a sentence; empty: none was.
  std::string last_error() const;

 private:
  struct Entry {
    std::string path;
    std::string line;
  };
  class Writer;

  void Run();
  void Lose(uint64_t lines, std::string why);

  const size_t bytes_max_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Entry> waiting_;
  size_t waiting_bytes_ = 0;  // also of what the thread is writing
  bool reopen_ = false;
  bool ends_ = false;
  uint64_t lost_ = 0;
  std::string last_error_;
  std::thread thread_;
};

}  // namespace irc

#endif  // IRCSERV_NET_CHANNEL_LOG_LINE_FILES_H_

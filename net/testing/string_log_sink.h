// A log sink that appends to a string.
#ifndef IRCSERV_NET_TESTING_STRING_LOG_SINK_H_
#define IRCSERV_NET_TESTING_STRING_LOG_SINK_H_

#include <string>

#include "absl/strings/string_view.h"
#include "net/telemetry/log.h"

namespace irc {

class StringLogSink : public LogSink {
 public:
  void Write(absl::string_view line) override { text.append(line.data(), line.size()); }
  uint64_t lost() const override { return lost_lines; }
  size_t waiting() const override { return waiting_lines; }

  std::string text;
  uint64_t lost_lines = 0;
  size_t waiting_lines = 0;
};

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_STRING_LOG_SINK_H_

// The logs of channels: which line goes into which file.
#ifndef IRCSERV_NET_CHANNEL_LOG_CHANNEL_LOG_H_
#define IRCSERV_NET_CHANNEL_LOG_CHANNEL_LOG_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "core/channel_line.h"
#include "core/protocol/names.h"
#include "net/channel_log/line_files.h"
#include "net/telemetry/log.h"

namespace irc {

// A [[channel_log]] block.
struct ChannelLogConfig {
  std::vector<std::string> channels;  // masks
  std::string folder;
  std::string format = "text";  // or "json"

  friend bool operator==(const ChannelLogConfig&, const ChannelLogConfig&) = default;
};

class ChannelLog {
 public:
  // What is logged from now on. Without blocks there are neither files nor a thread.
  void SetBlocks(Casemapping casemapping, const std::vector<ChannelLogConfig>& blocks);

  // Writes the lines, those of an event, into the file of their channel and day in each block that
  // has the channel. What gets lost is told in `log`, once a minute at most; `steady`: the time.
  void Write(const std::vector<ChannelLine>& lines, absl::Time steady, Log& log);

  void Reopen() {
    if (files_ != nullptr) files_->Reopen();
  }
  // Lines since the start.
  uint64_t lost() const { return lost_before_ + (files_ == nullptr ? 0 : files_->lost()); }

 private:
  // Where the lines of a channel go: a folder of each block that has the channel.
  struct Place {
    std::string folder;
    bool json = false;
  };

  const std::vector<Place>& PlacesOf(const std::string& folded);
  void TellOfLost(absl::Time steady, Log& log);

  Casemapping casemapping_ = Casemapping::kAscii;
  std::vector<ChannelLogConfig> blocks_;
  absl::flat_hash_map<std::string, std::vector<Place>> places_;  // by the folded name
  std::unique_ptr<LineFiles> files_;
  uint64_t lost_before_ = 0;  // by files_ that are gone
  uint64_t told_lost_ = 0;
  absl::Time told_at_ = absl::InfinitePast();  // steady
};

}  // namespace irc

#endif  // IRCSERV_NET_CHANNEL_LOG_CHANNEL_LOG_H_

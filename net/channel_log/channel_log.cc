#include "net/channel_log/channel_log.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/protocol/glob.h"
#include "net/channel_log/channel_text.h"

namespace irc {
namespace {

constexpr absl::Duration kTellOfLostEvery = absl::Minutes(1);

// Users choose names of channels, so what is remembered of them has a bound.
constexpr size_t kPlacesMost = 10'000;

}  // namespace

void ChannelLog::SetBlocks(Casemapping casemapping, const std::vector<ChannelLogConfig>& blocks) {
  casemapping_ = casemapping;
  blocks_ = blocks;
  places_.clear();
  if (blocks.empty()) {
    if (files_ != nullptr) files_->Finish();
    lost_before_ = lost();
    files_ = nullptr;
  } else if (files_ == nullptr) {
    files_ = std::make_unique<LineFiles>();
  }
}

const std::vector<ChannelLog::Place>& ChannelLog::PlacesOf(const std::string& folded) {
  const auto found = places_.find(folded);
  if (found != places_.end()) return found->second;
  if (places_.size() >= kPlacesMost) places_.clear();
  std::vector<Place>& places = places_[folded];
  const GlobText name(casemapping_, folded);
  for (const ChannelLogConfig& block : blocks_) {
    if (std::any_of(block.channels.begin(), block.channels.end(), [&](const std::string& mask) {
          return Glob(casemapping_, mask).Matches(name);
        })) {
      places.push_back({.folder = absl::StrCat(block.folder, "/", FolderOfChannel(folded)),
                        .json = block.format == "json"});
    }
  }
  return places;
}

void ChannelLog::Write(const std::vector<ChannelLine>& lines, absl::Time steady, Log& log) {
  if (files_ == nullptr) return;
  for (const ChannelLine& line : lines) {
    for (const Place& place : PlacesOf(line.folded)) {
      files_->Append(absl::StrCat(place.folder, "/", FileOfDay(line.time, place.json)),
                     place.json ? JsonOf(line) : TextOf(line));
    }
  }
  TellOfLost(steady, log);
}

void ChannelLog::TellOfLost(absl::Time steady, Log& log) {
  if (steady - told_at_ < kTellOfLostEvery) return;
  const uint64_t lost = this->lost();
  if (lost == told_lost_) return;
  told_lost_ = lost;
  told_at_ = steady;
  log.Warning("lines of channels were not logged",
              {{"since_start", lost}, {"reason", files_->last_error()}});
}

}  // namespace irc

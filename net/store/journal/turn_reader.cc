#include "net/store/journal/turn_reader.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "net/store/journal/frame.h"

namespace irc {
namespace {

constexpr size_t kPieceBytes = 256 << 10;

}  // namespace

absl::Status TurnReader::ReadFrame(JournalTurn& turn) {
  const std::string path = SegmentPath(folder_, segment_);
  size_t wanted = kFrameHeaderBytes;
  while (true) {
    const size_t skip = static_cast<size_t>(offset_ - buffer_offset_);
    const absl::string_view rest = absl::string_view(buffer_).substr(skip);
    std::optional<Frame> frame;
    if (rest.size() >= wanted) frame = DecodeFrame(rest, wanted);
    if (frame.has_value()) {
      offset_ += wanted;
      turn = {.turn = frame->turn, .payload = std::string(frame->payload)};
      return absl::OkStatus();
    }
    if (wanted == 0) {
      return absl::DataLossError(
          absl::StrCat("the journal '", path, "' cannot be read back at byte ", offset_));
    }
    if (rest.size() >= wanted) continue;
    std::string bytes;
    const int error = files_.Read(path, offset_, std::max(wanted, kPieceBytes), bytes);
    if (error != 0) {
      return absl::UnavailableError(
          absl::StrCat("cannot read the journal '", path, "': ", strerror(error)));
    }
    buffer_ = std::move(bytes);
    buffer_offset_ = offset_;
    if (buffer_.size() < wanted) {
      return absl::DataLossError(
          absl::StrCat("the journal '", path, "' ends too early at byte ", offset_));
    }
  }
}

absl::Status TurnReader::Read(const std::vector<Journal::Span>& spans, uint64_t after,
                              uint64_t until, size_t bytes_max, std::vector<JournalTurn>& turns) {
  size_t bytes = 0;
  // What was read last time was not applied: it is read again.
  if (after != last_) segment_ = 0;
  last_ = after;
  for (const Journal::Span& span : spans) {
    if (span.segment != segment_) {
      segment_ = span.segment;
      offset_ = buffer_offset_ = 0;
      buffer_.clear();
    }
    const uint64_t last = std::min(until, span.end - 1);
    while (after < last && bytes < bytes_max) {
      const uint64_t offset = offset_;
      JournalTurn turn;
      const absl::Status status = ReadFrame(turn);
      if (!status.ok()) {
        // What stands there may change: a write that failed is cut off.
        offset_ = buffer_offset_ = offset;
        buffer_.clear();
        return status;
      }
      if (turn.turn <= after || turn.payload.front() == 'H') continue;
      after = last_ = turn.turn;
      bytes += turn.payload.size();
      turns.push_back(std::move(turn));
    }
    if (after < span.end - 1) break;
  }
  return absl::OkStatus();
}

}  // namespace irc

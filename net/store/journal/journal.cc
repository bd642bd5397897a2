#include "net/store/journal/journal.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "net/store/journal/frame.h"
#include "net/store/journal/journal_reader.h"

namespace irc {

Journal::Journal(FileSystem& files, JournalOptions options)
    : files_(files),
      options_(std::move(options)),
      next_segment_(options_.first_segment),
      last_turn_(options_.first_turn - 1),
      synced_turn_(options_.first_turn - 1),
      named_segment_(options_.first_segment - 1) {}

size_t Journal::bytes() const {
  size_t bytes = 0;
  for (const Segment& segment : segments_) bytes += segment.bytes;
  return bytes;
}

// Creates the file of a segment and puts its header into `bytes`, which are to be written first.
int Journal::StartSegment(std::string& bytes) {
  std::unique_ptr<JournalFile> file;
  const uint64_t number = next_segment_;
  if (const int error = files_.Create(SegmentPath(options_.folder, number), file); error != 0) {
    return error;
  }
  ++next_segment_;
  const uint64_t turn = last_turn_ + 1;
  segments_.push_back({.number = number, .end = turn, .file = std::move(file), .synced = true});
  writable_ = true;
  const std::string header =
      absl::StrCat("H 1 ", voids_from_ == 0 ? turn : voids_from_, " ", turn, "\n");
  AppendFrame({.turn = last_turn_, .synced = synced_turn_, .payload = header}, bytes);
  return 0;
}

// A file without a turn is of no use.
void Journal::DropSegment() {
  files_.Remove(SegmentPath(options_.folder, segments_.back().number));
  segments_.pop_back();
  writable_ = false;
}

int Journal::Append(absl::string_view payload) {
  std::string bytes;
  if (writable_ && segments_.back().bytes >= options_.segment_bytes) writable_ = false;
  const bool is_new = !writable_;
  if (is_new) {
    if (const int error = StartSegment(bytes); error != 0) return error;
  }
  const uint64_t turn = last_turn_ + 1;
  AppendFrame({.turn = turn, .synced = synced_turn_, .payload = payload}, bytes);
  Segment& segment = segments_.back();
  if (const int error = segment.file->Append(bytes); error != 0) {
    if (is_new) {
      DropSegment();
    } else if (segment.file->Truncate(segment.bytes) != 0) {
      writable_ = false;
      if (voids_from_ == 0) voids_from_ = turn;
    }
    return error;
  }
  if (is_new) voids_from_ = 0;
  segment.bytes += bytes.size();
  segment.end = turn + 1;
  segment.synced = false;
  last_turn_ = turn;
  unsynced_.push_back({.turn = turn, .payload = std::string(payload)});
  unsynced_bytes_ += payload.size();
  return 0;
}

Journal::Sync Journal::BeginSync() const {
  Sync sync;
  sync.until = last_turn_;
  for (const Segment& segment : segments_) {
    if (!segment.synced) sync.files.emplace_back(segment.number, segment.file);
    sync.last_segment = segment.number;
  }
  if (sync.last_segment > named_segment_) sync.folder = options_.folder;
  return sync;
}

void Journal::EndSync(const Sync& sync) {
  synced_turn_ = std::max(synced_turn_, sync.until);
  if (!sync.folder.empty()) named_segment_ = std::max(named_segment_, sync.last_segment);
  for (Segment& segment : segments_) {
    if (segment.end <= sync.until + 1) segment.synced = true;
  }
  while (!unsynced_.empty() && unsynced_.front().turn <= sync.until) {
    unsynced_bytes_ -= unsynced_.front().payload.size();
    unsynced_.pop_front();
  }
}

std::string Journal::Abandon() {
  std::string again;
  for (const Unsynced& turn : unsynced_) {
    bool has_commit = false;
    for (absl::string_view line : absl::StrSplit(turn.payload, '\n', absl::SkipEmpty())) {
      if (absl::StartsWith(line, "C ")) {
        has_commit = true;
      } else {
        absl::StrAppend(&again, line, "\n");
      }
    }
    if (has_commit) absl::StrAppend(&again, "V ", turn.turn, "\n");
  }
  unsynced_.clear();
  unsynced_bytes_ = 0;
  writable_ = false;
  voids_from_ = voids_from_ == 0 ? synced_turn_ + 1 : std::min(voids_from_, synced_turn_ + 1);
  for (Segment& segment : segments_) {
    segment.end = std::min(segment.end, voids_from_);
    segment.synced = true;  // there is nothing in it that is worth a sync
  }
  return again;
}

std::vector<Journal::Span> Journal::SpansBehind(uint64_t turn) const {
  std::vector<Span> spans;
  for (const Segment& segment : segments_) {
    if (segment.end > turn + 1) spans.push_back({.segment = segment.number, .end = segment.end});
  }
  return spans;
}

std::vector<uint64_t> Journal::TakeFinished(uint64_t applied, bool all) {
  std::vector<uint64_t> finished;
  while (!segments_.empty() && segments_.front().end <= applied + 1 &&
         (all || segments_.size() > 1 || !writable_)) {
    finished.push_back(segments_.front().number);
    segments_.erase(segments_.begin());
  }
  if (segments_.empty()) writable_ = false;
  return finished;
}

}  // namespace irc

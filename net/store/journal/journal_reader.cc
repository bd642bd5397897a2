#include "net/store/journal/journal_reader.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "net/store/journal/frame.h"
#include "net/store/rows/row_text.h"

namespace irc {
namespace {

constexpr absl::string_view kSegmentPrefix = "journal-";
constexpr size_t kSegmentBytesMax = size_t{1} << 30;

// What stands in a segment at one place: a frame, or bytes that are none.
struct Piece {
  uint64_t segment = 0;
  uint64_t offset = 0;
  std::optional<Frame> frame;
  bool header = false;  // of the segment
};

struct Header {
  uint64_t voids_from = 0;
  uint64_t first_turn = 0;
};

bool IsHeader(absl::string_view payload) { return absl::StartsWith(payload, "H "); }

std::optional<Header> ParseHeader(absl::string_view payload) {
  const std::vector<absl::string_view> words =
      absl::StrSplit(absl::StripSuffix(payload, "\n"), ' ');
  Header header;
  if (words.size() != 4 || words[1] != "1" || !absl::SimpleAtoi(words[2], &header.voids_from) ||
      !absl::SimpleAtoi(words[3], &header.first_turn)) {
    return std::nullopt;
  }
  return header;
}

// Cuts a segment into frames and what is none. Behind a gap the next frame is searched for.
void CutIntoPieces(absl::string_view bytes, uint64_t segment, std::vector<Piece>& pieces) {
  size_t at = 0;
  bool in_gap = false;
  while (at < bytes.size()) {
    size_t size = 0;
    const std::optional<Frame> frame = DecodeFrame(bytes.substr(at), size);
    if (frame.has_value()) {
      pieces.push_back(
          {.segment = segment, .offset = at, .frame = frame, .header = IsHeader(frame->payload)});
      at += size;
      in_gap = false;
      continue;
    }
    if (!in_gap) pieces.push_back({.segment = segment, .offset = at});
    in_gap = true;
    const size_t next = bytes.find(kFrameMagic, at + 1);
    at = next == absl::string_view::npos ? bytes.size() : next;
  }
}

// Takes away the turns that the header of a later segment declares void.
void RemoveVoid(const Header& header, std::vector<Piece>& pieces) {
  std::erase_if(pieces, [&](const Piece& piece) {
    return piece.frame.has_value() && !piece.header && piece.frame->turn >= header.voids_from;
  });
}

void NoteVoided(absl::string_view payload, std::set<uint64_t>& voided) {
  for (absl::string_view line : absl::StrSplit(payload, '\n')) {
    uint64_t turn = 0;
    if (absl::ConsumePrefix(&line, "V ") && absl::SimpleAtoi(line, &turn)) voided.insert(turn);
  }
}

// Walks over the pieces and takes the turns until the first gap.
class Walk {
 public:
  Walk(const std::string& folder, uint64_t position) : folder_(folder), expected_(position + 1) {}

  absl::StatusOr<JournalContents> Over(const std::vector<Piece>& pieces) {
    for (const Piece& piece : pieces) {
      if (!piece.frame.has_value()) continue;
      synced_ = std::max(synced_, piece.frame->synced);
      contents_.last_turn = std::max(contents_.last_turn, piece.frame->turn);
    }
    for (const Piece& piece : pieces) {
      const absl::Status status = Take(piece);
      if (!status.ok()) return status;
    }
    if (garbage_.has_value() && !in_gap_) NoteBreak(*garbage_);
    if (left_out_ > 0) {
      contents_.cut = true;
      contents_.notes.push_back(absl::StrCat(
          left_out_,
          " turns behind the gap in the journal were readable and are left out, because "
          "what they build upon may be missing; nobody was told that they are kept"));
    }
    return std::move(contents_);
  }

 private:
  absl::Status Take(const Piece& piece) {
    if (!piece.frame.has_value()) {
      if (!garbage_.has_value()) garbage_ = piece;
      return absl::OkStatus();
    }
    const Frame& frame = *piece.frame;
    if (piece.header) {
      const std::optional<Header> header = ParseHeader(frame.payload);
      if (!header.has_value()) {
        return absl::DataLossError(absl::StrCat("the journal '", PathOf(piece),
                                                "' has a format that this program does not know"));
      }
      // The turns that the header declares void are missing for a reason.
      if (header->voids_from <= expected_) expected_ = std::max(expected_, header->first_turn);
      return absl::OkStatus();
    }
    if (frame.turn < expected_) return absl::OkStatus();  // the database has it
    if (frame.turn > expected_ && !in_gap_) {
      const Piece& broken = garbage_.has_value() ? *garbage_ : piece;
      if (synced_ >= expected_) return Damage(broken);
      in_gap_ = true;
      NoteBreak(broken);
    }
    garbage_.reset();
    if (in_gap_) {
      ++left_out_;
      return absl::OkStatus();
    }
    expected_ = frame.turn + 1;
    NoteVoided(frame.payload, contents_.voided);
    contents_.turns.push_back({.turn = frame.turn, .payload = std::string(frame.payload)});
    return absl::OkStatus();
  }

  absl::Status Damage(const Piece& piece) const {
    return absl::DataLossError(absl::StrCat("the journal '", PathOf(piece), "' is damaged at byte ",
                                            piece.offset, ": turn ", expected_,
                                            " was on the disk and cannot be read any more"));
  }

  void NoteBreak(const Piece& piece) {
    contents_.notes.push_back(
        absl::StrCat("the journal '", PathOf(piece), "' breaks off at byte ", piece.offset,
                     ", in what the disk did not have yet when the server ended"));
  }

  std::string PathOf(const Piece& piece) const { return SegmentPath(folder_, piece.segment); }

  const std::string& folder_;
  JournalContents contents_;
  uint64_t expected_;    // the next turn
  uint64_t synced_ = 0;  // the disk had the turns until here
  // Bytes that are no frame, since the last one. They do no harm when no turn is missing behind
  // them: then they are the rest of a write that failed and was repeated.
  std::optional<Piece> garbage_;
  bool in_gap_ = false;
  uint64_t left_out_ = 0;
};

}  // namespace

std::string SegmentPath(const std::string& folder, uint64_t number) {
  return absl::StrFormat("%s/%s%08d", folder, kSegmentPrefix, number);
}

absl::StatusOr<std::vector<uint64_t>> ListSegments(FileSystem& files, const std::string& folder) {
  std::vector<std::string> names;
  if (const int error = files.List(folder, names); error != 0) {
    return absl::UnavailableError(
        absl::StrCat("cannot read the folder '", folder, "': ", strerror(error)));
  }
  std::vector<uint64_t> numbers;
  for (absl::string_view name : names) {
    uint64_t number = 0;
    if (absl::ConsumePrefix(&name, kSegmentPrefix) && absl::SimpleAtoi(name, &number)) {
      numbers.push_back(number);
    }
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

absl::StatusOr<std::vector<SegmentBytes>> ReadSegments(FileSystem& files, const std::string& folder,
                                                       const std::vector<uint64_t>& segments) {
  std::vector<SegmentBytes> read;
  for (uint64_t number : segments) {
    const std::string path = SegmentPath(folder, number);
    SegmentBytes segment{.number = number};
    const int error = files.Read(path, 0, kSegmentBytesMax, segment.bytes);
    if (error == ENOENT) continue;
    if (error != 0) {
      return absl::UnavailableError(
          absl::StrCat("cannot read the journal '", path, "': ", strerror(error)));
    }
    read.push_back(std::move(segment));
  }
  return read;
}

absl::StatusOr<JournalContents> JudgeJournal(const std::string& folder,
                                             const std::vector<SegmentBytes>& segments,
                                             uint64_t position) {
  std::vector<Piece> pieces;
  for (const SegmentBytes& segment : segments) {
    std::vector<Piece> own;
    CutIntoPieces(segment.bytes, segment.number, own);
    if (!own.empty() && own.front().header) {
      const std::optional<Header> header = ParseHeader(own.front().frame->payload);
      if (header.has_value()) RemoveVoid(*header, pieces);
    }
    pieces.insert(pieces.end(), own.begin(), own.end());
  }
  return Walk(folder, position).Over(pieces);
}

absl::Status RecordsOf(absl::string_view payload, bool voided, std::vector<Record>& records) {
  for (absl::string_view line : absl::StrSplit(payload, '\n', absl::SkipEmpty())) {
    const bool kept = absl::ConsumePrefix(&line, "K ");
    const bool commit = !kept && absl::ConsumePrefix(&line, "C ");
    if (!kept && !commit) {
      if (absl::StartsWith(line, "V ") || absl::StartsWith(line, "H ")) continue;
      return absl::DataLossError(absl::StrCat("the journal has an unknown entry: ", line));
    }
    if (commit && voided) continue;
    absl::StatusOr<Record> record = ParseRecord(line);
    if (!record.ok()) {
      return absl::DataLossError(
          absl::StrCat("an entry of the journal cannot be read: ", record.status().message()));
    }
    records.push_back(*std::move(record));
  }
  return absl::OkStatus();
}

}  // namespace irc

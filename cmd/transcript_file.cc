#include "cmd/transcript_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <variant>

#include "absl/memory/memory.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace irc {

absl::StatusOr<std::unique_ptr<TranscriptFile>> TranscriptFile::Open(const std::string& name,
                                                                     const std::string& path) {
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) {
    return absl::NotFoundError(absl::StrCat("cannot read ", name, ": ", std::strerror(errno)));
  }
  return absl::WrapUnique(new TranscriptFile(name, file));
}

TranscriptFile::~TranscriptFile() {
  std::free(line_);
  std::fclose(file_);
}

absl::Status TranscriptFile::Wrong(absl::string_view what) const {
  return absl::InvalidArgumentError(absl::StrCat(name_, ": ", what));
}

absl::StatusOr<bool> TranscriptFile::ReadBytes() {
  errno = 0;
  const ssize_t count = ::getline(&line_, &room_, file_);
  if (count < 0) {
    if (std::ferror(file_) == 0) return false;
    return absl::UnavailableError(absl::StrCat("cannot read ", name_, ": ", std::strerror(errno)));
  }
  bytes_ = static_cast<size_t>(count);
  whole_ = line_[bytes_ - 1] == '\n';
  if (whole_) --bytes_;
  return true;
}

void TranscriptFile::LookForMarks() {
  const absl::string_view line(line_, bytes_);
  if (absl::StartsWith(line, transcript::kRecordingBegins)) recording_ = true;
  if (!line.empty()) ended_ = line == transcript::kRecordingEnds;
}

absl::Status TranscriptFile::ReadLine() {
  what_ = transcript::Blank();
  const absl::StatusOr<bool> read = ReadBytes();
  if (!read.ok()) return read.status();
  if (!*read || (!whole_ && recording_)) {
    if (*read) ended_ = false;  // the recording was cut off within a line
    at_end_ = true;
    return absl::OkStatus();
  }
  LookForMarks();
  if (keeps_text_) text_.append(line_, bytes_ + (whole_ ? 1 : 0));
  absl::StatusOr<transcript::Line> line = reader_.Read(absl::string_view(line_, bytes_));
  if (!line.ok()) return Wrong(line.status().message());
  what_ = *std::move(line);
  return absl::OkStatus();
}

absl::StatusOr<bool> TranscriptFile::Next() {
  // Input lines that nobody has asked for belong to the block before.
  bool inside = number_ > 0 && !std::holds_alternative<transcript::Blank>(what_);
  while (!at_end_) {
    if (const absl::Status status = ReadLine(); !status.ok()) return status;
    if (std::holds_alternative<transcript::Blank>(what_)) {
      inside = false;
    } else if (!inside) {
      ++number_;
      fresh_ = true;
      checked_ = false;
      return true;
    }
  }
  return false;
}

absl::StatusOr<const transcript::Step*> TranscriptFile::NextStep() {
  if (!std::exchange(fresh_, false) && std::holds_alternative<transcript::Step>(what_)) {
    if (const absl::Status status = ReadLine(); !status.ok()) return status;
    checked_ = std::holds_alternative<transcript::Divider>(what_);
  }
  return std::get_if<transcript::Step>(&what_);
}

absl::StatusOr<const transcript::ExpectedLine*> TranscriptFile::NextExpected() {
  if (!std::holds_alternative<transcript::Blank>(what_)) {
    if (const absl::Status status = ReadLine(); !status.ok()) return status;
  }
  return std::get_if<transcript::ExpectedLine>(&what_);
}

}  // namespace irc

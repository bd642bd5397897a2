#include "cmd/transcript_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>

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

absl::StatusOr<bool> TranscriptFile::ReadLine() {
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

absl::StatusOr<bool> TranscriptFile::Next() {
  first_line_ = reader_.lines() + 1;
  text_.clear();
  while (!at_end_) {
    const absl::StatusOr<bool> read = ReadLine();
    if (!read.ok()) return read.status();
    std::optional<transcript::Block> block;
    if (*read && (whole_ || !recording_)) {
      LookForMarks();
      if (keeps_text_) text_.append(line_, bytes_ + (whole_ ? 1 : 0));
      auto ended = reader_.Add(absl::string_view(line_, bytes_));
      if (!ended.ok()) return Wrong(ended.status().message());
      block = *std::move(ended);
    } else {
      if (*read) ended_ = false;  // the recording was cut off within a line
      at_end_ = true;
      block = reader_.Finish();
    }
    if (!block.has_value()) continue;
    block_ = *std::move(block);
    ++number_;
    return true;
  }
  return false;
}

}  // namespace irc

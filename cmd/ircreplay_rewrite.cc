// ircreplay --rewrite.
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "cmd/ircreplay_modes.h"
#include "core/transcript/line_list.h"
#include "core/transcript/player.h"
#include "core/transcript/rewrite.h"

namespace irc {
namespace {

using transcript::Block;
using transcript::ExpectedLine;
using transcript::LineList;

// A new file that takes the place of another one when all of it is written.
class Replacement {
 public:
  // REQUIRES: Open is called first, and nothing else after an error.
  absl::Status Open(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                           &std::free);
    struct stat info = {};
    if (real == nullptr || ::stat(real.get(), &info) != 0) return Error();
    if (!S_ISREG(info.st_mode)) return absl::InvalidArgumentError("it is no regular file");
    path_ = real.get();
    new_path_ = absl::StrCat(path_, ".XXXXXX");
    const int fd = ::mkstemp(new_path_.data());
    if (fd < 0) return Error();
    file_ = ::fdopen(fd, "wb");
    return ::fchmod(fd, info.st_mode & 0777) == 0 ? absl::OkStatus() : Error();
  }
  ~Replacement() {
    if (file_ == nullptr) return;
    std::fclose(file_);
    ::unlink(new_path_.c_str());
  }
  void Write(absl::string_view text) {
    if (!text.empty()) in_line_ = text.back() != '\n';
    std::fwrite(text.data(), 1, text.size(), file_);
  }
  // The last line of a file can lack its '\n'.
  void FinishLine() {
    if (in_line_) Write("\n");
  }
  absl::Status Commit() {
    const bool written = std::ferror(file_) == 0;
    if (std::fclose(std::exchange(file_, nullptr)) == 0 && written &&
        std::rename(new_path_.c_str(), path_.c_str()) == 0) {
      return absl::OkStatus();
    }
    const absl::Status error = Error();
    ::unlink(new_path_.c_str());
    return error;
  }

 private:
  static absl::Status Error() { return absl::UnavailableError(std::strerror(errno)); }

  std::string path_;
  std::string new_path_;
  std::FILE* file_ = nullptr;
  bool in_line_ = false;
};

// Writes the new lines of a block from the first difference on, and reads its expected lines up to
// the end. `rest` has the comments directly before the difference. The file has just returned
// `expected`, which is not what comes next in the output; null: nothing more is expected.
absl::Status WriteRest(Replacement& replacement, TranscriptFile& file,
                       std::vector<ExpectedLine> rest, absl::StatusOr<const ExpectedLine*> expected,
                       std::vector<std::string> actual) {
  for (; expected.ok() && *expected != nullptr; expected = file.NextExpected()) {
    rest.push_back(**expected);
  }
  if (!expected.ok()) return expected.status();
  const int lines_before = rest.empty() ? 0 : rest[0].line - 1;
  for (ExpectedLine& line : rest) line.line -= lines_before;
  replacement.FinishLine();
  replacement.Write(transcript::Rewrite(file.TakeText(),
                                        {{Block{.checked = true, .expected = std::move(rest)}}},
                                        {{std::move(actual)}}));
  return absl::OkStatus();
}

// Writes the block with its new output. True when this is another one than before.
absl::StatusOr<bool> RewriteBlock(Replacement& replacement, TranscriptFile& file,
                                  transcript::Player& player) {
  absl::StatusOr<const transcript::Step*> step;
  while ((step = file.NextStep()).ok() && *step != nullptr) {
    const absl::Status played = player.PlayStep(**step);
    if (!played.ok()) return file.Wrong(played.message());
    replacement.Write(file.TakeText());
  }
  if (!step.ok()) return step.status();
  const LineList actual = player.TakeOutput();
  if (!file.checked()) return false;
  LineList::const_iterator next = actual.begin();
  std::vector<ExpectedLine> comments;  // behind the last line that stays
  absl::StatusOr<const ExpectedLine*> expected;
  replacement.Write(file.TakeText());
  while ((expected = file.NextExpected()).ok() && *expected != nullptr) {
    if ((*expected)->is_comment()) {
      comments.push_back(**expected);
      continue;
    }
    if (next == actual.end() || *next != (*expected)->text) break;
    ++next;
    comments.clear();
    replacement.Write(file.TakeText());
  }
  if (!expected.ok()) return expected.status();
  if (*expected == nullptr && next == actual.end()) return false;
  const absl::Status written =
      WriteRest(replacement, file, std::move(comments), expected, {next, actual.end()});
  if (!written.ok()) return written;
  return true;
}

}  // namespace

absl::StatusOr<bool> RewriteFile(TranscriptFile& file, const std::string& path) {
  Replacement replacement;
  if (const absl::Status opened = replacement.Open(path); !opened.ok()) {
    return file.Wrong(absl::StrCat("cannot rewrite it: ", opened.message()));
  }
  file.KeepText();
  transcript::Player player;
  size_t changed = 0;
  absl::StatusOr<bool> next;
  while ((next = file.Next()).ok() && *next) {
    const absl::StatusOr<bool> another = RewriteBlock(replacement, file, player);
    if (!another.ok()) return another.status();
    if (*another) ++changed;
  }
  if (!next.ok()) return next.status();
  replacement.Write(file.TakeText());
  if (player.events() == 0) return file.Wrong("there is no event in it");
  if (changed > 0) {
    const absl::Status committed = replacement.Commit();
    if (!committed.ok()) return file.Wrong(absl::StrCat("cannot write it: ", committed.message()));
  }
  std::printf("%s: %zu blocks have new output\n", file.name().c_str(), changed);
  return true;
}

}  // namespace irc

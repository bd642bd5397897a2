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
#include "absl/strings/str_cat.h"
#include "cmd/ircreplay_modes.h"
#include "core/transcript/player.h"
#include "core/transcript/rewrite.h"

namespace irc {
namespace {

using transcript::Block;

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
  void Write(absl::string_view text) { std::fwrite(text.data(), 1, text.size(), file_); }
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
};

// The text of the block that the file has read, with its new output.
std::string NewText(TranscriptFile& file, std::vector<std::string> actual) {
  Block& block = file.block();
  const int lines_before = file.first_line() - 1;
  block.divider_line -= lines_before;
  for (transcript::ExpectedLine& line : block.expected) line.line -= lines_before;
  return transcript::Rewrite(file.text(), {{std::move(block)}}, {{std::move(actual)}});
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
    absl::StatusOr<std::vector<std::string>> actual = player.Play(file.block());
    if (!actual.ok()) return file.Wrong(actual.status().message());
    const std::string text = NewText(file, *std::move(actual));
    if (text != file.text()) ++changed;
    replacement.Write(text);
  }
  if (!next.ok()) return next.status();
  replacement.Write(file.text());
  if (player.events() == 0) return file.Wrong("there is no event in it");
  if (changed > 0) {
    const absl::Status committed = replacement.Commit();
    if (!committed.ok()) return file.Wrong(absl::StrCat("cannot write it: ", committed.message()));
  }
  std::printf("%s: %zu blocks have new output\n", file.name().c_str(), changed);
  return true;
}

}  // namespace irc

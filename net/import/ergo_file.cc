#include "net/import/ergo_file.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace irc {
namespace {

constexpr uint64_t kPartsMax = 16;  // of a command; the longest known has five

using Parts = std::vector<absl::string_view>;

class CommandReader {
 public:
  explicit CommandReader(absl::string_view bytes) : bytes_(bytes) {}

  // The next command; nothing at the end of the file, and when the last command is not whole.
  absl::StatusOr<std::optional<Parts>> Next() {
    while (at_ < bytes_.size() && bytes_[at_] == '\0') ++at_;
    start_ = at_;
    if (at_ == bytes_.size()) return std::optional<Parts>();
    const absl::StatusOr<uint64_t> count = Number('*', kPartsMax);
    if (!count.ok()) return count.status();
    Parts parts;
    for (uint64_t i = 0; i < *count && !is_cut_; ++i) {
      const absl::StatusOr<uint64_t> size = Number('$', bytes_.size());
      if (!size.ok()) return size.status();
      if (is_cut_ || *size + 2 > bytes_.size() - at_) {
        is_cut_ = true;
        break;
      }
      parts.push_back(bytes_.substr(at_, *size));
      at_ += *size;
      if (bytes_.substr(at_, 2) != "\r\n") return Corrupt();
      at_ += 2;
    }
    if (is_cut_) return std::optional<Parts>();
    return std::optional<Parts>(std::move(parts));
  }

  bool is_cut() const { return is_cut_; }
  absl::Status Corrupt() const {
    return absl::DataLossError(absl::StrCat("byte ", at_,
                                            ": this is no command of a database of "
                                            "Ergo (the command begins at byte ",
                                            start_, ")"));
  }

 private:
  // The number behind `sign`, up to the end of the line.
  absl::StatusOr<uint64_t> Number(char sign, uint64_t most) {
    if (at_ == bytes_.size()) return Cut();
    if (bytes_[at_] != sign) return Corrupt();
    const size_t end = bytes_.find("\r\n", at_);
    const absl::string_view digits = bytes_.substr(at_ + 1, std::min(end, bytes_.size()) - at_ - 1);
    uint64_t number = 0;
    if (end == absl::string_view::npos) {
      // The file may end within the line; a line of many bytes is none.
      return digits.size() < 24 ? Cut() : absl::StatusOr<uint64_t>(Corrupt());
    }
    if (digits.empty() || !absl::ascii_isdigit(static_cast<unsigned char>(digits[0])) ||
        !absl::SimpleAtoi(digits, &number)) {
      return Corrupt();
    }
    if (number > most && sign == '$') return Cut();
    if (number > most) return Corrupt();
    at_ = end + 2;
    return number;
  }

  absl::StatusOr<uint64_t> Cut() {
    is_cut_ = true;
    return 0;
  }

  absl::string_view bytes_;
  size_t at_ = 0;
  size_t start_ = 0;  // of the command
  bool is_cut_ = false;
};

// When a key that is set by this command ends; nothing: the command is none.
std::optional<absl::Time> EndOf(const Parts& parts, absl::Time written_at) {
  if (parts.size() == 3) return absl::InfiniteFuture();
  int64_t seconds = 0;
  if (parts.size() != 5 || !absl::SimpleAtoi(parts[4], &seconds)) return std::nullopt;
  if (absl::EqualsIgnoreCase(parts[3], "ex")) return written_at + absl::Seconds(seconds);
  if (absl::EqualsIgnoreCase(parts[3], "ae")) return absl::FromUnixSeconds(seconds);
  return std::nullopt;
}

struct Entry {
  std::string value;
  absl::Time ends_at;
};
using Entries = absl::btree_map<std::string, Entry>;

// False when it is no command.
bool Replay(const Parts& parts, absl::Time written_at, Entries& entries) {
  if (parts.empty()) return false;
  if (absl::EqualsIgnoreCase(parts[0], "flushdb") && parts.size() == 1) {
    entries.clear();
    return true;
  }
  if (absl::EqualsIgnoreCase(parts[0], "del") && parts.size() == 2) {
    entries.erase(std::string(parts[1]));
    return true;
  }
  if (!absl::EqualsIgnoreCase(parts[0], "set") || parts.size() < 3) return false;
  const std::optional<absl::Time> ends_at = EndOf(parts, written_at);
  if (!ends_at.has_value()) return false;
  entries[std::string(parts[1])] = {.value = std::string(parts[2]), .ends_at = *ends_at};
  return true;
}

}  // namespace

absl::StatusOr<ErgoKeys> ReadErgoFile(absl::string_view bytes, absl::Time written_at,
                                      absl::Time now) {
  CommandReader reader(bytes);
  Entries entries;
  while (true) {
    const absl::StatusOr<std::optional<Parts>> command = reader.Next();
    if (!command.ok()) return command.status();
    if (!command->has_value()) break;
    if (!Replay(**command, written_at, entries)) return reader.Corrupt();
  }
  ErgoKeys keys{.is_cut = reader.is_cut()};
  for (auto& [key, entry] : entries) {
    if (entry.ends_at <= now) {
      ++keys.expired;
    } else {
      keys.values.emplace(key, std::move(entry.value));
    }
  }
  return keys;
}

}  // namespace irc

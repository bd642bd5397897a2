#include "net/import/report.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/check.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

const ThingRow& RowOf(Thing thing) {
  const ThingRow& row = kThings[static_cast<size_t>(thing)];
  IRC_CHECK(row.thing == thing, "the table is in the order of the enum");
  return row;
}

// A text of the file, so that it neither breaks the line nor moves the cursor of a terminal:
// without the control characters U+0000 to U+001F and U+007F to U+009F.
std::string Shown(absl::string_view text) {
  const std::string valid = SanitizeUtf8(text);
  std::string shown;
  for (size_t i = 0; i < valid.size(); ++i) {
    auto byte = static_cast<unsigned char>(valid[i]);
    const bool is_c1 = byte == 0xc2 && static_cast<unsigned char>(valid[i + 1]) < 0xa0;
    if (is_c1) byte = static_cast<unsigned char>(valid[++i]);
    if (byte < 0x20 || byte == 0x7f || is_c1) {
      absl::StrAppend(&shown, "\\x", absl::Hex(byte, absl::kZeroPad2));
    } else {
      shown.push_back(valid[i]);
    }
  }
  return shown;
}

void AppendList(std::string& text, absl::string_view head, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  absl::StrAppend(&text, "\n", head, "\n");
  for (const std::string& line : lines) absl::StrAppend(&text, "  ", line, "\n");
}

}  // namespace

void Report::Take(Thing thing, size_t count) { counts_[static_cast<size_t>(thing)].taken += count; }

void Report::FindThere(Thing thing, size_t count) {
  counts_[static_cast<size_t>(thing)].there += count;
}

void Report::LeaveOut(Thing thing, absl::string_view what, absl::string_view why) {
  ++counts_[static_cast<size_t>(thing)].left_out;
  left_out_.push_back(absl::StrCat(RowOf(thing).one, " ", Shown(what), ": ", Shown(why)));
}

void Report::Change(Thing thing, absl::string_view what, absl::string_view how) {
  changed_.push_back(absl::StrCat(RowOf(thing).one, " ", Shown(what), ": ", Shown(how)));
}

void Report::NeedReset(absl::string_view account, absl::string_view why) {
  resets_.push_back(absl::StrCat(Shown(account), ": ", why));
}

std::string Report::Text() const {
  std::string text =
      absl::StrFormat("%-24s %9s %9s %14s %10s\n", "", "read", "taken", "there before", "left out");
  for (const ThingRow& row : kThings) {
    const Counts& counts = counts_[static_cast<size_t>(row.thing)];
    const size_t read = counts.taken + counts.there + counts.left_out;
    if (read == 0) continue;
    absl::StrAppend(&text, absl::StrFormat("%-24s %9d %9d %14d %10d\n", row.many, read,
                                           counts.taken, counts.there, counts.left_out));
  }
  AppendList(text, "Changed:", changed_);
  AppendList(text, "Left out:", left_out_);
  AppendList(text, "These accounts need a new password:", resets_);
  std::vector<std::string> ignored;
  for (const auto& [kind, count] : ignored_) {
    ignored.push_back(absl::StrCat(Shown(kind), ": ", count));
  }
  AppendList(text, "What has no place here, with the number of each:", ignored);
  std::vector<std::string> remarks;
  for (const std::string& remark : remarks_) remarks.push_back(Shown(remark));
  if (clear_texts_ > 0) {
    remarks.push_back(absl::StrCat(
        "Passwords that were in clear, and of which only hashes are kept: ", clear_texts_));
  }
  if (latin1_ > 0) {
    remarks.push_back(absl::StrCat("Texts that were no UTF-8 and were read as Latin-1: ", latin1_));
  }
  if (cut_ > 0) remarks.push_back(absl::StrCat("Texts that were too long and were cut: ", cut_));
  AppendList(text, "Remarks:", remarks);
  return text;
}

}  // namespace irc

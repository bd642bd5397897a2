#include "core/protocol/mode_letters.h"

#include <algorithm>

#include "core/check.h"
#include "core/protocol/modes.h"

namespace irc {
namespace {

std::vector<ModeLetters::Row> ChannelFlagRows() {
  std::vector<ModeLetters::Row> rows;
  for (const ChannelModeRow& row : kChannelModes) {
    if (row.kind == ModeKind::kFlag) {
      rows.push_back({uint32_t{1} << static_cast<int>(row.mode), row.letter});
    }
  }
  return rows;
}

std::vector<ModeLetters::Row> UserModeRows() {
  std::vector<ModeLetters::Row> rows;
  for (const UserModeRow& row : kUserModes) rows.push_back({UserModeBit(row.mode), row.letter});
  return rows;
}

std::vector<ModeLetters::Row> SnomaskRows() {
  std::vector<ModeLetters::Row> rows;
  for (const SnomaskRow& row : kSnomasks) rows.push_back({SnomaskBit(row.kind), row.letter});
  return rows;
}

std::vector<ModeLetters::Row> PrefixRows() {
  std::vector<ModeLetters::Row> rows;
  for (const PrefixRow& row : kPrefixes) rows.push_back({row.bit, row.letter});
  return rows;
}

}  // namespace

std::string ModeLetters::LettersOf(uint32_t bits) const {
  std::string letters;
  for (const Row& row : rows_) {
    if ((bits & row.bit) == 0) continue;
    letters.push_back(row.letter);
    bits &= ~row.bit;
  }
  IRC_CHECK(bits == 0, "only bits of the table are ever set");
  return letters;
}

std::optional<uint32_t> ModeLetters::BitsOf(absl::string_view letters) const {
  uint32_t bits = 0;
  for (char letter : letters) {
    const auto row = std::find_if(rows_.begin(), rows_.end(),
                                  [&](const Row& other) { return other.letter == letter; });
    if (row == rows_.end() || (bits & row->bit) != 0) return std::nullopt;
    bits |= row->bit;
  }
  return bits;
}

const ModeLetters& ChannelFlagTable() {
  static const ModeLetters kLetters(ChannelFlagRows());
  return kLetters;
}

const ModeLetters& UserModeTable() {
  static const ModeLetters kLetters(UserModeRows());
  return kLetters;
}

const ModeLetters& SnomaskTable() {
  static const ModeLetters kLetters(SnomaskRows());
  return kLetters;
}

const ModeLetters& PrefixTable() {
  static const ModeLetters kLetters(PrefixRows());
  return kLetters;
}

}  // namespace irc

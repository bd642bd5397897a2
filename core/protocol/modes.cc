#include "core/protocol/modes.h"

namespace irc {
namespace {

const ChannelModeRow* TakesParam(char letter, bool add) {
  const ChannelModeRow* row = FindChannelMode(letter);
  if (row == nullptr || row->kind == ModeKind::kFlag) return nullptr;
  if (row->kind == ModeKind::kSetting && !add) return nullptr;
  return row;
}

template <typename Takes>
std::vector<ModeChange> ParseModes(absl::string_view modes, const absl::string_view* params,
                                   size_t count, Takes takes_param) {
  std::vector<ModeChange> changes;
  bool add = true;
  size_t used = 0;
  for (char c : modes) {
    if (c == '+' || c == '-') {
      add = c == '+';
      continue;
    }
    ModeChange change{.add = add, .letter = c};
    if (takes_param(c, add) && used < count) {
      change.has_param = true;
      change.param = params[used++];
    }
    changes.push_back(change);
  }
  return changes;
}

}  // namespace

std::string PrefixSymbols(Prefixes prefixes, bool all) {
  std::string symbols;
  for (const PrefixRow& row : kPrefixes) {
    if ((prefixes & row.bit) == 0) continue;
    symbols.push_back(row.symbol);
    if (!all) break;
  }
  return symbols;
}

Prefixes PrefixOfSymbol(char symbol) {
  for (const PrefixRow& row : kPrefixes) {
    if (row.symbol == symbol) return row.bit;
  }
  return 0;
}

Prefixes PrefixOfLetter(char letter) {
  for (const PrefixRow& row : kPrefixes) {
    if (row.letter == letter) return row.bit;
  }
  return 0;
}

const ChannelModeRow* FindChannelMode(char letter) {
  for (const ChannelModeRow& row : kChannelModes) {
    if (row.letter == letter) return &row;
  }
  return nullptr;
}

const UserModeRow* FindUserMode(char letter) {
  for (const UserModeRow& row : kUserModes) {
    if (row.letter == letter) return &row;
  }
  return nullptr;
}

uint32_t SnomaskBitOfLetter(char letter) {
  for (const SnomaskRow& row : kSnomasks) {
    if (row.letter == letter) return SnomaskBit(row.kind);
  }
  return 0;
}

std::vector<ModeChange> ParseChannelModes(absl::string_view modes, const absl::string_view* params,
                                          size_t count) {
  return ParseModes(modes, params, count,
                    [](char c, bool add) { return TakesParam(c, add) != nullptr; });
}

std::vector<ModeChange> ParseUserModes(absl::string_view modes, const absl::string_view* params,
                                       size_t count) {
  return ParseModes(modes, params, count, [](char c, bool add) { return c == 's' && add; });
}

void ModeString::Add(bool add, char letter, absl::string_view param) {
  const char sign = add ? '+' : '-';
  if (sign != sign_) letters_.push_back(sign_ = sign);
  letters_.push_back(letter);
  if (!param.empty()) params_.emplace_back(param);
}

size_t ModeString::bytes() const {
  size_t bytes = letters_.size();
  for (const std::string& param : params_) bytes += 1 + param.size();
  return bytes;
}

void ModeLines::Add(bool add, char letter, absl::string_view param) {
  // A change needs its sign, its letter, a space and its parameter.
  const size_t bytes = 3 + param.size();
  if (lines_.empty() || lines_.back().bytes() + bytes > room_) lines_.emplace_back();
  lines_.back().Add(add, letter, param);
}

}  // namespace irc

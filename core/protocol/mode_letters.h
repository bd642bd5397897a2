// Sets of modes as bits in memory and as letters outside of it. The position of a bit follows from
// an enum or a table and may change with the next version; its letter never does.
#ifndef IRCSERV_CORE_PROTOCOL_MODE_LETTERS_H_
#define IRCSERV_CORE_PROTOCOL_MODE_LETTERS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace irc {

// The letters of one kind of bits, in the order of its table in modes.h.
class ModeLetters {
 public:
  struct Row {
    uint32_t bit;
    char letter;
  };
  explicit ModeLetters(std::vector<Row> rows) : rows_(std::move(rows)) {}

  // "nt". REQUIRES: each bit has a letter.
  std::string LettersOf(uint32_t bits) const;
  // The bits again; nothing when a letter is unknown or stands there twice.
  std::optional<uint32_t> BitsOf(absl::string_view letters) const;

 private:
  std::vector<Row> rows_;
};

const ModeLetters& ChannelFlagTable();  // Channel::flags
const ModeLetters& UserModeTable();     // User::modes
const ModeLetters& SnomaskTable();      // User::snomask
const ModeLetters& PrefixTable();       // Prefixes

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_MODE_LETTERS_H_

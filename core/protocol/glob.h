// Masks with wildcards: '*' is any run of bytes, '?' is any one byte. Under precis the rest of a
// mask is folded like a name, and '?' is any one character.
//
// Users choose the masks, and one of them may be compared with many texts. A matcher that tries the
// starts of each run one after the other needs |mask| * |text| steps for masks such as "*a?a?a?b".
// This one goes through the mask once, with the set of all positions in the text that the mask so
// far can end at. A set is a row of bits, so a match costs at most |mask| * (|text| / 64 + 1)
// steps, whatever the mask is.
#ifndef IRCSERV_CORE_PROTOCOL_GLOB_H_
#define IRCSERV_CORE_PROTOCOL_GLOB_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "core/protocol/names.h"

namespace irc {

// A text for comparisons with many masks. It is prepared by the first one whose length and ends do
// not tell the answer: of the masks of a channel, few get that far.
class GlobText {
 public:
  GlobText() = default;
  GlobText(Casemapping casemapping, absl::string_view text);

  // The text as it was given, or folded where that is more than the case of letters.
  absl::string_view text() const { return {text_.data(), text_.size()}; }

 private:
  friend class Glob;

  struct Rows {
    size_t words;                      // of a set of the positions 0 to the size of the text
    std::array<uint8_t, 256> of = {};  // the row of each byte; 0: it is not in the text
    // Row by row, the positions that stand directly behind the byte.
    absl::InlinedVector<uint64_t, 24> rows;
    // The positions between two characters, when a '?' is one of those; empty: all of them.
    absl::InlinedVector<uint64_t, 1> borders;
  };

  const Rows& Prepare() const;

  Casemapping casemapping_ = Casemapping::kAscii;
  bool has_characters_ = false;  // of several bytes
  absl::InlinedVector<char, 64> text_;
  mutable std::optional<Rows> rows_;
};

// A mask, prepared for comparisons with many texts of the same casemapping.
class Glob {
 public:
  Glob() = default;  // matches the empty text alone
  Glob(Casemapping casemapping, absl::string_view mask);

  bool Matches(const GlobText& text) const;
  // True for "*", which need not be compared.
  bool matches_all() const { return code_ == "*"; }

 private:
  static constexpr char kAny = '*';  // no mask names it

  // The folded mask, in which a '?' and the byte behind it stand for a run of question marks.
  std::string code_;
  // Of a text that matches: its least size, and its first and last byte.
  uint32_t bytes_min_ = 0;
  char first_ = kAny, last_ = kAny;
};

// The same mask in one spelling: each run of wildcards is its question marks and then at most one
// star, so "a**?*" becomes "a?*".
std::string CollapseMask(absl::string_view mask);

}  // namespace irc

#endif  // IRCSERV_CORE_PROTOCOL_GLOB_H_

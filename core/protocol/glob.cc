#include "core/protocol/glob.h"

#include <algorithm>
#include <type_traits>

#include "core/protocol/unicode/precis.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

constexpr size_t kWordBits = 64;
constexpr size_t kRunMax = 255;  // question marks that one byte counts

// The sets of positions of one comparison. kWords is their length in words, when it is known to the
// compiler: for the usual lengths the loops are then no loops. 0: it is not.
template <size_t kWords>
class Positions {
 public:
  explicit Positions(size_t words) {
    if constexpr (kWords == 0) at_.resize(words);
    at_[0] = 1;
  }

  size_t words() const { return at_.size(); }

  // Moves each position one further, and keeps those of `row`. False when none is left.
  bool Step(const uint64_t* row) {
    uint64_t any = 0;
    for (size_t i = words(); i-- > 0;) {
      const uint64_t carry = i > 0 ? at_[i - 1] >> (kWordBits - 1) : 0;
      at_[i] = (at_[i] << 1 | carry) & row[i];
      any |= at_[i];
    }
    return any != 0;
  }

  // Moves each position `by` further, but not behind the text. False when none is left.
  bool Advance(size_t by, uint64_t last_word) {
    const size_t skipped = by / kWordBits, bits = by % kWordBits;
    uint64_t any = 0;
    for (size_t i = words(); i-- > 0;) {
      const uint64_t low = i >= skipped ? at_[i - skipped] : 0;
      const uint64_t lower = i > skipped ? at_[i - skipped - 1] : 0;
      at_[i] = bits == 0 ? low : low << bits | lower >> (kWordBits - bits);
      if (i + 1 == words()) at_[i] &= last_word;
      any |= at_[i];
    }
    return any != 0;
  }

  // Moves each position behind the character that it stands before or in. False when none is left.
  bool AdvanceCharacter(const uint64_t* borders, uint64_t last_word) {
    Positions moving = *this;
    std::fill(at_.begin(), at_.end(), 0);
    uint64_t any = 0;
    while (moving.Advance(1, last_word)) {
      for (size_t i = 0; i < words(); ++i) {
        at_[i] |= moving.at_[i] & borders[i];
        moving.at_[i] &= ~borders[i];
        any |= at_[i];
      }
    }
    return any != 0;
  }

  // Adds all positions behind the first one.
  void Spread() {
    bool found = false;
    for (size_t i = 0; i < words(); ++i) {
      if (found) {
        at_[i] = ~uint64_t{0};
      } else if (at_[i] != 0) {
        at_[i] |= ~at_[i] + 1;
        found = true;
      }
    }
  }

  bool Has(size_t position) const {
    return (at_[position / kWordBits] >> position % kWordBits & 1) != 0;
  }

 private:
  std::conditional_t<kWords == 0, absl::InlinedVector<uint64_t, 9>, std::array<uint64_t, kWords>>
      at_ = {};
};

// Goes through the code of a mask all of whose bytes are in the text.
template <size_t kWords>
bool Walk(absl::string_view code, size_t size, size_t words, const uint8_t* row_of,
          const uint64_t* rows, const uint64_t* borders) {
  const uint64_t last_word = ~uint64_t{0} >> (kWordBits - 1 - size % kWordBits);
  Positions<kWords> at(words);
  for (size_t i = 0; i < code.size(); ++i) {
    if (code[i] == '*') {
      if (i + 1 == code.size()) return true;
      at.Spread();
    } else if (code[i] == '?') {
      size_t run = static_cast<unsigned char>(code[++i]);
      if (borders == nullptr && !at.Advance(run, last_word)) return false;
      while (borders != nullptr && run-- > 0) {
        if (!at.AdvanceCharacter(borders, last_word)) return false;
      }
    } else {
      const size_t row = row_of[static_cast<unsigned char>(code[i])] - size_t{1};
      if (!at.Step(rows + row * words)) return false;
    }
  }
  return at.Has(size);
}

std::string FoldBetweenWildcards(absl::string_view mask) {
  std::string folded;
  while (!mask.empty()) {
    const size_t length = std::min(mask.find_first_of("*?"), mask.size());
    folded += FoldUnicode(mask.substr(0, length));
    if (length < mask.size()) folded.push_back(mask[length]);
    mask.remove_prefix(std::min(length + 1, mask.size()));
  }
  return folded;
}

}  // namespace

GlobText::GlobText(Casemapping casemapping, absl::string_view text) {
  std::string folded;
  const bool has_characters = casemapping == Casemapping::kPrecis && !IsAscii(text);
  if (has_characters) text = folded = FoldUnicode(text);
  size_ = text.size();
  words_ = size_ / kWordBits + 1;
  if (has_characters) borders_.resize(words_);
  for (size_t i = 0; i <= size_ && has_characters; ++i) {
    const bool inside = i < size_ && (static_cast<unsigned char>(text[i]) & 0xc0) == 0x80;
    if (!inside) borders_[i / kWordBits] |= uint64_t{1} << i % kWordBits;
  }
  uint8_t rows = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    uint8_t& row = row_of_[static_cast<unsigned char>(FoldByte(casemapping, text[i]))];
    if (row == 0) {
      row = ++rows;
      rows_.resize(rows * words_);
    }
    rows_[(row - 1u) * words_ + (i + 1) / kWordBits] |= uint64_t{1} << (i + 1) % kWordBits;
  }
}

Glob::Glob(Casemapping casemapping, absl::string_view mask) {
  size_t run = 0;
  std::string collapsed = CollapseMask(mask);
  if (casemapping == Casemapping::kPrecis && !IsAscii(mask)) {
    collapsed = FoldBetweenWildcards(collapsed);
  }
  for (char c : collapsed) {
    if (c != '*') ++bytes_min_;
    if (c != '?') {
      run = 0;
      code_.push_back(FoldByte(casemapping, c));
    } else if (run == 0 || run == kRunMax) {
      run = 1;
      code_.append("?\x01", 2);
    } else {
      code_.back() = static_cast<char>(++run);
    }
  }
}

bool Glob::Matches(const GlobText& text) const {
  if (text.size_ < bytes_min_) return false;
  // Most masks name a byte that the text lacks, or end with another one.
  size_t row = 0;
  bool at_end = false;
  for (size_t i = 0; i < code_.size(); ++i) {
    at_end = code_[i] != '*' && code_[i] != '?';
    if (code_[i] == '?') ++i;
    if (!at_end) continue;
    row = text.row_of_[static_cast<unsigned char>(code_[i])];
    if (row == 0) return false;
  }
  const uint64_t* rows = text.rows_.data();
  if (at_end) {
    const uint64_t word = rows[(row - 1) * text.words_ + text.size_ / kWordBits];
    if ((word >> text.size_ % kWordBits & 1) == 0) return false;
  }
  const auto walk = [&](auto walk_words) {
    return walk_words(code_, text.size_, text.words_, text.row_of_.data(), rows,
                      text.borders_.empty() ? nullptr : text.borders_.data());
  };
  switch (text.words_) {
    case 1:
      return walk(&Walk<1>);
    case 2:
      return walk(&Walk<2>);
    case 3:
      return walk(&Walk<3>);
    case 4:
      return walk(&Walk<4>);
    default:
      return walk(&Walk<0>);
  }
}

std::string CollapseMask(absl::string_view mask) {
  std::string collapsed;
  bool star = false;  // stands behind the question marks that are to come
  for (char c : mask) {
    if (c == '*') {
      star = true;
      continue;
    }
    if (c != '?' && star) {
      collapsed.push_back('*');
      star = false;
    }
    collapsed.push_back(c);
  }
  if (star) collapsed.push_back('*');
  return collapsed;
}

}  // namespace irc

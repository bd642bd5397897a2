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

GlobText::GlobText(Casemapping casemapping, absl::string_view text)
    : casemapping_(casemapping),
      has_characters_(casemapping == Casemapping::kPrecis && !IsAscii(text)) {
  std::string folded;
  if (has_characters_) text = folded = FoldUnicode(text);
  text_.assign(text.begin(), text.end());
}

const GlobText::Rows& GlobText::Prepare() const {
  if (rows_.has_value()) return *rows_;
  rows_.emplace();
  auto& [words, of, rows, borders] = *rows_;
  words = text_.size() / kWordBits + 1;
  if (has_characters_) borders.resize(words);
  for (size_t i = 0; i <= text_.size() && has_characters_; ++i) {
    const bool inside = i < text_.size() && (static_cast<unsigned char>(text_[i]) & 0xc0) == 0x80;
    if (!inside) borders[i / kWordBits] |= uint64_t{1} << i % kWordBits;
  }
  uint8_t count = 0;
  for (size_t i = 0; i < text_.size(); ++i) {
    uint8_t& row = of[static_cast<unsigned char>(FoldByte(casemapping_, text_[i]))];
    if (row == 0) {
      row = ++count;
      rows.resize(count * words);
    }
    rows[(row - 1u) * words + (i + 1) / kWordBits] |= uint64_t{1} << (i + 1) % kWordBits;
  }
  return *rows_;
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
  const auto named = [&](char c) { return c == '*' || c == '?' ? kAny : FoldByte(casemapping, c); };
  if (collapsed.empty()) return;
  first_ = named(collapsed.front());
  last_ = named(collapsed.back());
}

bool Glob::Matches(const GlobText& text) const {
  const size_t size = text.text_.size();
  if (size < bytes_min_) return false;
  // A mask that names a byte has at least one.
  if (first_ != kAny && FoldByte(text.casemapping_, text.text_.front()) != first_) return false;
  if (last_ != kAny && FoldByte(text.casemapping_, text.text_.back()) != last_) return false;
  const auto& [words, of, rows, borders] = text.Prepare();
  // Most other masks name a byte that the text lacks.
  for (size_t i = 0; i < code_.size(); ++i) {
    if (code_[i] == '?') {
      ++i;
    } else if (code_[i] != '*' && of[static_cast<unsigned char>(code_[i])] == 0) {
      return false;
    }
  }
  const auto walk = [&, size_of_set = words, row_of = of.data(), first_row = rows.data(),
                     border = borders.empty() ? nullptr : borders.data()](auto walk_words) {
    return walk_words(code_, size, size_of_set, row_of, first_row, border);
  };
  switch (words) {
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

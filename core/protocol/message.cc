#include "core/protocol/message.h"

#include <algorithm>
#include <array>

#include "core/check.h"
#include "core/protocol/utf8.h"

namespace irc {
namespace {

// "000001002…999", so that a numeric's command is a view and costs nothing.
constexpr std::array<char, 3000> AllDigits() {
  std::array<char, 3000> digits{};
  for (size_t i = 0; i < 1000; ++i) {
    digits[3 * i] = static_cast<char>('0' + i / 100);
    digits[3 * i + 1] = static_cast<char>('0' + i / 10 % 10);
    digits[3 * i + 2] = static_cast<char>('0' + i % 10);
  }
  return digits;
}
constexpr std::array<char, 3000> kDigits = AllDigits();

}  // namespace

absl::string_view Message::Digits(int code) {
  IRC_CHECK(code > 0 && code < 1000, "numerics are constants of the table in numerics.cc");
  return absl::string_view(kDigits.data() + 3 * code, 3);
}

Message Message::WithShorterEchoes(size_t excess) const {
  Message shorter = *this;
  shorter.pieces_ = TextList();
  if (has_source_) shorter.pieces_.Add(source());
  shorter.pieces_.Add(command());
  for (size_t i = 0; i < params(); ++i) {
    absl::string_view text = param(i);
    if (i < kEchoesMax && (echoes_ >> i & 1) != 0 && !text.empty()) {
      const size_t bytes = text.size();
      text = TruncateUtf8(text, bytes - std::min(excess, bytes - 1));
      if (text.empty()) text = "*";
      excess -= std::min(excess, bytes - text.size());
    }
    shorter.pieces_.Add(text);
  }
  return shorter;
}

}  // namespace irc

#include "core/protocol/message.h"

#include <array>

#include "core/check.h"

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
  IRC_CHECK(code > 0 && code < 1000, "numerics are constants of the table in numerics.h");
  return absl::string_view(kDigits.data() + 3 * code, 3);
}

}  // namespace irc

// Sets of rights that are written as letters. core/channel_rights.h and core/group_rights.h have
// the tables of rights, one row each.
#ifndef IRCSERV_CORE_RIGHT_LETTERS_H_
#define IRCSERV_CORE_RIGHT_LETTERS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace irc {

template <typename Right>
struct RightRow {
  Right right;
  char letter;
};

// A set of rights, one bit each.
using RightBits = uint32_t;
template <typename Right>
constexpr RightBits BitOf(Right right) {
  return RightBits{1} << static_cast<unsigned>(right);
}
template <typename Right>
constexpr bool Has(RightBits rights, Right right) {
  return (rights & BitOf(right)) != 0;
}

// Whether the rows are in the order of the enumerators, and this is that of the letters.
template <typename Right, size_t N>
constexpr bool IsInOrder(const std::array<RightRow<Right>, N>& table) {
  for (size_t i = 0; i < N; ++i) {
    if (static_cast<size_t>(table[i].right) != i) return false;
    if (i > 0 && table[i].letter <= table[i - 1].letter) return false;
  }
  return true;
}

// All rights of the table.
template <typename Right, size_t N>
constexpr RightBits AllOf(const std::array<RightRow<Right>, N>&) {
  return (RightBits{1} << N) - 1;
}

// The bit of a letter; 0: there is no such right.
template <typename Right, size_t N>
constexpr RightBits BitOfLetter(const std::array<RightRow<Right>, N>& table, char letter) {
  for (const RightRow<Right>& row : table) {
    if (row.letter == letter) return BitOf(row.right);
  }
  return 0;
}

// The bits of letters; those that are none are left out.
template <typename Right, size_t N>
constexpr RightBits BitsOfLetters(const std::array<RightRow<Right>, N>& table,
                                  absl::string_view letters) {
  RightBits rights = 0;
  for (char letter : letters) rights |= BitOfLetter(table, letter);
  return rights;
}

// The letters, sorted.
template <typename Right, size_t N>
std::string LettersOfBits(const std::array<RightRow<Right>, N>& table, RightBits rights) {
  std::string letters;
  for (const RightRow<Right>& row : table) {
    if (Has(rights, row.right)) letters.push_back(row.letter);
  }
  return letters;
}

}  // namespace irc

#endif  // IRCSERV_CORE_RIGHT_LETTERS_H_

#include "core/services/entry_numbers.h"

#include <string>

#include "gtest/gtest.h"

namespace irc {
namespace {

// The numbers from 0 to 9 that the word means; "no numbers" when it is none of numbers.
std::string Meant(absl::string_view word) {
  const std::optional<EntryNumbers> numbers = EntryNumbers::Parse(word);
  if (!numbers.has_value()) return "no numbers";
  std::string meant;
  for (size_t number = 0; number < 10; ++number) {
    if (numbers->Contains(number)) meant += std::to_string(number);
  }
  return meant;
}

TEST(EntryNumbers, AreNumbersAndSpans) {
  EXPECT_EQ(Meant("3"), "3");
  EXPECT_EQ(Meant("2-4,7"), "2347");
  EXPECT_EQ(Meant("7,3-4,3"), "347");
  EXPECT_EQ(Meant(",5,,6,"), "56");
  EXPECT_EQ(Meant("8-4000000000"), "89");
  EXPECT_EQ(Meant("4-2"), "");
  EXPECT_EQ(Meant(","), "");
}

TEST(EntryNumbers, NothingElseIs) {
  for (absl::string_view word : {"", "-", "1-", "-3", "1-2-3", "x", "3x", "1 2", "+3", "!3", "*",
                                 "ALL", "99999999999999999999"}) {
    EXPECT_EQ(Meant(word), "no numbers") << word;
  }
}

}  // namespace
}  // namespace irc

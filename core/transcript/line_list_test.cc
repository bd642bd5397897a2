#include "core/transcript/line_list.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace transcript {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Lines = std::vector<std::string>;

LineList ListOf(const Lines& lines) {
  LineList list;
  for (const std::string& line : lines) list.Add(line);
  return list;
}

Lines LinesOf(const LineList& list) { return Lines(list.begin(), list.end()); }

TEST(LineList, HasItsLinesInOrder) {
  EXPECT_THAT(LinesOf(LineList()), IsEmpty());
  EXPECT_THAT(LinesOf(ListOf({""})), ElementsAre(""));
  EXPECT_THAT(LinesOf(ListOf({"a", "", "bc"})), ElementsAre("a", "", "bc"));
}

TEST(LineList, HoldsALineOfAnyLength) {
  const std::string longest(1 << 20, 'x');
  EXPECT_THAT(LinesOf(ListOf({"a", longest, "b"})), ElementsAre("a", longest, "b"));
}

TEST(LineList, HoldsAMillionLines) {
  LineList list;
  for (int i = 0; i < 1'000'000; ++i) list.Add("next");
  EXPECT_EQ(std::count(list.begin(), list.end(), "next"), 1'000'000);
  EXPECT_EQ(std::distance(list.begin(), list.end()), 1'000'000);
}

RC_GTEST_PROP(LineList, AppendsAnotherList, ()) {
  const auto lines =
      rc::gen::container<Lines>(rc::gen::container<std::string>(rc::gen::inRange('a', 'z')));
  Lines all = *lines;
  const Lines others = *lines, last = *lines;
  LineList list = ListOf(all);
  list.Append(ListOf(others));
  for (const std::string& line : last) list.Add(line);
  all.insert(all.end(), others.begin(), others.end());
  all.insert(all.end(), last.begin(), last.end());
  RC_ASSERT(LinesOf(list) == all);
  RC_ASSERT(list.empty() == all.empty());
}

}  // namespace
}  // namespace transcript
}  // namespace irc

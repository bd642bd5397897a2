#include "core/protocol/unicode/lookalikes.h"

#include <string>
#include <vector>

#include "core/protocol/unicode/confusables.h"
#include "core/protocol/utf8.h"
#include "gtest/gtest.h"
#include "rapidcheck.h"
#include "rapidcheck/gtest.h"

namespace irc {
namespace {

bool Any(const std::string&) { return true; }

TEST(Lookalikes, FindsWhatLooksAlike) {
  Lookalikes names;
  EXPECT_TRUE(names.empty());
  names.Add("Evan");
  EXPECT_TRUE(names.Any("еvan", Any));
  EXPECT_FALSE(names.Any("еvan", [](const std::string& name) { return name != "Evan"; }));
  EXPECT_FALSE(names.Any("Evan", Any));  // both are ASCII
  EXPECT_FALSE(names.Any("ivan", Any));
  names.Add("еvan");
  EXPECT_TRUE(names.Any("EVAN", Any));
  names.Remove("Evan");
  EXPECT_TRUE(names.Any("evan", Any));
  names.Remove("еvan");
  EXPECT_FALSE(names.Any("evan", Any));
  EXPECT_TRUE(names.empty());
}

TEST(Lookalikes, CountsANameThatWasAddedTwice) {
  Lookalikes names;
  names.Add("Вob");
  names.Add("Вob");
  names.Remove("Вob");
  EXPECT_TRUE(names.Any("bob", Any));
  names.Remove("Вob");
  names.Remove("Вob");
  EXPECT_TRUE(names.empty());
}

RC_GTEST_PROP(Lookalikes, AreThoseThatComparisonsFind, ()) {
  const auto name_of = [] {
    std::string name;
    for (const std::string& letter : *rc::gen::container<std::vector<std::string>>(
             rc::gen::element<std::string>("a", "а", "A", "А", "B", "В", "b", "I", "l", "1"))) {
      name += letter;
    }
    return name;
  };
  std::vector<std::string> all;
  Lookalikes names;
  for (int i = 0; i < 8; ++i) {
    all.push_back(name_of());
    names.Add(all.back());
  }
  names.Remove(all.back());
  all.pop_back();
  const std::string name = name_of();
  bool found = false;
  for (const std::string& other : all) {
    found |= !(IsAscii(name) && IsAscii(other)) && LookAlike(name, other);
  }
  RC_ASSERT(names.Any(name, Any) == found);
}

}  // namespace
}  // namespace irc

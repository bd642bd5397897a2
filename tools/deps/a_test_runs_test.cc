// A test program fails when no test matches its filter.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace irc {
namespace {

// The exit status of this program when it runs with `filter`, as the shard of that index of two.
int StatusWith(const std::string& filter, const std::string& shard = "") {
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  const std::string command =
      "env -u XML_OUTPUT_FILE -u TEST_PREMATURE_EXIT_FILE " +
      (shard.empty() ? "" : "GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=" + shard) + " '" + self +
      "' --gtest_filter='" + filter + "' > /dev/null 2>&1";
  return WEXITSTATUS(std::system(command.c_str()));
}

TEST(AFilter, OfNothingFails) {
  EXPECT_EQ(StatusWith("Nonsense.*"), 1);
  EXPECT_EQ(StatusWith("AFilter.OfSomethingPasses"), 0);
}

TEST(AFilter, OfNothingFailsInTheFirstShard) {
  EXPECT_EQ(StatusWith("Nonsense.*", "0"), 1);
  EXPECT_EQ(StatusWith("AFilter.OfSomethingPasses", "0"), 0);
  EXPECT_EQ(StatusWith("AFilter.OfSomethingPasses", "1"), 0) << "it runs in the other shard";
}

TEST(AFilter, OfSomethingPasses) {}

}  // namespace
}  // namespace irc

// A test program fails when no test matches its filter.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace irc {
namespace {

// The exit status of this program when it runs with `filter`.
int StatusWith(const std::string& filter) {
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  const std::string command = "env -u XML_OUTPUT_FILE -u TEST_PREMATURE_EXIT_FILE '" + self +
                              "' --gtest_filter='" + filter + "' > /dev/null 2>&1";
  return WEXITSTATUS(std::system(command.c_str()));
}

TEST(AFilter, OfNothingFails) {
  EXPECT_EQ(StatusWith("Nonsense.*"), 1);
  EXPECT_EQ(StatusWith("AFilter.OfSomethingPasses"), 0);
}

TEST(AFilter, OfSomethingPasses) {}

}  // namespace
}  // namespace irc

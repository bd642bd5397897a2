// Linked into each test program: a filter that matches no test is a failure. GoogleTest alone
// reports success then, so that a misspelt --test_filter looks like tests that pass.
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>

namespace irc {
namespace {

class ATestRuns : public testing::EmptyTestEventListener {
  void OnTestIterationStart(const testing::UnitTest& tests, int) override {
    // GoogleTest deals the matching tests out to the shards from the first one on, so a further
    // shard may be without a test.
    const char* const shard = std::getenv("GTEST_SHARD_INDEX");
    if (tests.test_to_run_count() > 0 || (shard != nullptr && std::strcmp(shard, "0") != 0)) return;
    ADD_FAILURE() << "no test matches the filter " << testing::GTEST_FLAG(filter);
  }
};

[[maybe_unused]] const bool added = [] {
  testing::UnitTest::GetInstance()->listeners().Append(new ATestRuns);
  return true;
}();

}  // namespace
}  // namespace irc

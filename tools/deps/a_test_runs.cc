// Linked into each test program: a filter that matches no test is a failure. GoogleTest alone
// reports success then, so that a misspelt --test_filter looks like tests that pass.
#include <gtest/gtest.h>

#include <cstdlib>

namespace irc {
namespace {

class ATestRuns : public testing::EmptyTestEventListener {
  void OnTestIterationStart(const testing::UnitTest& tests, int) override {
    // Of many shards, some may be without a test.
    if (tests.test_to_run_count() > 0 || std::getenv("GTEST_TOTAL_SHARDS") != nullptr) return;
    ADD_FAILURE() << "no test matches the filter " << testing::GTEST_FLAG(filter);
  }
};

[[maybe_unused]] const bool added = [] {
  testing::UnitTest::GetInstance()->listeners().Append(new ATestRuns);
  return true;
}();

}  // namespace
}  // namespace irc

// Each test needs a process of its own, because a signal that is not blocked ends it.
#include "net/io/signals.h"

#include <signal.h>

#include <cstdlib>
#include <optional>

#include "gtest/gtest.h"

namespace irc {
namespace {

TEST(SignalsDeathTest, AreTakenInsteadOfEndingTheProcess) {
  const auto test = [] {
    Signals signals;
    for (int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1}) {
      ::raise(signal);
      if (signals.Take() != signal || signals.Take().has_value()) std::_Exit(1);
    }
    std::_Exit(0);
  };
  EXPECT_EXIT(test(), ::testing::ExitedWithCode(0), "");
}

// SIGHUP and SIGUSR1 during the start are served afterwards, and one during a RESTART by the
// program that is started again.
TEST(SignalsDeathTest, WaitUntilTheProgramHasStarted) {
  const auto test = [] {
    Signals::HoldForLater();
    for (int round = 0; round < 2; ++round) {
      ::raise(SIGHUP);
      ::raise(SIGUSR1);
      Signals signals;
      bool seen[2] = {false, false};
      while (const std::optional<int> signal = signals.Take()) seen[*signal == SIGUSR1] = true;
      if (!seen[0] || !seen[1]) std::_Exit(1);
      ::raise(SIGHUP);
    }
    std::_Exit(0);
  };
  EXPECT_EXIT(test(), ::testing::ExitedWithCode(0), "");
}

TEST(SignalsDeathTest, ThatStopAreNotHeldBack) {
  const auto test = [] {
    Signals::HoldForLater();
    ::raise(SIGTERM);
  };
  EXPECT_EXIT(test(), ::testing::KilledBySignal(SIGTERM), "");
}

TEST(SignalsDeathTest, HaveTheirOldMeaningAfterwards) {
  const auto test = [] {
    { const Signals signals; }
    ::raise(SIGHUP);
  };
  EXPECT_EXIT(test(), ::testing::KilledBySignal(SIGHUP), "");
}

}  // namespace
}  // namespace irc

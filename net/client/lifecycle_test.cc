// The table of lifecycle.h against the sentences at its top.
#include "net/client/lifecycle.h"

#include <set>
#include <utility>

#include "gtest/gtest.h"

namespace irc {
namespace {

TEST(Lifecycle, EachRowStandsOnce) {
  std::set<std::pair<ConnectionState, Happening>> seen;
  for (const Transition& row : kTransitions) {
    EXPECT_TRUE(seen.insert({row.from, row.happening}).second);
  }
}

TEST(Lifecycle, OnlyTheCoreClosesAnOpenConnection) {
  for (const Transition& row : kTransitions) {
    if (row.from != ConnectionState::kOpen) continue;
    EXPECT_EQ(row.to != ConnectionState::kOpen, row.happening == Happening::kCoreClosed);
  }
}

// A closed connection cannot stay for ever: whatever it does, its timeout ends it.
TEST(Lifecycle, ATimeoutEndsEachClosedConnection) {
  EXPECT_EQ(NextState(ConnectionState::kClosing, Happening::kTimedOut), ConnectionState::kFree);
  EXPECT_EQ(NextState(ConnectionState::kLingering, Happening::kTimedOut), ConnectionState::kFree);
}

TEST(Lifecycle, GoesThroughAllStates) {
  ConnectionState state = ConnectionState::kFree;
  for (Happening happening : {Happening::kEntered, Happening::kCoreClosed, Happening::kAllWritten,
                              Happening::kPeerEnded}) {
    state = NextState(state, happening);
  }
  EXPECT_EQ(state, ConnectionState::kFree);
}

TEST(LifecycleDeathTest, WhatIsNotInTheTableIsABug) {
  EXPECT_DEATH(NextState(ConnectionState::kFree, Happening::kCoreClosed), "kTransitions");
}

}  // namespace
}  // namespace irc

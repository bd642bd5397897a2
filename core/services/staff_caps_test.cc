// How much the staff may forbid, and how many exceptions it may make. A list that is full takes
// changes of what is in it, and a new entry when another one has gone.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "core/state/state.h"
#include "core/testing/world.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

constexpr SessionId kRoot = {1};
constexpr uint64_t kMost = 1000;

class StaffCaps : public testing::Test {
 protected:
  StaffCaps() : world_(WithOper()) {}

  static Config WithOper() {
    Config config;
    config.accounts_kept = true;
    config.opers = {{.name = "root", .hosts = {"*@*"}}};
    return config;
  }

  // The server has kept these rows, and an operator is there.
  void Begin(Restored restored) {
    world_.Apply(restored);
    world_.Apply(Connected{kRoot, {.ip = "192.0.2.1", .host = "h.example"}});
    world_.Say(kRoot, "NICK root");
    world_.Say(kRoot, "USER u 0 * :Name");
    world_.Say(kRoot, "OPER root *1");
    world_.CompleteOldest(true);
  }

  // The last line of the answer.
  std::string Ask(const std::string& line) {
    world_.Say(kRoot, line);
    if (world_.IsWaiting(kRoot)) world_.CompleteOldest(true);
    const std::vector<std::string> lines = world_.SeenBy(kRoot);
    return lines.empty() ? "" : lines.back();
  }

  World world_;
};

TEST_F(StaffCaps, SoMuchIsForbidden) {
  Restored restored;
  for (uint64_t i = 1; i < kMost; ++i) {
    restored.rows.emplace_back(ForbidRow{.kind = "nick", .mask = absl::StrCat("bad", i)});
  }
  Begin(std::move(restored));
  constexpr absl::string_view kFull = "There are as many forbids as there may be";
  EXPECT_TRUE(absl::StrContains(Ask("OS FORBID ADD nick last no"), "The nick last is forbidden"));
  EXPECT_TRUE(absl::StrContains(Ask("OS FORBID ADD nick more no"), kFull));
  EXPECT_TRUE(absl::StrContains(Ask("OS FORBID ADD channel #more no"), kFull)) << "of all kinds";
  EXPECT_TRUE(absl::StrContains(Ask("OS FORBID ADD nick LAST why"), "The nick LAST is forbidden"));
  EXPECT_TRUE(absl::StrContains(Ask("OS FORBID DEL nick bad7"), "is not forbidden any more"));
  EXPECT_TRUE(absl::StrContains(Ask("OS FORBID ADD nick more no"), "The nick more is forbidden"));
  EXPECT_EQ(world_.server().state().staff_rules.forbids().size(), kMost);
}

TEST_F(StaffCaps, SoManyExceptionsOfSessions) {
  Restored restored;
  for (uint64_t i = 1; i < kMost; ++i) {
    restored.rows.emplace_back(SessionLimitRow{
        .address = absl::StrCat("10.0.", i / 256, ".", i % 256), .limit = 5, .by = "root"});
  }
  Begin(std::move(restored));
  constexpr absl::string_view kFull = "There are as many exceptions as there may be";
  const auto add = [&](const std::string& address) {
    return Ask(absl::StrCat("OS SESSION EXCEPTION ADD ", address, " 9 shop"));
  };
  EXPECT_TRUE(absl::StrContains(add("192.0.2.1"), "192.0.2.1 may have 9 connections"));
  EXPECT_TRUE(absl::StrContains(add("192.0.2.2"), kFull));
  EXPECT_TRUE(absl::StrContains(add("10.0.0.7"), "10.0.0.7 may have 9 connections"));
  EXPECT_TRUE(absl::StrContains(Ask("OS SESSION EXCEPTION DEL 10.0.0.8"), "is removed"));
  EXPECT_TRUE(absl::StrContains(add("192.0.2.2"), "192.0.2.2 may have 9 connections"));
  EXPECT_EQ(world_.server().state().staff_rules.session_limits().size(), kMost);
}

}  // namespace
}  // namespace irc

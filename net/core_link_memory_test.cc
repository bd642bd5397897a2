#include <unistd.h>

#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "core/records.h"
#include "gtest/gtest.h"
#include "net/core_link.h"
#include "net/testing/fake_workers.h"

namespace irc {
namespace {

const Instant kStart = {.wall = absl::FromUnixSeconds(1'767'225'600), .steady = absl::UnixEpoch()};

// Memory of the process that is in use, in bytes.
size_t ResidentBytes() {
  std::ifstream file("/proc/self/statm");
  size_t all = 0, resident = 0;
  file >> all >> resident;
  return resident * static_cast<size_t>(::sysconf(_SC_PAGESIZE));
}

TEST(CoreLink, MemoryOfForgottenMessagesGoesBackToTheSystem) {
  constexpr size_t kMessages = 12'000, kMessageBytes = 4'000;
  FullConfig config;
  config.core.limits.history_messages = kMessages;
  config.core.limits.history_channel_bytes = config.core.limits.history_user_bytes = 1 << 30;
  CoreLink link(config, kStart, std::make_unique<FakeWorkers>(), "", nullptr);
  const auto apply = [&](Event event) {
    link.Submit(std::move(event));
    while (link.ApplyNext(kStart) != nullptr) continue;
  };
  Connected connected;
  connected.session = SessionId{1};
  connected.peer.ip = connected.peer.host = "192.0.2.1";
  apply(connected);
  for (const char* line : {"NICK alice", "USER alice 0 * :Alice", "JOIN #big", "JOIN #small"}) {
    apply(Received{SessionId{1}, line});
  }
  const std::string big = absl::StrCat("@+a=", std::string(kMessageBytes, 'x'), " PRIVMSG #big :x");
  for (size_t i = 0; i < kMessages; ++i) {
    apply(Received{SessionId{1}, big});
    // Small messages that stay lie between the others.
    if (i % 16 == 0) apply(Received{SessionId{1}, "PRIVMSG #small :x"});
  }
  const size_t before = ResidentBytes();
  apply(Received{SessionId{1}, "PART #big"});
  EXPECT_LT(link.sequencer().server().totals().history_bytes, size_t{1} << 20);
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
  EXPECT_LT(ResidentBytes() + kMessages * kMessageBytes / 2, before);
#endif
}

// The event of a client that connects during the start stands behind the rows.
TEST(CoreLink, MemoryOfTheRowsOfAStartGoesBackToTheSystem) {
  constexpr uint64_t kPieces = 500, kAccounts = 100;
  constexpr size_t kVerifierBytes = 1'000;
  CoreLink link(FullConfig(), kStart, std::make_unique<FakeWorkers>(), "", nullptr);
  for (uint64_t piece = 0; piece < kPieces; ++piece) {
    Restored restored;
    for (uint64_t id = piece * kAccounts + 1; id <= (piece + 1) * kAccounts; ++id) {
      restored.rows.push_back(AccountRow{.id = {id}, .name = absl::StrCat("account", id)});
      restored.rows.push_back(CredentialRow{.id = {id},
                                            .account = {id},
                                            .kind = "password",
                                            .verifier = std::string(kVerifierBytes, 'v')});
    }
    link.Submit(std::move(restored));
  }
  Connected connected;
  connected.session = SessionId{1};
  link.Submit(connected);
  const size_t before = ResidentBytes();
  while (link.ApplyNext(kStart) != nullptr) continue;
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
  EXPECT_LT(ResidentBytes() + kPieces * kAccounts * kVerifierBytes / 2, before);
#endif
}

}  // namespace
}  // namespace irc

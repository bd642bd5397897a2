#include "net/testing/test_client.h"

#include <fstream>
#include <optional>
#include <string>

#include "absl/strings/str_format.h"
#include "gtest/gtest.h"
#include "net/testing/test_shell.h"

namespace irc {
namespace {

// The number of connections of `port`, on either side, that are in TIME_WAIT.
size_t Waiting(uint16_t port) {
  size_t count = 0;
  std::ifstream table("/proc/net/tcp");
  const std::string suffix = absl::StrFormat(":%04X", port);
  std::string slot, local, remote, state, rest;
  while (table >> slot >> local >> remote >> state && std::getline(table, rest)) {
    const bool of_port = local.substr(8) == suffix || remote.substr(8) == suffix;
    if (state == "06" && of_port) ++count;
  }
  return count;
}

TEST(TestClient, LeavesNoPortInTimeWait) {
  std::optional<TestShell> net(PollerKind::kEpoll);
  const uint16_t port = net->port();
  const size_t before = Waiting(port);  // of an earlier process with this port
  net->Register("alice");
  net->Register("bob").Line("QUIT :the server closes first");
  ASSERT_TRUE(net->Settle());
  net->Connect();
  net.reset();
  EXPECT_LE(Waiting(port), before);
}

TEST(TestClientDeathTest, SaysWhyItCannotConnect) {
  std::optional<TestShell> net(PollerKind::kEpoll);
  const uint16_t port = net->port();
  net.reset();
  EXPECT_DEATH(
      TestClient("127.0.0.1", port),
      absl::StrFormat("cannot connect from 127.0.0.1 to port %d: Connection refused", port));
}

}  // namespace
}  // namespace irc

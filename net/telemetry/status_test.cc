#include "net/telemetry/status.h"

#include <poll.h>

#include <string>
#include <thread>

#include "gtest/gtest.h"
#include "net/telemetry/status_desk.h"
#include "nlohmann/json.hpp"

namespace irc {
namespace {

using Json = nlohmann::json;

Status Example() {
  Status status;
  status.server = "irc.example";
  status.now = absl::FromUnixSeconds(1'767'225'600);
  status.uptime = absl::Hours(2);
  status.connections.tls = 3;
  status.store.state = "good";
  status.certificates = {{"/etc/a.pem", status.now + absl::Hours(49)}};
  status.log = {"one \xff", "two"};
  return status;
}

TEST(StatusJson, HasEverything) {
  const Json json = Json::parse(StatusJson(Example(), /*with_log=*/true));
  EXPECT_EQ(json["server"], "irc.example");
  EXPECT_EQ(json["now"], "2026-01-01T00:00:00Z");
  EXPECT_EQ(json["uptime_seconds"], 7200);
  EXPECT_EQ(json["ready"], true);
  EXPECT_EQ(json["connections"]["tls"], 3);
  EXPECT_TRUE(json["store"]["last_sync"].is_null());
  EXPECT_EQ(json["certificates"][0]["days"], 2);
  EXPECT_EQ(json["certificates"][0]["until"], "2026-01-03T01:00:00Z");
  EXPECT_EQ(json["log"].size(), 2u);
  EXPECT_FALSE(Json::parse(StatusJson(Example(), /*with_log=*/false)).contains("log"));
}

bool Readable(int fd) {
  pollfd ready = {.fd = fd, .events = POLLIN, .revents = 0};
  return ::poll(&ready, 1, 0) == 1;
}

TEST(StatusDesk, TheLoopIsWokenAndAnswers) {
  StatusDesk desk(absl::Hours(1));
  EXPECT_FALSE(Readable(desk.fd()));
  std::thread loop([&] {
    pollfd ready = {.fd = desk.fd(), .events = POLLIN, .revents = 0};
    ::poll(&ready, 1, -1);
    desk.Give(Example());
  });
  const StatusDesk::Answer answer = desk.Ask();
  loop.join();
  ASSERT_NE(answer.status, nullptr);
  EXPECT_EQ(answer.status->server, "irc.example");
  EXPECT_FALSE(Readable(desk.fd()));
}

TEST(StatusDesk, WhoOwesAnAnswerIsNotWaitedForAgain) {
  StatusDesk desk(absl::ZeroDuration());
  const StatusDesk::Answer first = desk.Ask();
  EXPECT_EQ(first.status, nullptr);
  EXPECT_TRUE(Readable(desk.fd()));
  const StatusDesk::Answer second = desk.Ask();
  EXPECT_EQ(second.status, nullptr);
  EXPECT_GT(second.waited, first.waited) << "since the first question";
  desk.Give(Example());
  EXPECT_FALSE(Readable(desk.fd()));
}

TEST(StatusDesk, NobodyWaitsForALoopThatHasEnded) {
  StatusDesk desk(absl::Hours(1));
  desk.Close();
  EXPECT_EQ(desk.Ask().status, nullptr);
}

}  // namespace
}  // namespace irc

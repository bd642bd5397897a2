#include "cmd/status/status_client.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

using ::testing::HasSubstr;

constexpr char kGood[] =
    R"({"version":"ircserv-1","server":"irc.example","network":"Example","pid":7,
        "uptime_seconds":93784,"ready":true,"missing":[],"attention":[],"users":3,"operators":1,
        "channels":2,"accounts":5,
        "connections":{"open":4,"max":100,"opening":1,"unregistered":1,"plain":1,"tls":2,"websocket":0},
        "send_queues":{"bytes":20480,"bytes_max":1073741824,"longest":512},
        "store":{"state":"good","waiting_bytes":0,"turns_behind":2,"last_sync":"2026-01-01T00:00:00Z"},
        "mails":{"waiting":1,"sent":2,"failed":3},
        "certificates":[{"file":"/a.pem","until":"2026-03-01T00:00:00Z","days":59}],
        "log":["one \u001b[2J","two"]})";

TEST(StatusScreen, ShowsWhatMatters) {
  const auto screen = StatusScreen(kGood);
  ASSERT_TRUE(screen.ok()) << screen.status();
  EXPECT_EQ(*screen,
            "irc.example (Example), ircserv-1, process 7\n\n"
            "up            1 day 2:03:04\n"
            "users         3, of these 1 operators; 2 channels, 5 accounts\n"
            "connections   4 of 100: 2 TLS, 1 plain, 0 WebSocket; 1 opening, 1 unregistered\n"
            "send queues   20 KiB of 1024 MiB, the longest 512 bytes\n"
            "store         good; waiting: 0 bytes for the disk, 2 turns for the database; last "
            "sync: 2026-01-01T00:00:00Z\n"
            "mails         1 waiting, 2 sent, 3 failed\n"
            "certificates  /a.pem: 59 days, until 2026-03-01T00:00:00Z\n"
            "\nThe last warnings and errors of the log:\n"
            "  one ?[2J\n"
            "  two\n");
  EXPECT_EQ(StatusOfServer(kGood), 0);
}

TEST(StatusScreen, SaysWhatIsWrong) {
  constexpr char kAttention[] = R"({"ready":true,"attention":["one","two"]})";
  EXPECT_EQ(StatusOfServer(kAttention), 1);
  EXPECT_THAT(*StatusScreen(kAttention), HasSubstr("attention     one\n              two\n"));
  constexpr char kNotReady[] = R"({"ready":false,"missing":["It stops."],"attention":[]})";
  EXPECT_EQ(StatusOfServer(kNotReady), 2);
  EXPECT_THAT(*StatusScreen(kNotReady), HasSubstr("NOT READY     It stops.\n"));
}

// A certificate that ends soon does not make a container unhealthy.
TEST(WhetherServing, LooksAwayFromWhatDeservesAttention) {
  EXPECT_TRUE(WhetherServing(kGood).ok());
  EXPECT_TRUE(WhetherServing(R"({"ready":true,"attention":["one"]})").ok());
  EXPECT_EQ(WhetherServing(R"({"ready":false,"missing":["It stops.","No\u001b."],"attention":[]})")
                .message(),
            "the server does not serve: It stops. No?.");
  for (const char* text : {"", "[]", "[1]", "{", R"({"ready":"yes"})", R"({"missing":[1]})"}) {
    EXPECT_EQ(WhetherServing(text).message(), "the server does not serve: it does not say why");
  }
}

// Another program may answer, or another version.
TEST(StatusScreen, TakesAnyJson) {
  for (const char* text : {"", "[]", "\"x\"", "{", "<html>", "nul"}) {
    EXPECT_FALSE(StatusScreen(text).ok()) << text;
    EXPECT_EQ(StatusOfServer(text), 2) << text;
  }
  EXPECT_TRUE(
      StatusScreen(R"({"connections":3,"users":"x","log":{"a":1},"certificates":[1]})").ok());
  EXPECT_EQ(StatusOfServer(R"({"ready":"yes"})"), 2);
}

TEST(StatusSocket, IsInTheDataFolder) {
  EXPECT_EQ(StatusSocket("/var/lib/ircserv"), "/var/lib/ircserv/status.sock");
  EXPECT_EQ(StatusSocket(":memory:"), "");
  EXPECT_EQ(StatusSocket(""), "");
}

TEST(AskForStatus, SaysWhatToDoWhenNothingAnswers) {
  const auto nothing = AskForStatus({.socket = "/nonexistent/status.sock", .metrics = ""});
  EXPECT_EQ(nothing.status().message(),
            "no server answers ('/nonexistent/status.sock': No such file or directory); "
            "--config=FILE or --data=DIR says which one is meant, and its user or root may ask");
  EXPECT_THAT(AskForStatus({}).status().message(), HasSubstr("give --data=DIR or --config=FILE"));
}

}  // namespace
}  // namespace irc

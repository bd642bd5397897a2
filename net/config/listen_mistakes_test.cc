#include "net/config/listen_mistakes.h"

#include "gtest/gtest.h"
#include "net/testing/config_text.h"

namespace irc {
namespace {

Lines Mistakes(const Lines& addresses, const std::string& metrics = "", int64_t port = 6667) {
  ShellConfig config;
  config.listen_addresses = addresses;
  config.metrics_listen = metrics;
  config.listen_port = port;
  return ListenMistakes(config);
}

bool Exclude(const std::string& a, const std::string& b) { return !Mistakes({a, b}).empty(); }

TEST(ListenMistakes, WhichEntriesExcludeEachOther) {
  EXPECT_TRUE(Exclude("*", "*:6667 tls"));
  EXPECT_TRUE(Exclude("127.0.0.1", "*"));
  EXPECT_TRUE(Exclude("localhost", "*"));
  EXPECT_TRUE(Exclude("0.0.0.0:6697 tls", "127.0.0.1:6697 websocket"));
  EXPECT_TRUE(Exclude("[::1]:6667", "::"));
  EXPECT_TRUE(Exclude("::1", "[0:0::1]:6667"));
  EXPECT_TRUE(Exclude("irc.example", "IRC.example:6667"));
  EXPECT_TRUE(Exclude("unix:/run/a tls", "unix:/run/a"));

  EXPECT_FALSE(Exclude("*", "*:6697 tls"));
  EXPECT_FALSE(Exclude("127.0.0.1", "127.0.0.2"));
  EXPECT_FALSE(Exclude("0.0.0.0", "::"));
  EXPECT_FALSE(Exclude("0.0.0.0", "::1"));
  EXPECT_FALSE(Exclude("127.0.0.1", "::"));
  EXPECT_FALSE(Exclude("127.0.0.1:0", "127.0.0.1:0")) << "the system picks a port for each";
  EXPECT_FALSE(Exclude("irc.example", "chat.example"));
  EXPECT_FALSE(Exclude("unix:/run/a", "unix:/run/b"));
  EXPECT_FALSE(Exclude("unix:/run/a", "*"));
}

TEST(ListenMistakes, Sentences) {
  EXPECT_EQ(Mistakes({"*", "*:6697 tls", "*:6697"}),
            Lines{"listen.addresses: port 6697 of '*:6697' is that of '*:6697 tls' already; only "
                  "one of them can have it"});
  EXPECT_EQ(Mistakes({"::1", "*", "*"}),
            (Lines{"listen.addresses: port 6667 of '*' is that of '::1' already; only one of them "
                   "can have it",
                   "listen.addresses: port 6667 of '*' is that of '::1' already; only one of them "
                   "can have it"}));
  EXPECT_EQ(Mistakes({"*", "*"}), Lines{"listen.addresses: '*' stands there twice"});
  EXPECT_EQ(Mistakes({"unix:/a", "unix:/a tls"}),
            Lines{"listen.addresses: the path of 'unix:/a tls' is that of 'unix:/a' already; only "
                  "one of them can have it"});
  EXPECT_EQ(Mistakes({"*"}, "127.0.0.1:6667"),
            Lines{"metrics.listen: port 6667 of '127.0.0.1:6667' is that of '*' in "
                  "listen.addresses already; only one of them can have it"});
  EXPECT_EQ(Mistakes({"*"}, "127.0.0.1:9100"), Lines{});
  EXPECT_EQ(Mistakes({"*"}, "127.0.0.1:9100", 9100).size(), 1u);
}

TEST(ListenMistakes, TheConfigurationNamesThePlace) {
  EXPECT_EQ(Errors("[listen]\naddresses = [\"*:6667\", \"*:6667\"]\n"),
            Lines{"irc.toml:2: listen.addresses: '*:6667' stands there twice"});
  EXPECT_EQ(Errors("[metrics]\nlisten = \"*:6667\"\n"),
            Lines{"irc.toml:2: metrics.listen: port 6667 of '*:6667' is that of '*' in "
                  "listen.addresses already; only one of them can have it"});
  EXPECT_EQ(Errors("[listen]\nport = 70000\naddresses = [\"*:6667\", \"*\"]\n"),
            Lines{"irc.toml:2: listen.port must be from 0 to 65535, not 70000"})
      << "the port of '*' is not known";
}

// A port in the file is a default. PORT on the command line is meant to be listened on.
TEST(ListenMistakes, APortThatNoListenerTakes) {
  const auto errors = [](absl::string_view place, const Lines& addresses) {
    Settings settings;
    settings.values = {
        {.key = "listen.addresses", .value = addresses, .place = {"--bind", ""}},
        {.key = "listen.port", .value = int64_t{6667}, .place = {std::string(place), ""}}};
    return JudgeSettings(settings).errors;
  };
  EXPECT_EQ(errors("PORT", {"127.0.0.1:6668", "[::1]:6668", "unix:/run/a"}),
            Lines{"PORT: no listener takes port 6667, because each address has a port of its own; "
                  "leave one of the two out"});
  EXPECT_EQ(errors("PORT", {"127.0.0.1:6668", "::1"}), Lines{});
  EXPECT_EQ(errors("irc.toml:2", {"127.0.0.1:6668"}), Lines{});
}

TEST(ListenMistakes, OwnPorts) {
  EXPECT_TRUE(HaveOwnPorts(Lines{"127.0.0.1:6667", "[::1]:1 tls", "unix:/run/a", "*:0"}));
  EXPECT_FALSE(HaveOwnPorts(Lines{"127.0.0.1:6667", "::1"}));
  EXPECT_FALSE(HaveOwnPorts(Lines{"* tls"}));
}

}  // namespace
}  // namespace irc

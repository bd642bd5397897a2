#include "net/config/shell_config.h"

#include <set>
#include <string>

#include "gtest/gtest.h"

namespace irc {
namespace {

absl::Status Set(absl::string_view name, ConfigValue value) {
  ShellConfig config;
  return SetShellConfig(config, *FindShellKey(name), value);
}

TEST(ShellKeys, DefaultsAreAllowedAndComeBack) {
  std::set<std::string> names;
  for (const ShellKey& key : ShellKeys()) {
    EXPECT_TRUE(names.insert(std::string(key.name)).second) << key.name << " stands there twice";
    EXPECT_FALSE(key.help.empty()) << key.name;
    EXPECT_EQ(FindConfigKey(key.name), nullptr) << key.name << " is a key of the core too";
    ShellConfig config;
    const ConfigValue value = GetShellConfig(config, key);
    EXPECT_TRUE(SetShellConfig(config, key, value).ok()) << key.name;
    EXPECT_EQ(config, ShellConfig()) << key.name;
  }
}

TEST(ShellKeys, EveryKeyRefusesAnotherType) {
  for (const ShellKey& key : ShellKeys()) {
    const bool flag = std::holds_alternative<bool ShellConfig::*>(key.member);
    EXPECT_FALSE((flag ? Set(key.name, int64_t{1}) : Set(key.name, true)).ok()) << key.name;
  }
}

TEST(ShellKeys, WrongValues) {
  EXPECT_EQ(Set("listen.port", int64_t{65536}).message(),
            "listen.port must be from 0 to 65535, not 65536");
  EXPECT_EQ(Set("listen.port", std::string("6667")).message(),
            "listen.port must be a whole number");
  EXPECT_EQ(Set("log.level", std::string("loud")).message(),
            "log.level: 'loud' is not \"error\", \"warning\", \"info\" or \"debug\"");
  EXPECT_EQ(Set("listen.poller", std::string("kqueue")).message(),
            "listen.poller: 'kqueue' is not \"auto\", \"select\" or \"epoll\"");
  EXPECT_EQ(Set("connections.exempt", std::vector<std::string>{"10.0.0.0/8", "10/8"}).message(),
            "connections.exempt: '10/8' is not an address or a network such as \"10.0.0.0/8\"");
  EXPECT_FALSE(Set("listen.addresses", std::vector<std::string>{"127.0.0.1:x"}).ok());
}

TEST(ShellKeys, MetricsHaveOneAddressWithAPort) {
  for (const char* right : {"", "127.0.0.1:9100", "[::1]:9100", "localhost:0", "*:9100"}) {
    EXPECT_TRUE(Set("metrics.listen", std::string(right)).ok()) << right;
  }
  for (const char* wrong : {"9100", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:9100 tls"}) {
    EXPECT_FALSE(Set("metrics.listen", std::string(wrong)).ok()) << wrong;
  }
}

TEST(ShellKeys, AWrongPasswordIsNotQuoted) {
  const absl::Status status = Set("server.password", std::string("$nosuchmethod$"));
  EXPECT_FALSE(status.ok());
  EXPECT_EQ(status.message().find("nosuchmethod"), absl::string_view::npos);
}

}  // namespace
}  // namespace irc

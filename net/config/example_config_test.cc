// The example configuration: it has every key and block, and is what --example-config prints.
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/config/config.h"
#include "net/testing/config_text.h"

namespace irc {
namespace {

std::string ReadExample() {
  std::ifstream file("testdata/config/example.toml");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Example, IsWhatTheProgramPrints) {
  EXPECT_EQ(ReadExample(), ExampleConfig())
      << "refresh it: bazel run //cmd:ircserv -- --example-config > testdata/config/example.toml";
}

TEST(Example, HasEveryKeyAtItsDefault) {
  const Settings settings = ParseToml(ReadExample(), "example.toml", "");
  const LoadedConfig loaded = JudgeSettings(settings);
  EXPECT_EQ(loaded.errors, Lines());
  EXPECT_EQ(loaded.config.shell, ShellConfig());
  std::set<std::string> keys;
  for (const Setting& setting : settings.values) keys.insert(setting.key);
  for (const ShellKey& key : ShellKeys()) {
    EXPECT_TRUE(keys.contains(std::string(key.name))) << key.name;
    EXPECT_EQ(GetShellConfig(loaded.config.shell, key), GetShellConfig(ShellConfig(), key));
  }
  size_t blocks = 0;
  for (const ConfigKey& key : ConfigKeys()) {
    if (key.help.empty()) {
      ++blocks;
      continue;
    }
    EXPECT_TRUE(keys.contains(std::string(key.name))) << key.name;
    EXPECT_EQ(GetConfig(loaded.config.core, key), GetConfig(Config(), key)) << key.name;
  }
  EXPECT_EQ(keys.size(), ShellKeys().size() + ConfigKeys().size() - blocks);
  EXPECT_EQ(blocks, 2u) << "accounts.names and channel_log.channels alone are no keys of the file";
}

// The block of the example that begins with `head`, without its comment signs.
std::string BlockOfExample(absl::string_view head) {
  std::string text = ReadExample();
  text = text.substr(text.find(absl::StrCat("# ", head)));
  text = text.substr(0, text.find("\n\n"));
  for (size_t at = text.find("# "); at != std::string::npos; at = text.find("# ", at)) {
    text.erase(at, 2);
  }
  const size_t hash = text.find("$y$...");
  if (hash != std::string::npos) text.replace(hash, 6, "secret");
  return text;
}

TEST(Example, ItsBlocksAreOnesWhenTheCommentSignsGo) {
  const LoadedConfig loaded =
      Judge(absl::StrCat(BlockOfExample("[[oper]]"), "\n", BlockOfExample("[[oper_class]]"), "\n",
                         BlockOfExample("[[account]]"), "\n", BlockOfExample("[[webirc]]"), "\n",
                         BlockOfExample("[[channel_log]]")));
  EXPECT_EQ(loaded.errors, Lines());
  EXPECT_EQ(loaded.config.core.opers.size(), 2u);
  EXPECT_EQ(loaded.config.core.oper_classes.size(), 2u);
  EXPECT_EQ(loaded.config.core.accounts, Lines{"alice"});
  EXPECT_EQ(loaded.config.shell.gateways.size(), 1u);
  ASSERT_EQ(loaded.config.shell.channel_logs.size(), 1u);
  EXPECT_EQ(loaded.config.core.logged_channels, (Lines{"#example", "#help*"}));
}

}  // namespace
}  // namespace irc

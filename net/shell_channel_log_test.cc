// The logs of channels, from a client's line to the file.
#include <stdlib.h>
#include <unistd.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/io/files.h"
#include "net/testing/test_shell.h"

namespace irc {
namespace {

ShellOptions Logging(const std::string& channel, const std::string& folder) {
  ShellOptions options;
  options.config.core.logged_channels = {channel};
  options.config.shell.channel_logs = {{.channels = {channel}, .folder = folder}};
  options.config.shell.metrics_listen = "127.0.0.1:0";
  return options;
}

TEST(ShellChannelLog, AppendsWhatIsSaidWithTheTimeOfTheEvent) {
  std::string folder = absl::StrCat(::testing::TempDir(), "/logs.XXXXXX");
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  {
    ShellOptions options = Logging("#c", folder);
    LoadedConfig later{.config = options.config, .errors = {}, .cautions = {}};
    later.config.core.logged_channels.clear();
    later.config.shell.channel_logs.clear();
    later.config.core.opers = options.config.core.opers = {{"root", {"*@*"}}};
    options.reload = [later] { return later; };
    const absl::Time before_midnight = absl::FromUnixSeconds(1'767'311'999);
    TestShell net(PollerKind::kSelect, std::move(options), before_midnight);
    TestShell::Client& alice = net.Register("alice");
    alice.Line("JOIN #c,#other");
    alice.Line("PRIVMSG #other :not here");
    ASSERT_TRUE(net.Settle());
    net.Advance(absl::Seconds(1));
    alice.Line("PRIVMSG #c :hello");
    alice.Line("OPER root x");
    ASSERT_TRUE(net.Settle());
    net.passwords().Decide(true);
    ASSERT_TRUE(net.Settle());
    alice.Line("REHASH");
    alice.Line("PRIVMSG #c :no more");
    ASSERT_TRUE(net.Settle());
  }
  EXPECT_EQ(ReadWholeFile(absl::StrCat(folder, "/#c/2026-01-01.log")).value(),
            "23:59:59 --> alice (alice@127.0.0.1) has joined\n");
  EXPECT_EQ(ReadWholeFile(absl::StrCat(folder, "/#c/2026-01-02.log")).value(),
            "00:00:00 <alice> hello\n");
  EXPECT_FALSE(ReadWholeFile(absl::StrCat(folder, "/#other/2026-01-01.log")).ok());
}

TEST(ShellChannelLog, WhatGetsLostIsAMetric) {
  TestShell net(PollerKind::kSelect, Logging("#c", "/dev/null/folder"));
  net.Register("alice").Line("JOIN #c");
  ASSERT_TRUE(net.Settle());
  for (int i = 0; i < 10'000 && net.shell().metrics().lost_channel_lines.Get() == 0; ++i) {
    ::usleep(1000);  // until the thread has tried
    net.Advance(absl::Seconds(1));
  }
  EXPECT_EQ(net.shell().metrics().lost_channel_lines.Get(), 1u);
}

}  // namespace
}  // namespace irc

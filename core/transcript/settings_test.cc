#include "core/transcript/settings.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "core/state/archive.h"
#include "core/state/state.h"
#include "core/transcript/write.h"
#include "gtest/gtest.h"

namespace irc {
namespace transcript {
namespace {

// Visits every member of a configuration, as a snapshot does, and changes its value.
struct Change {
  template <typename... T>
  void operator()(T&... values) {
    (Make(values), ...);
  }
  void Make(bool& value) { value = !value; }
  void Make(int64_t& value) { ++value; }
  void Make(std::string& value) { value += "x"; }
  void Make(std::vector<std::string>& value) { value.push_back("x"); }
  void Make(std::vector<OperConfig>& value) { value.emplace_back(); }
  void Make(Limits& limits) { Fields(*this, limits); }
};

std::string Bytes(Config config) {
  SaveArchive archive;
  archive(config);
  return archive.Take();
}

TEST(Settings, HoldTheWholeConfigurationButOpers) {
  Config to;
  Change change;
  Fields(change, to);
  Config from;
  from.opers = to.opers;
  ASSERT_NE(Bytes(from), Bytes(to));
  for (const Setting& setting : ChangedSettings(from, to)) {
    ASSERT_TRUE(ApplySetting(from, setting).ok()) << setting.key;
  }
  EXPECT_EQ(Bytes(from), Bytes(to)) << "a member of Config has no key";
}

TEST(Settings, LeaveOutWhatIsTheSame) {
  Config to;
  to.limits.nick_bytes = 9;
  const std::vector<Setting> changed = ChangedSettings(Config(), to);
  ASSERT_EQ(changed.size(), 1u);
  EXPECT_EQ(PrintStep(InitialConfig{changed}), "config limits.nick_bytes=9");
  EXPECT_TRUE(ChangedSettings(to, to).empty());
}

TEST(Settings, RejectKeysAndValuesThatAreNone) {
  Config config;
  EXPECT_EQ(ApplySetting(config, {"nick_bytes", int64_t{9}}).message(),
            "there is no key 'nick_bytes'");
  EXPECT_FALSE(ApplySetting(config, {"limits.nick_bytes", std::string("9")}).ok());
  EXPECT_EQ(ApplySetting(config, {"password_required", int64_t{1}}).message(),
            "password_required must be true or false");
}

}  // namespace
}  // namespace transcript
}  // namespace irc

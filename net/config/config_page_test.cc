// The page about the configuration is what its tables say:
//
//   bazel run //net/config:config_page_test -- --write
#include "net/config/config_page.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "core/config_keys.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/config/shell_config.h"

namespace irc {
namespace {

using ::testing::HasSubstr;

constexpr char kPage[] = "cmd/guide/configure.md";

TEST(ConfigPage, IsUpToDate) {
  std::ifstream file(kPage);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), ConfigPage())
      << "refresh it: bazel run //net/config:config_page_test -- --write";
}

TEST(ConfigPage, HasEveryKeyOfTheFile) {
  const std::string page = ConfigPage();
  const auto row = [](absl::string_view name) {
    return absl::StrCat("\n| `", name.substr(name.find('.') + 1), "`");
  };
  for (const ShellKey& key : ShellKeys()) EXPECT_THAT(page, HasSubstr(row(key.name)));
  for (const ConfigKey& key : ConfigKeys()) {
    if (key.help.empty()) continue;
    EXPECT_THAT(page, HasSubstr(row(key.name)));
  }
  EXPECT_THAT(page, HasSubstr("| `port` ↻ | `6667` | The port of the addresses that name none. |"));
}

}  // namespace
}  // namespace irc

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  const char* workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (argc > 1 && std::string(argv[1]) == "--write" && workspace != nullptr) {
    std::ofstream(absl::StrCat(workspace, "/", irc::kPage)) << irc::ConfigPage();
    return 0;
  }
  return RUN_ALL_TESTS();
}

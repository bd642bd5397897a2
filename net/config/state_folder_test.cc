#include "net/config/state_folder.h"

#include <stdlib.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

// Sets the variables, of which an empty one is unset.
std::string FolderWith(const char* state, const char* xdg, const char* home) {
  const auto set = [](const char* name, const char* value) {
    *value == '\0' ? ::unsetenv(name) : ::setenv(name, value, 1);
  };
  set("STATE_DIRECTORY", state);
  set("XDG_STATE_HOME", xdg);
  set("HOME", home);
  return StateFolder();
}

TEST(DataFolder, IsTheGivenOne) {
  char here[4096];
  ASSERT_NE(::getcwd(here, sizeof(here)), nullptr);
  ::setenv("STATE_DIRECTORY", "/state", 1);
  EXPECT_EQ(DataFolder("/var/irc"), "/var/irc");
  EXPECT_EQ(DataFolder("irc"), absl::StrCat(here, "/irc"));
  EXPECT_EQ(DataFolder("./x/../irc"), absl::StrCat(here, "/irc"));
  EXPECT_EQ(DataFolder(":memory:"), ":memory:");
  EXPECT_EQ(DataFolder(""), "/state");
}

TEST(StateFolder, IsThatOfTheEnvironment) {
  EXPECT_EQ(FolderWith("/state:/other", "/xdg", "/home/alice"), "/state");
  EXPECT_EQ(FolderWith("", "/xdg", "/home/alice"), "/xdg/ircserv");
  EXPECT_EQ(FolderWith("", "relative", "/home/alice"), FolderWith("", "", "/home/alice"));
  const bool root = ::geteuid() == 0;
  EXPECT_EQ(FolderWith("", "", "/home/alice"),
            root ? "/var/lib/ircserv" : "/home/alice/.local/state/ircserv");
  EXPECT_EQ(FolderWith("", "", ""), root ? "/var/lib/ircserv" : "");
}

}  // namespace
}  // namespace irc

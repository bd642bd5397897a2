// Configurations as text, for the tests of net/config.
#ifndef IRCSERV_NET_TESTING_CONFIG_TEXT_H_
#define IRCSERV_NET_TESTING_CONFIG_TEXT_H_

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"
#include "net/config/config.h"

namespace irc {

using Lines = std::vector<std::string>;

// Loads the text of a file "irc.toml". Files that it names are relative to the working directory.
inline LoadedConfig Judge(absl::string_view text) {
  return JudgeSettings(ParseToml(text, "irc.toml", ""));
}

inline Lines Errors(absl::string_view text) { return Judge(text).errors; }

// Writes a file into the test's folder for temporary files, and returns its path.
inline std::string Write(absl::string_view name, absl::string_view text) {
  const std::string path = absl::StrCat(::testing::TempDir(), "/", name);
  std::ofstream(path) << std::string(text);
  return path;
}

}  // namespace irc

#endif  // IRCSERV_NET_TESTING_CONFIG_TEXT_H_

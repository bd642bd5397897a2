#include "net/io/unix_socket.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "net/io/listener.h"

namespace irc {
namespace {

class UnixSocketTest : public ::testing::Test {
 protected:
  // The path of TempDir() may be too long for sockaddr_un.
  void SetUp() override {
    char directory[] = "/tmp/ircserv_XXXXXX";
    ASSERT_NE(::mkdtemp(directory), nullptr);
    directory_ = directory;
    path_ = directory_ + "/irc.sock";
  }
  void TearDown() override {
    ::unlink(path_.c_str());
    ::rmdir(directory_.c_str());
  }
  bool Exists() const { return ::access(path_.c_str(), F_OK) == 0; }

  std::string directory_, path_;
};

TEST_F(UnixSocketTest, IsForOwnerAndGroupAndGoesWithItsListener) {
  {
    auto listeners = Listen({absl::StrCat("unix:", path_, " proxy")}, 6667);
    ASSERT_TRUE(listeners.ok()) << listeners.status();
    ASSERT_EQ(listeners->size(), 1u);
    EXPECT_EQ(listeners->front().Describe(), absl::StrCat("unix:", path_, " (PROXY)"));
    struct stat file = {};
    ASSERT_EQ(::stat(path_.c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 0777, 0660u);
  }
  EXPECT_FALSE(Exists());
}

TEST_F(UnixSocketTest, ItsRightsCanBeChosen) {
  for (const char* text : {"0600", "0666", "622"}) {
    const std::optional<mode_t> mode = ParseFileMode(text);
    ASSERT_TRUE(mode.has_value()) << text;
    auto listeners = Listen({absl::StrCat("unix:", path_)}, 6667, *mode);
    ASSERT_TRUE(listeners.ok()) << listeners.status();
    struct stat file = {};
    ASSERT_EQ(::stat(path_.c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 0777, std::stoul(text, nullptr, 8));
  }
  for (const char* text : {"", "66", "0668", "1660", "00660", "u=rw", "-660"}) {
    EXPECT_FALSE(ParseFileMode(text).has_value()) << text;
  }
}

TEST_F(UnixSocketTest, OneServerAtATime) {
  auto first = Listen({absl::StrCat("unix:", path_)}, 6667);
  ASSERT_TRUE(first.ok()) << first.status();
  const auto second = Listen({absl::StrCat("unix:", path_)}, 6667);
  EXPECT_EQ(second.status().message(),
            absl::StrCat("cannot listen on unix:", path_, ": Address already in use"));
  EXPECT_TRUE(Exists());
}

TEST_F(UnixSocketTest, WhatACrashHasLeftIsReplaced) {
  auto crashed = ListenOnPath(path_, 1);
  ASSERT_TRUE(crashed.ok()) << crashed.status();
  *crashed = Fd();
  ASSERT_TRUE(Exists());
  EXPECT_TRUE(Listen({absl::StrCat("unix:", path_)}, 6667).ok());
}

TEST_F(UnixSocketTest, AFileThatIsNoSocketStays) {
  std::ofstream(path_) << "precious";
  EXPECT_FALSE(Listen({absl::StrCat("unix:", path_)}, 6667).ok());
  EXPECT_TRUE(Exists());
}

TEST_F(UnixSocketTest, PathsAreAbsoluteAndFit) {
  EXPECT_TRUE(IsUnixAddress("unix:/a"));
  for (const std::string& text : {std::string("unix:"), std::string("unix:a"), std::string("/a"),
                                  absl::StrCat("unix:/", std::string(200, 'a'))}) {
    EXPECT_FALSE(IsUnixAddress(text)) << text;
  }
}

TEST_F(UnixSocketTest, ItsPathMayBeLongerThanAnAddress) {
  const std::string folder = absl::StrCat(directory_, "/", std::string(150, 'x'));
  ASSERT_EQ(::mkdir(folder.c_str(), 0700), 0);
  const std::string path = folder + "/irc.sock";
  EXPECT_FALSE(ConnectToPath(path).valid());
  EXPECT_EQ(errno, ENOENT);
  for (int start = 0; start < 2; ++start) {  // the second one finds the file of the first
    const absl::StatusOr<Fd> listens = ListenOnPath(path, 1);
    ASSERT_TRUE(listens.ok()) << listens.status();
    EXPECT_EQ(::access(path.c_str(), F_OK), 0);
    EXPECT_TRUE(ConnectToPath(path).valid());
  }
  ::unlink(path.c_str());
  ::rmdir(folder.c_str());
}

}  // namespace
}  // namespace irc

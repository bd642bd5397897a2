#include "net/telemetry/recording_file.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

std::string Read(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(RecordingFile, WritesOnFlushAndAtTheEnd) {
  const std::string path = absl::StrCat(::testing::TempDir(), "/recording");
  {
    auto file = RecordingFile::Create(path);
    ASSERT_TRUE(file.ok()) << file.status();
    (*file)->Append("one\n");
    EXPECT_EQ(Read(path), "");
    EXPECT_TRUE((*file)->Flush());
    EXPECT_EQ(Read(path), "one\n");
    (*file)->Append("two\n");
  }
  EXPECT_EQ(Read(path), "one\ntwo\n");
  struct stat info = {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST(RecordingFile, SaysWhyItCanNot) {
  const auto file = RecordingFile::Create("/nonexistent/recording");
  EXPECT_EQ(file.status().message(),
            "cannot write the recording '/nonexistent/recording': No such file or directory");
}

TEST(RecordingFile, AFullDiskEndsTheRecordingOnce) {
  auto file = RecordingFile::Create("/dev/full");
  ASSERT_TRUE(file.ok()) << file.status();
  (*file)->Append("one\n");
  EXPECT_FALSE((*file)->Flush());
  EXPECT_EQ(errno, ENOSPC);
  (*file)->Append("two\n");
  EXPECT_TRUE((*file)->Flush());
}

}  // namespace
}  // namespace irc

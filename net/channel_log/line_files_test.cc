#include "net/channel_log/line_files.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/io/files.h"

namespace irc {
namespace {

using ::testing::HasSubstr;

class LineFilesTest : public ::testing::Test {
 protected:
  LineFilesTest() : folder_(absl::StrCat(::testing::TempDir(), "/logs.XXXXXX")) {
    EXPECT_NE(::mkdtemp(folder_.data()), nullptr);
  }

  std::string Path(absl::string_view name) const { return absl::StrCat(folder_, "/", name); }

  std::string folder_;
};

TEST_F(LineFilesTest, AppendsInOrderAndMakesFolders) {
  ASSERT_TRUE(WriteNewFile(Path("old"), "before\n", 0600).ok());
  LineFiles files;
  files.Append(Path("a/#c/day"), "1\n");
  files.Append(Path("old"), "2\n");
  files.Append(Path("a/#c/day"), "3\n");
  files.Append(Path("a/#c/day"), "4\n");
  files.Finish();
  EXPECT_EQ(ReadWholeFile(Path("a/#c/day")).value(), "1\n3\n4\n");
  EXPECT_EQ(ReadWholeFile(Path("old")).value(), "before\n2\n");
  EXPECT_EQ(files.lost(), 0u);
  struct stat info = {};
  ASSERT_EQ(::stat(Path("a/#c/day").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777 & ~0640u, 0u);
  ASSERT_EQ(::stat(Path("a/#c").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777 & ~0750u, 0u);
}

TEST_F(LineFilesTest, CountsWhatCannotBeWritten) {
  LineFiles files;
  files.Append("/dev/full", "1\n");
  files.Append("/dev/full", "2\n");
  files.Append(Path("good"), "3\n");
  ASSERT_TRUE(WriteNewFile(Path("file"), "", 0600).ok());
  files.Append(Path("file/inside"), "4\n");
  files.Finish();
  EXPECT_EQ(files.lost(), 3u);
  EXPECT_THAT(files.last_error(), HasSubstr("/file/inside': Not a directory"));
  EXPECT_EQ(ReadWholeFile(Path("good")).value(), "3\n");
}

TEST_F(LineFilesTest, DropsWhatFindsNoRoomInTheQueue) {
  LineFiles files(100);
  files.Append(Path("a"), std::string(100, 'x'));
  EXPECT_EQ(files.lost(), 1u);
  EXPECT_EQ(files.last_error(), "the disk is too slow");
}

TEST_F(LineFilesTest, HasMoreFilesThanAreOpen) {
  LineFiles files;
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 100; ++i) files.Append(Path(absl::StrCat("f", i)), "x\n");
  }
  files.Finish();
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(ReadWholeFile(Path(absl::StrCat("f", i))).value(), "x\nx\n");
  }
}

// A file that was moved away gets the lines of before, and a new one those of after.
TEST_F(LineFilesTest, ReopenGoesOnInANewFile) {
  LineFiles files;
  files.Append(Path("a"), "1\n");
  while (!ReadWholeFile(Path("a")).ok() || ReadWholeFile(Path("a"))->empty()) ::usleep(1000);
  ASSERT_EQ(::rename(Path("a").c_str(), Path("b").c_str()), 0);
  files.Reopen();
  files.Append(Path("a"), "2\n");
  files.Finish();
  EXPECT_EQ(ReadWholeFile(Path("b")).value(), "1\n");
  EXPECT_EQ(ReadWholeFile(Path("a")).value(), "2\n");
}

}  // namespace
}  // namespace irc

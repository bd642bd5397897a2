#include "net/io/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

std::string NewPath(absl::string_view name) {
  const std::string path = absl::StrCat(::testing::TempDir(), "/", name);
  ::unlink(path.c_str());
  return path;
}

std::string NewPipe(absl::string_view name) {
  const std::string path = NewPath(name);
  EXPECT_EQ(::mkfifo(path.c_str(), 0600), 0);
  return path;
}

TEST(ReadWholeFile, ReadsRegularFiles) {
  const std::string path = NewPath("regular");
  const std::string text = absl::StrCat(std::string(200'000, 'x'), std::string(1, '\0'), "\n");
  std::ofstream(path, std::ios::binary) << text;
  const auto read = ReadWholeFile(path);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, text);
  std::ofstream(path, std::ios::trunc) << "";
  EXPECT_EQ(*ReadWholeFile(path), "");
}

TEST(ReadWholeFile, NeverWaits) {
  EXPECT_EQ(ReadWholeFile(NewPipe("nobody_writes")).status().message(), "it is no regular file");
  EXPECT_EQ(ReadWholeFile("/dev/zero").status().message(), "it is no regular file");
  EXPECT_EQ(ReadWholeFile(::testing::TempDir()).status().message(), "Is a directory");
  EXPECT_EQ(ReadWholeFile("/nonexistent").status().message(), "No such file or directory");
  const std::string huge = NewPath("huge");
  std::ofstream(huge) << "x";
  ASSERT_EQ(::truncate(huge.c_str(), kFileBytesMax + 1), 0);
  EXPECT_EQ(ReadWholeFile(huge).status().message(), "it is larger than 64 MiB");
  ::unlink(huge.c_str());
}

TEST(OpenForWriting, APipeTakesBytesBeforeSomebodyReads) {
  const std::string path = NewPipe("nobody_reads");
  const Fd fd = OpenForWriting(path, O_CREAT | O_APPEND, 0600);
  ASSERT_TRUE(fd.valid()) << errno;
  EXPECT_EQ(::write(fd.get(), "one\n", 4), 4);
  const Fd reader(::open(path.c_str(), O_RDONLY | O_NONBLOCK));
  char text[8];
  EXPECT_EQ(::read(reader.get(), text, sizeof(text)), 4);
  const std::string full(1 << 20, 'x');
  EXPECT_LT(::write(fd.get(), full.data(), full.size()), static_cast<ssize_t>(full.size()));
  EXPECT_EQ(::write(fd.get(), full.data(), full.size()), -1);
  EXPECT_EQ(errno, EAGAIN) << "a full pipe does not block";
}

TEST(OpenForWriting, SaysWhyItCannot) {
  EXPECT_FALSE(OpenForWriting("/nonexistent/x", O_CREAT, 0600).valid());
  EXPECT_EQ(errno, ENOENT);
}

}  // namespace
}  // namespace irc

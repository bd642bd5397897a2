#include "net/io/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

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

// The names in the folder.
std::vector<std::string> NamesIn(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

mode_t ModeOf(const std::string& path) {
  struct stat info = {};
  EXPECT_EQ(::stat(path.c_str(), &info), 0) << path;
  return info.st_mode & 0777;
}

// A folder that is new and empty.
std::string NewFolder() {
  std::string folder = absl::StrCat(::testing::TempDir(), "/files_XXXXXX");
  EXPECT_NE(::mkdtemp(folder.data()), nullptr);
  return folder;
}

using Names = std::vector<std::string>;

TEST(WriteAtomically, ReplacesTheFile) {
  const std::string folder = NewFolder();
  const std::string path = absl::StrCat(folder, "/file");
  ASSERT_TRUE(WriteAtomically(path, "one").ok());
  EXPECT_EQ(*ReadWholeFile(path), "one");
  EXPECT_EQ(ModeOf(path), 0600u);
  // What has the old file open goes on reading it: the new one is another file.
  const absl::StatusOr<Fd> reader = OpenForReading(path);
  ::chmod(path.c_str(), 0644);
  ASSERT_TRUE(WriteAtomically(path, "two").ok());
  EXPECT_EQ(*ReadWholeFile(path), "two");
  EXPECT_EQ(ModeOf(path), 0600u);
  char text[8] = "";
  EXPECT_EQ(::read(reader->get(), text, sizeof(text)), 3);
  EXPECT_STREQ(text, "one");
  EXPECT_EQ(NamesIn(folder), Names{"file"});
}

TEST(WriteAtomically, AnErrorLeavesNothing) {
  const std::string folder = NewFolder();
  ASSERT_TRUE(MakeFolder(absl::StrCat(folder, "/file/in_it")).ok());
  EXPECT_EQ(WriteAtomically(absl::StrCat(folder, "/file"), "one").message(), "Is a directory");
  EXPECT_EQ(NamesIn(folder), Names{"file"});
  EXPECT_EQ(WriteAtomically("/nonexistent/x", "one").message(), "No such file or directory");
}

TEST(WriteNewFile, OverwritesNothing) {
  const std::string path = NewPath("new_file");
  ASSERT_TRUE(WriteNewFile(path, "one", 0600).ok());
  EXPECT_EQ(ModeOf(path), 0600u);
  EXPECT_EQ(WriteNewFile(path, "two", 0600).message(), "File exists");
  EXPECT_EQ(*ReadWholeFile(path), "one");
  const std::string link = NewPath("link_to_nothing");
  ASSERT_EQ(::symlink("/nonexistent", link.c_str()), 0);
  EXPECT_EQ(WriteNewFile(link, "two", 0600).message(), "File exists");
}

TEST(MakeFolder, MakesTheMissingOnes) {
  const std::string folder = NewFolder();
  EXPECT_TRUE(MakeFolder(absl::StrCat(folder, "/a/b")).ok());
  EXPECT_TRUE(MakeFolder(absl::StrCat(folder, "/a/b/c/")).ok());
  EXPECT_EQ(ModeOf(absl::StrCat(folder, "/a/b/c")), 0700u);
  std::ofstream(absl::StrCat(folder, "/file")) << "x";
  EXPECT_EQ(MakeFolder(absl::StrCat(folder, "/file/a")).message(), "Not a directory");
}

TEST(CanWriteInto, SaysWhatAWriteWouldSay) {
  const std::string folder = NewFolder();
  EXPECT_TRUE(CanWriteInto(folder).ok());
  EXPECT_TRUE(CanWriteInto(absl::StrCat(folder, "/a/b")).ok());
  EXPECT_EQ(NamesIn(folder), Names{});
  std::ofstream(absl::StrCat(folder, "/file")) << "x";
  EXPECT_EQ(CanWriteInto(absl::StrCat(folder, "/file")).message(), "Not a directory");
  EXPECT_EQ(CanWriteInto(absl::StrCat(folder, "/file/a")).message(), "Not a directory");
}

TEST(OpenForWriting, SaysWhyItCannot) {
  EXPECT_FALSE(OpenForWriting("/nonexistent/x", O_CREAT, 0600).valid());
  EXPECT_EQ(errno, ENOENT);
}

}  // namespace
}  // namespace irc

#include "net/store/journal/file_system.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

std::string NewFolder(const std::string& name) {
  return absl::StrCat(testing::TempDir(), "/", name, "-", getpid());
}

mode_t ModeOf(const std::string& path) {
  struct stat info = {};
  ::stat(path.c_str(), &info);
  return info.st_mode & 0777;
}

TEST(PosixFileSystem, KeepsEverythingFromOthers) {
  PosixFileSystem files;
  const std::string folder = NewFolder("modes") + "/deep";
  EXPECT_EQ(files.MakeFolder(folder), 0);
  EXPECT_EQ(files.MakeFolder(folder), 0);
  EXPECT_EQ(ModeOf(folder), 0700u);
  std::unique_ptr<JournalFile> file;
  std::unique_ptr<FolderLock> lock;
  EXPECT_EQ(files.Create(folder + "/a", file), 0);
  EXPECT_EQ(files.Lock(folder + "/lock", lock), 0);
  EXPECT_EQ(ModeOf(folder + "/a"), 0600u);
  EXPECT_EQ(ModeOf(folder + "/lock"), 0600u);
  EXPECT_EQ(files.MakeFolder(folder + "/a"), ENOTDIR);
}

TEST(PosixFileSystem, AppendsCutsAndReads) {
  PosixFileSystem files;
  const std::string folder = NewFolder("files");
  ASSERT_EQ(files.MakeFolder(folder), 0);
  std::unique_ptr<JournalFile> file;
  ASSERT_EQ(files.Create(folder + "/a", file), 0);
  EXPECT_EQ(files.Create(folder + "/a", file), EEXIST);
  EXPECT_EQ(file->Append("hello world"), 0);
  EXPECT_EQ(file->Truncate(5), 0);
  EXPECT_EQ(file->Append("!"), 0);
  EXPECT_EQ(file->Sync(), 0);
  EXPECT_EQ(files.SyncFolder(folder), 0);
  std::string bytes;
  EXPECT_EQ(files.Read(folder + "/a", 0, 100, bytes), 0);
  EXPECT_EQ(bytes, "hello!");
  EXPECT_EQ(files.Read(folder + "/a", 4, 1, bytes), 0);
  EXPECT_EQ(bytes, "o");
  EXPECT_EQ(files.Read(folder + "/a", 40, 10, bytes), 0);
  EXPECT_EQ(bytes, "");
  EXPECT_EQ(files.Rename(folder + "/a", folder + "/b"), 0);
  std::vector<std::string> names;
  EXPECT_EQ(files.List(folder, names), 0);
  EXPECT_EQ(std::count(names.begin(), names.end(), "b"), 1);
  EXPECT_EQ(files.Remove(folder + "/b"), 0);
  EXPECT_EQ(files.Remove(folder + "/b"), ENOENT);
  EXPECT_EQ(files.Read(folder + "/b", 0, 1, bytes), ENOENT);
}

TEST(PosixFileSystem, LocksAFolderOnce) {
  PosixFileSystem files;
  const std::string folder = NewFolder("lock");
  ASSERT_EQ(files.MakeFolder(folder), 0);
  std::unique_ptr<FolderLock> first;
  std::unique_ptr<FolderLock> second;
  EXPECT_EQ(files.Lock(folder + "/lock", first), 0);
  EXPECT_EQ(files.Lock(folder + "/lock", second), EWOULDBLOCK);
  first.reset();
  EXPECT_EQ(files.Lock(folder + "/lock", second), 0);
}

}  // namespace
}  // namespace irc

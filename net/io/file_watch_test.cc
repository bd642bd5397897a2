#include "net/io/file_watch.h"

#include <poll.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;

class FileWatchTest : public ::testing::Test {
 protected:
  FileWatchTest() {
    std::string folder = absl::StrCat(::testing::TempDir(), "/watch_XXXXXX");
    EXPECT_NE(::mkdtemp(folder.data()), nullptr);
    folder_ = fs::canonical(folder);
  }
  ~FileWatchTest() override { fs::remove_all(folder_); }

  std::string Path(const std::string& name) const { return folder_ / name; }
  void Write(const std::string& name) { std::ofstream(Path(name)) << "text"; }

  // Whether something was reported since the last call.
  bool Heard() {
    pollfd ready = {.fd = watch_.fd(), .events = POLLIN, .revents = 0};
    const bool heard = ::poll(&ready, 1, 0) == 1;
    watch_.Clear();
    return heard;
  }

  fs::path folder_;
  FileWatch watch_;
};

TEST_F(FileWatchTest, HearsOfAFileThatIsWrittenReplacedOrRemoved) {
  Write("file");
  watch_.Watch({Path("file")});
  EXPECT_FALSE(Heard());
  Write("file");
  EXPECT_TRUE(Heard());
  EXPECT_FALSE(Heard()) << "it is told once";
  Write("new");
  EXPECT_TRUE(Heard());
  fs::rename(Path("new"), Path("file"));
  EXPECT_TRUE(Heard());
  fs::permissions(Path("file"), fs::perms::owner_read);
  EXPECT_TRUE(Heard());
  fs::remove(Path("file"));
  EXPECT_TRUE(Heard());
}

TEST_F(FileWatchTest, HearsOfAFileThatDoesNotExistYet) {
  watch_.Watch({Path("file")});
  Write("file");
  EXPECT_TRUE(Heard());
}

// certbot: live/fullchain.pem is a link to ../archive/fullchain1.pem.
TEST_F(FileWatchTest, WatchesTheLinkAndWhereItLeads) {
  fs::create_directories(Path("live"));
  fs::create_directories(Path("archive"));
  Write("archive/one");
  fs::create_symlink("../archive/one", Path("live/file"));
  watch_.Watch({Path("live/file")});
  EXPECT_THAT(watch_.folders(), ElementsAre(Path("archive"), Path("live")));
  Write("archive/two");
  EXPECT_TRUE(Heard());
  fs::remove(Path("live/file"));
  fs::create_symlink("../archive/two", Path("live/file"));
  EXPECT_TRUE(Heard());
}

// Kubernetes: file is a link to ..data/file, and ..data one to the folder of a version.
TEST_F(FileWatchTest, WatchesTheLinkToAFolder) {
  fs::create_directories(Path("one"));
  fs::create_directories(Path("two"));
  Write("one/file");
  Write("two/file");
  fs::create_symlink("one", Path("data"));
  fs::create_directories(Path("mounted"));
  fs::create_symlink("../data/file", Path("mounted/file"));
  watch_.Watch({Path("mounted/file")});
  fs::create_symlink("two", Path("new_data"));
  fs::rename(Path("new_data"), Path("data"));
  EXPECT_TRUE(Heard());
}

TEST_F(FileWatchTest, ForgetsTheOldFolders) {
  fs::create_directories(Path("old"));
  fs::create_directories(Path("new"));
  watch_.Watch({Path("old/file")});
  watch_.Watch({Path("new/file")});
  EXPECT_FALSE(Heard() && Heard());
  Write("old/file");
  EXPECT_FALSE(Heard());
  Write("new/file");
  EXPECT_TRUE(Heard());
}

TEST_F(FileWatchTest, ALinkToItselfAndAMissingFolderAreNoTrouble) {
  fs::create_symlink("loop", Path("loop"));
  watch_.Watch({Path("loop"), Path("missing/file"), "/file", "relative"});
  EXPECT_FALSE(Heard());
}

}  // namespace
}  // namespace irc

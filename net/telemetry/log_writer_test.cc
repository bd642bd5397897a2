#include "net/telemetry/log_writer.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "net/io/fd.h"

namespace irc {
namespace {

std::string PathOf(absl::string_view name) { return absl::StrCat(::testing::TempDir(), "/", name); }

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(LogWriter, AppendsToAFileOfTheOwner) {
  const std::string path = PathOf("append.log");
  ::unlink(path.c_str());
  for (const char* line : {"one\n", "two\n"}) {
    auto writer = LogWriter::Open(path);
    ASSERT_TRUE(writer.ok());
    (*writer)->Write(line);
  }
  EXPECT_EQ(ReadAll(path), "one\ntwo\n");
  struct stat facts = {};
  ASSERT_EQ(::stat(path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0007, 0u) << "not for everybody";
}

TEST(LogWriter, SaysWhyAFileCanNotBeOpened) {
  const auto writer = LogWriter::Open("/nonexistent/x.log");
  EXPECT_EQ(writer.status().message(),
            "cannot write the log '/nonexistent/x.log': No such file or directory");
}

TEST(LogWriter, GoesOnInANewFileWhenTheOldOneWasMovedAway) {
  const std::string path = PathOf("rotate.log");
  const std::string moved = PathOf("rotate.log.1");
  ::unlink(path.c_str());
  {
    auto writer = LogWriter::Open(path);
    ASSERT_TRUE(writer.ok());
    (*writer)->Write("before\n");
    // The destructor of the old writer has written the line, which its thread does at any time.
    writer->reset();
    writer = LogWriter::Open(path);
    ASSERT_EQ(::rename(path.c_str(), moved.c_str()), 0);
    ASSERT_TRUE((*writer)->Reopen().ok());
    (*writer)->Write("after\n");
  }
  EXPECT_EQ(ReadAll(moved), "before\n");
  EXPECT_EQ(ReadAll(path), "after\n");
}

TEST(LogWriter, StaysWithTheOldFileWhenThereIsNoNewOne) {
  const std::string folder = PathOf("folder");
  ::mkdir(folder.c_str(), 0700);
  const std::string path = absl::StrCat(folder, "/x.log");
  ::unlink(path.c_str());
  const std::string moved = PathOf("moved.log");
  {
    auto writer = LogWriter::Open(path);
    ASSERT_TRUE(writer.ok());
    ASSERT_EQ(::rename(path.c_str(), moved.c_str()), 0);
    ASSERT_EQ(::rmdir(folder.c_str()), 0);
    EXPECT_EQ((*writer)->Reopen().message(),
              absl::StrCat("cannot write the log '", path, "': No such file or directory"));
    (*writer)->Write("still here\n");
  }
  EXPECT_EQ(ReadAll(moved), "still here\n");
}

// Writes `lines` lines to a path where every write fails, waits until all of them were counted as
// lost, and returns the count.
uint64_t LostOf(const std::string& path, int lines) {
  auto writer = LogWriter::Open(path);
  EXPECT_TRUE(writer.ok());
  for (int i = 0; i < lines; ++i) (*writer)->Write("line\n");
  while ((*writer)->lost() < static_cast<uint64_t>(lines)) ::sched_yield();
  EXPECT_EQ((*writer)->waiting(), 0u);
  return (*writer)->lost();
}

TEST(LogWriter, AFullDiskCostsTheLinesAndNothingElse) {
  EXPECT_EQ(LostOf("/dev/full", 5000), 5000u);
}

TEST(LogWriter, AReaderThatStandsStillMakesNobodyWait) {
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const Fd reader(ends[0]);
  Fd writing(ends[1]);
  const Fd saved(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0));
  ASSERT_EQ(::dup2(writing.get(), STDERR_FILENO), STDERR_FILENO);
  writing.Close();
  constexpr int kLines = 50'000;  // of 64 bytes: far more than pipe and queue hold
  uint64_t lost = 0;
  {
    auto writer = LogWriter::Open("");
    for (int i = 0; i < kLines; ++i) (*writer)->Write(absl::StrCat(std::string(63, 'x'), "\n"));
    lost = (*writer)->lost();
    EXPECT_GT((*writer)->waiting(), 0u);
  }
  ASSERT_EQ(::dup2(saved.get(), STDERR_FILENO), STDERR_FILENO);
  std::string seen(1 << 20, '\0');
  const ssize_t size = ::read(reader.get(), seen.data(), seen.size());
  ASSERT_GT(size, 0);
  EXPECT_EQ(size % 64, 0) << "whole lines";
  EXPECT_GT(lost, 0u);
}

TEST(LogWriter, ABrokenOffLineDoesNotSpoilTheNext) {
  const std::string path = PathOf("torn.log");
  ::unlink(path.c_str());
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit before = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit tight = before;
  tight.rlim_cur = 6;
  {
    auto writer = LogWriter::Open(path);
    ASSERT_TRUE(writer.ok());
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
    (*writer)->Write("one\n");
    (*writer)->Write("torn apart\n");
    while ((*writer)->lost() < 1) ::sched_yield();
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    (*writer)->Write("two\n");
  }
  EXPECT_EQ(ReadAll(path), "one\nto\ntwo\n");
}

}  // namespace
}  // namespace irc

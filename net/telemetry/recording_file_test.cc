#include "net/telemetry/recording_file.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>

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
    (*file)->Drain();
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
  EXPECT_TRUE((*file)->Flush());
  (*file)->Drain();
  (*file)->Append("two\n");
  EXPECT_FALSE((*file)->Flush());
  EXPECT_EQ((*file)->error(), "No space left on device");
  (*file)->Append("three\n");
  EXPECT_TRUE((*file)->Flush());
}

std::string NewPath(absl::string_view name) {
  const std::string path = absl::StrCat(::testing::TempDir(), "/", name);
  ::unlink(path.c_str());
  return path;
}

// Writes `text` as a recording of its own; returns the path of its file.
std::string Record(const std::string& path, absl::string_view text) {
  auto file = RecordingFile::Create(path);
  EXPECT_TRUE(file.ok()) << file.status();
  (*file)->Append(text);
  return (*file)->path();
}

TEST(RecordingFile, NoRecordingIsWrittenOver) {
  const std::string path = NewPath("again");
  EXPECT_EQ(Record(path, "one"), path);
  EXPECT_EQ(Record(path, "two"), path + ".1");
  EXPECT_EQ(Record(path, "three"), path + ".2");
  EXPECT_EQ(Read(path), "one");
  EXPECT_EQ(Read(path + ".1"), "two");
  EXPECT_EQ(Read(path + ".2"), "three");
}

// Neither a file that others can read nor one that a link leads to gets what users say.
TEST(RecordingFile, NoFileOfOthersIsUsed) {
  const std::string path = NewPath("shared"), target = NewPath("target"), link = NewPath("link");
  std::ofstream(path) << "before";
  ASSERT_EQ(::chmod(path.c_str(), 0644), 0);
  const std::string recorded = Record(path, "secret");
  EXPECT_EQ(Read(path), "before");
  struct stat info = {};
  ASSERT_EQ(::stat(recorded.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  ASSERT_EQ(::symlink(target.c_str(), link.c_str()), 0);
  EXPECT_EQ(Record(link, "secret"), link + ".1");
  EXPECT_NE(::access(target.c_str(), F_OK), 0) << "the link was followed";
  EXPECT_EQ(
      RecordingFile::Create(::testing::TempDir()).status().message(),
      absl::StrCat("cannot write the recording '", ::testing::TempDir(), "': Is a directory"));
}

// The time that `function` takes, in seconds.
template <typename F>
double Seconds(F function) {
  const auto begin = std::chrono::steady_clock::now();
  function();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

TEST(RecordingFile, NobodyWaitsForAPipeThatNobodyReads) {
  const std::string path = NewPath("pipe");
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  absl::StatusOr<std::unique_ptr<RecordingFile>> file;
  EXPECT_LT(Seconds([&] { file = RecordingFile::Create(path); }), 2);
  ASSERT_TRUE(file.ok()) << file.status();
  const std::string piece(1 << 20, 'x');
  size_t flushed = 0;
  EXPECT_LT(Seconds([&] {
              do (*file)->Append(piece);
              while ((*file)->Flush() && ++flushed < 100);
            }),
            5);
  EXPECT_GE(flushed, RecordingFile::kWaitingBytesMax >> 20);
  EXPECT_LT(flushed, 100u) << "what waits is bounded";
  EXPECT_EQ((*file)->error(), "the file has taken nothing while 16 MiB were waiting");
  EXPECT_TRUE((*file)->Flush()) << "the error is told once";
  EXPECT_LT(Seconds([&] { file->reset(); }), 2);
}

TEST(RecordingFile, APipeGetsItAll) {
  const std::string path = NewPath("read_pipe");
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  std::string text;
  std::thread reader([&] { text = Read(path); });
  const std::string piece(1 << 20, 'x');
  {
    auto file = RecordingFile::Create(path);
    ASSERT_TRUE(file.ok()) << file.status();
    for (int i = 0; i < 40; ++i) {
      (*file)->Append(piece);
      ASSERT_TRUE((*file)->Flush());
      (*file)->Drain();
    }
    (*file)->Append("end");
  }
  reader.join();
  EXPECT_EQ(text.size(), 40 * piece.size() + 3);
}

// What was handed over before the core crashed is in the recording.
TEST(RecordingFileDeathTest, ACrashWaitsForTheRecording) {
  const std::string text(RecordingFile::kWaitingBytesMax, 'x');
  for (int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) {
    const std::string path = NewPath(absl::StrCat("crash", signal));
    EXPECT_EXIT(
        {
          auto file = RecordingFile::Create(path);
          (*file)->OutliveCrashes();
          (*file)->Append(text);
          (*file)->Flush();
          ::raise(signal);
        },
        ::testing::KilledBySignal(signal), "");
    EXPECT_EQ(Read(path).size(), text.size());
  }
}

}  // namespace
}  // namespace irc

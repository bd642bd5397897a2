// A test program with one test for each transcript in the folders that its arguments name:
//
//   bazel test //testdata:transcripts_test --test_filter='transcripts.channels/*'
//   bazel run //testdata:transcripts_test -- --rewrite --gtest_filter='transcripts.channels/*'
//
// --rewrite replaces the expected lines in the source files by the actual output; the diff has to
// be reviewed.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "core/testing/transcript_runner.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file) ADD_FAILURE() << "cannot read " << path;
  return text;
}

void WriteFile(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) ADD_FAILURE() << "cannot write " << path;
}

class TranscriptTest : public testing::Test {
 public:
  // `source` is the file that --rewrite changes; empty: the transcript is only checked.
  TranscriptTest(fs::path path, fs::path source)
      : path_(std::move(path)), source_(std::move(source)) {}

  void TestBody() override {
    std::string text = ReadFile(source_.empty() ? path_ : source_);
    if (!source_.empty()) text = Refresh(text);
    for (const Finding& finding : CheckTranscript(text)) {
      ADD_FAILURE_AT(path_.c_str(), finding.line) << finding.text;
    }
  }

 private:
  std::string Refresh(const std::string& old) const {
    const absl::StatusOr<std::string> text = RefreshTranscript(old);
    if (!text.ok() || *text == old) return old;  // The check reports the error.
    WriteFile(source_, *text);
    std::printf("rewrote %s\n", path_.c_str());
    return *text;
  }

  fs::path path_;
  fs::path source_;
};

// All *.txt below `folder`, sorted.
std::vector<fs::path> FindTranscripts(const fs::path& folder) {
  std::vector<fs::path> paths;
  if (!fs::is_directory(folder)) return paths;
  const auto options = fs::directory_options::follow_directory_symlink;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder, options)) {
    if (entry.is_regular_file() && entry.path().extension() == ".txt") {
      paths.push_back(entry.path());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// Registers a test for each transcript and returns their number. The test of
// testdata/transcripts/channels/join.txt is "transcripts.channels/join".
size_t RegisterTranscripts(const fs::path& folder, const fs::path& workspace) {
  const std::vector<fs::path> paths = FindTranscripts(folder);
  for (const fs::path& path : paths) {
    const std::string name = path.lexically_relative(folder).replace_extension().string();
    const fs::path source = workspace.empty() ? fs::path() : workspace / path;
    testing::RegisterTest(folder.filename().c_str(), name.c_str(), nullptr, nullptr, path.c_str(),
                          1, [path, source]() { return new TranscriptTest(path, source); });
  }
  return paths.size();
}

int Main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  std::vector<std::string> folders(argv + 1, argv + argc);
  const auto flag = std::find(folders.begin(), folders.end(), "--rewrite");
  fs::path workspace;
  if (flag != folders.end()) {
    folders.erase(flag);
    const char* const directory = std::getenv("BUILD_WORKSPACE_DIRECTORY");
    if (directory == nullptr) {
      std::fprintf(stderr,
                   "--rewrite works under 'bazel run' only, which knows the source files\n");
      return 1;
    }
    workspace = directory;
  }
  size_t found = 0;
  for (const std::string& folder : folders) found += RegisterTranscripts(folder, workspace);
  if (found == 0) {
    std::fprintf(stderr, "there is no transcript in the folders that were given\n");
    return 1;
  }
  return RUN_ALL_TESTS();
}

}  // namespace
}  // namespace irc

int main(int argc, char** argv) { return irc::Main(argc, argv); }

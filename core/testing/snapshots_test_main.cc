// Tests of the golden snapshots in a folder (testdata/snapshots), and the program that writes them:
//
//   bazel test //testdata:snapshots_test
//   bazel run //testdata:snapshots_test -- --write
//
// The folder holds scenario.txt, a transcript that touches everything, and for each version of the
// format v<version>.snapshot, what the scenario was saved as then, and v<version>.schema, the types
// and names of the fields. --write makes the two files of the present version, and overwrites none:
// what was released with a version stays what that version means.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "core/server.h"
#include "core/state/snapshot.h"
#include "core/testing/snapshot_schema.h"
#include "core/transcript/player.h"
#include "core/transcript/read.h"
#include "gtest/gtest.h"

namespace irc {
namespace {

namespace fs = std::filesystem;

constexpr char kAdvice[] =
    "The format of snapshots, or the scenario, is not the one that this version has been written "
    "down with. After a change of a field list: raise kSnapshotVersion in core/state/snapshot.h, "
    "load what is new with IRC_FIELDS_SINCE, and write the files of the new version with "
    "`bazel run //testdata:snapshots_test -- --write`. After a change of the scenario alone: "
    "delete "
    "the snapshot of this version and write it again.";

fs::path folder;  // the first argument

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

fs::path PathOf(uint64_t version, const char* kind) {
  return folder / absl::StrCat("v", version, ".", kind);
}

std::string SaveScenario() {
  const absl::StatusOr<transcript::Transcript> scenario =
      transcript::ParseTranscript(ReadFile(folder / "scenario.txt"));
  if (!scenario.ok()) {
    ADD_FAILURE() << scenario.status();
    return "";
  }
  transcript::Player player([](std::unique_ptr<Server>& server) { server->CheckInvariants(); });
  for (const transcript::Block& block : scenario->blocks) {
    const auto output = player.Play(block);
    if (!output.ok()) ADD_FAILURE() << output.status();
  }
  return player.server() == nullptr ? "" : player.server()->Save();
}

std::vector<fs::path> Snapshots() {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".snapshot") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

TEST(Snapshots, OfEveryVersionLoad) {
  EXPECT_FALSE(Snapshots().empty());
  for (const fs::path& path : Snapshots()) {
    Server server(Config(), absl::UnixEpoch());
    const absl::Status status = server.Load(ReadFile(path));
    EXPECT_TRUE(status.ok()) << path << ": " << status
                             << " A version that cannot be read any more is raised out of reach by "
                                "kOldestSnapshotVersion, and its files are deleted.";
    server.CheckInvariants();
  }
}

TEST(Snapshots, ThePresentVersionIsWrittenDown) {
  EXPECT_TRUE(SnapshotSchema() == ReadFile(PathOf(kSnapshotVersion, "schema"))) << kAdvice;
  EXPECT_TRUE(SaveScenario() == ReadFile(PathOf(kSnapshotVersion, "snapshot"))) << kAdvice;
}

TEST(Snapshots, LoseNothing) {
  const std::string saved = SaveScenario();
  Server server(Config(), absl::UnixEpoch());
  ASSERT_TRUE(server.Load(saved).ok());
  EXPECT_TRUE(server.Save() == saved);
}

// False when the file is there already with another content.
bool Write(const fs::path& path, const std::string& text) {
  if (fs::exists(path)) {
    if (ReadFile(path) == text) return true;
    std::fprintf(stderr, "%s is there and differs; it is left as it is.\n%s\n", path.c_str(),
                 kAdvice);
    return false;
  }
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) std::fprintf(stderr, "cannot write %s\n", path.c_str());
  return static_cast<bool>(file);
}

int Main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  const bool write = argc == 3 && std::string(argv[2]) == "--write";
  if (argc != 2 && !write) {
    std::fprintf(stderr, "usage: %s FOLDER [--write]\n", argv[0]);
    return 1;
  }
  folder = argv[1];
  if (!write) return RUN_ALL_TESTS();
  const char* const workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");
  if (workspace == nullptr) {
    std::fprintf(stderr, "--write works under 'bazel run' only, which knows the source files\n");
    return 1;
  }
  folder = fs::path(workspace) / folder;
  const bool schema = Write(PathOf(kSnapshotVersion, "schema"), SnapshotSchema());
  return Write(PathOf(kSnapshotVersion, "snapshot"), SaveScenario()) && schema ? 0 : 1;
}

}  // namespace
}  // namespace irc

int main(int argc, char** argv) { return irc::Main(argc, argv); }

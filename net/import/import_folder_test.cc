// Imports into a folder.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "net/auth/passwords/verifier.h"
#include "net/import/import.h"
#include "net/store/offline.h"

namespace irc {
namespace {

using testing::HasSubstr;
using testing::Not;

class ImportFolder : public testing::Test {
 protected:
  void SetUp() override {
    const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    folder_ = absl::StrCat(testing::TempDir(), "/import-", getpid(), "-", name);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Import(ImportSource source, const std::string& file, bool only_try = false) {
    std::ifstream in("testdata/import/" + file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const auto report = ImportForeign(source, bytes, absl::FromUnixSeconds(1760000000), folder_,
                                      {.now = absl::FromUnixSeconds(1760500000)}, only_try);
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? *report : "";
  }
  std::string Exported() {
    std::ostringstream out;
    const absl::Status status = Export(folder_, out);
    return status.ok() ? out.str() : std::string(status.message());
  }

  std::string folder_;
};

TEST_F(ImportFolder, ATryPrintsTheSameAndMakesNothing) {
  const std::string report = Import(ImportSource::kAtheme, "atheme.db", /*only_try=*/true);
  EXPECT_FALSE(std::filesystem::exists(folder_));
  EXPECT_EQ(Import(ImportSource::kAtheme, "atheme.db"), report);
  const std::string before = Exported();
  const std::string again = Import(ImportSource::kAtheme, "atheme.db", /*only_try=*/true);
  EXPECT_NE(again, report) << "all of it is there";
  EXPECT_EQ(Import(ImportSource::kAtheme, "atheme.db"), again);
  EXPECT_EQ(Exported(), before);
  EXPECT_TRUE(CheckData(folder_).empty());
}

// Ids of several files do not meet.
TEST_F(ImportFolder, AllServersIntoOneFolder) {
  Import(ImportSource::kErgo, "ergo.db");
  Import(ImportSource::kAtheme, "atheme.db");
  const std::string report = Import(ImportSource::kAnope, "anope.db");
  EXPECT_THAT(report, HasSubstr("account argon: is now argon_; the name is that of another account "
                                "that was here before: argon"));
  EXPECT_TRUE(CheckData(folder_).empty());
  EXPECT_THAT(Exported(), HasSubstr("\"name\":\"argon_\""));
}

TEST_F(ImportFolder, PasswordsInClearAreKeptAsHashes) {
  Import(ImportSource::kAnope, "anope.db");
  const std::string rows = Exported();
  EXPECT_THAT(rows, Not(HasSubstr("plain:")));
  EXPECT_THAT(rows, Not(HasSubstr("Y29ycmVjdCBob3JzZQ==")));
  const size_t begin = rows.find("$argon2id$v=19$m=19456");
  ASSERT_NE(begin, std::string::npos);
  const std::string verifier = rows.substr(begin, rows.find('"', begin) - begin);
  EXPECT_EQ(VerifyPassword(verifier, "correct horse"), Verdict::kRight);
}

TEST_F(ImportFolder, ABrokenFileMakesNothing) {
  const auto report = ImportForeign(ImportSource::kErgo, "rubbish", absl::UnixEpoch(), folder_, {},
                                    /*only_try=*/false);
  EXPECT_THAT(std::string(report.status().message()), HasSubstr("byte 0: "));
  EXPECT_FALSE(std::filesystem::exists(folder_));
}

}  // namespace
}  // namespace irc
